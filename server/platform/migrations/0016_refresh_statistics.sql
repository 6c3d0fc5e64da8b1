-- Plans are made by what the planner knows of a table, and kept: those made while it was empty look through all of a store for
-- each foreign key of each row, until the autovacuum comes by, which is a minute. Whoever writes much at once calls this now
-- and then. Only its owner may look a table over, hence its rights; what has not outgrown what is known of it is left alone.
create function refresh_statistics() returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  t regclass;
begin
  for t in
    select c.oid from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and pg_relation_size(c.oid) > 2 * 8192 * greatest(c.relpages, 1)
    order by c.oid
  loop
    execute format('analyze (skip_locked) %s', t);
  end loop;
end $$;
