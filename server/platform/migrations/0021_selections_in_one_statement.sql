-- Like append_selection_updates, these name the store to row-level security themselves: the statement that calls one is a
-- transaction of its own, and takes one round trip.

-- How several selections of one store stand, what was written to each after that number (with the snapshot, where that
-- goes further), and who writes in it. One statement, so that a compaction cannot come between a snapshot and what follows
-- it. Nothing of those that nobody has written to.
create function read_selections(p_store uuid, p_ids text[], p_afters bigint[])
returns table (place integer, generation integer, status text, seq bigint,
  snapshot bytea, updates bytea[], clients bigint[], owners bytea[]) language plpgsql as $$
begin
  perform set_config('app.store_id', p_store::text, true);
  return query
    select asked.n::integer, s.generation, s.status, s.seq, case when snap.upto > asked.after then snap.bytes end,
      (select array_agg(u.bytes order by u.seq) from selection_updates u
       where u.store_id = p_store and u.selection_id = s.id and u.generation = s.generation
         and u.seq > greatest(coalesce(snap.upto, 0), asked.after)),
      known.clients, known.owners
    from unnest(p_ids, p_afters) with ordinality asked (id, after, n)
    join selections s on s.store_id = p_store and s.id = asked.id
    left join lateral (
      select p.upto, p.bytes from selection_snapshots p
      where p.store_id = p_store and p.selection_id = s.id and p.generation = s.generation
      order by p.upto desc limit 1) snap on true
    cross join lateral (
      select array_agg(c.client) as clients, array_agg(c.owner) as owners from selection_clients c
      where c.store_id = p_store and c.selection_id = s.id) known;
end $$;
--> statement-breakpoint
-- Keeps a snapshot that holds all of a generation up to one update, and takes away what it holds. Those before it stay a week.
create function keep_selection_snapshot(p_store uuid, p_id text, p_generation integer, p_upto bigint, p_bytes bytea)
returns void language plpgsql as $$
begin
  perform set_config('app.store_id', p_store::text, true);
  insert into selection_snapshots (store_id, selection_id, generation, upto, bytes)
    values (p_store, p_id, p_generation, p_upto, p_bytes) on conflict do nothing;
  delete from selection_updates u
    where u.store_id = p_store and u.selection_id = p_id and u.generation = p_generation and u.seq <= p_upto;
  delete from selection_snapshots p
    where p.store_id = p_store and p.selection_id = p_id and (p.generation < p_generation or p.upto < p_upto)
      and p.created_at < now() - interval '7 days';
end $$;
