-- Keeps a snapshot that holds all of a generation up to one update, and takes away what it holds. The one before it stays a
-- week, and so do the last ones of earlier generations; those before them go, or who writes much would fill the disk.
create or replace function keep_selection_snapshot(p_store uuid, p_id text, p_generation integer, p_upto bigint, p_bytes bytea)
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
  delete from selection_snapshots p
    where p.store_id = p_store and p.selection_id = p_id and p.generation = p_generation
      and p.upto < (select max(b.upto) from selection_snapshots b
        where b.store_id = p_store and b.selection_id = p_id and b.generation = p_generation and b.upto < p_upto);
end $$;
