-- The store is named to row-level security by the function itself: the statement that calls it is a transaction of its own,
-- and takes one round trip where three would make whoever waits for the acknowledgement wait three times.
-- Appends what several selections of one store have been told, all in one transaction. Numbers are given out under the lock
-- of each selection's row, taken in the order of ids. Says of each what became of it: `saved`, or why nothing was written.
create or replace function append_selection_updates(
  p_store uuid, p_ids text[], p_generations integer[],
  p_update_of integer[], p_updates bytea[],
  p_client_of integer[], p_clients bigint[], p_owners bytea[])
returns table (place integer, outcome text, last_seq bigint) language plpgsql as $$
declare
  here selections%rowtype;
  added integer;
begin
  perform set_config('app.store_id', p_store::text, true);
  for place in select i from generate_subscripts(p_ids, 1) i order by p_ids[i] loop
    select * into here from selections s where s.store_id = p_store and s.id = p_ids[place] for no key update;
    if not found then
      insert into selections (store_id, id) values (p_store, p_ids[place]) on conflict do nothing;
      select * into here from selections s where s.store_id = p_store and s.id = p_ids[place] for no key update;
    end if;
    last_seq := here.seq;
    if here.generation <> p_generations[place] then
      outcome := 'stale';
    elsif here.status <> 'AVAILABLE' then
      outcome := 'locked';
    elsif exists (
      select from unnest(p_client_of, p_clients, p_owners) brought (of_place, client, owner)
      join selection_clients k on k.store_id = p_store and k.selection_id = here.id and k.client = brought.client
      where brought.of_place = place and k.owner <> brought.owner) then
      outcome := 'foreign-client';
    else
      insert into selection_clients (store_id, selection_id, client, owner)
      select p_store, here.id, brought.client, brought.owner
      from unnest(p_client_of, p_clients, p_owners) brought (of_place, client, owner)
      where brought.of_place = place on conflict do nothing;
      insert into selection_updates (store_id, selection_id, generation, seq, bytes)
      select p_store, here.id, here.generation, here.seq + row_number() over (order by told.n), told.bytes
      from unnest(p_update_of, p_updates) with ordinality told (of_place, bytes, n)
      where told.of_place = place;
      get diagnostics added = row_count;
      last_seq := here.seq + added;
      update selections s set seq = last_seq, updated_at = now() where s.store_id = p_store and s.id = here.id;
      outcome := 'saved';
    end if;
    return next;
  end loop;
end $$;
