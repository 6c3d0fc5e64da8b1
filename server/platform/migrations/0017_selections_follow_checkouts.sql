-- A pending checkout keeps its selection PROCESSING, decided in the transaction that makes or ends it, however that comes
-- about: pressed, replaced, confirmed, cancelled, swept, or overdue and in somebody's way. Rows of selections are locked
-- after those of checkouts and before those of stock items.
create function close_selection() returns trigger language plpgsql as $$
begin
  insert into selections (store_id, id) values (new.store_id, new.selection_id) on conflict do nothing;
  update selections s set status = 'PROCESSING', updated_at = now()
  where s.store_id = new.store_id and s.id = new.selection_id and s.status = 'AVAILABLE';
  if not found then
    raise exception using errcode = 'VD409', message = 'selection-processing', detail = '{}';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger close_selection after insert on checkouts for each row
when (new.status = 'pending' and new.selection_id is not null) execute function close_selection();
--> statement-breakpoint
-- In the order of ids, as whoever writes to several selections takes them. The rooms are told by the COMMIT; making a
-- checkout leaves that to its process, because one COMMIT that notifies waits for another.
create function reopen_selections() returns trigger language plpgsql as $$
declare
  ended record;
begin
  for ended in
    select w.store_id, w.selection_id from was w
    join becomes b on b.store_id = w.store_id and b.id = w.id
    where w.selection_id is not null and w.status = 'pending' and b.status <> 'pending'
    order by w.store_id, w.selection_id
  loop
    update selections s set status = 'AVAILABLE', updated_at = now()
    where s.store_id = ended.store_id and s.id = ended.selection_id and s.status = 'PROCESSING';
    perform pg_notify('vidriera_selections', ended.store_id || '/' || ended.selection_id || '/changed');
  end loop;
  return null;
end $$;
--> statement-breakpoint
create trigger reopen_selections after update on checkouts
referencing old table as was new table as becomes for each statement execute function reopen_selections();
