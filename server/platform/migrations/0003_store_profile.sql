ALTER TABLE "stores" ADD COLUMN "hours" jsonb;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "theme" jsonb;--> statement-breakpoint
-- A store that is not active makes no checkouts, whoever asks and whatever process still takes it for an active one.
-- A key that was spent before is answered by make_checkouts() before anything is inserted.
create function refuse_checkouts_of_closed() returns trigger language plpgsql as $$
declare closed text;
begin
  select s.status into closed from stores s
  where s.status <> 'active' and exists (select from made m where m.store_id = s.id) limit 1;
  if found then
    raise exception using errcode = 'VD409',
      message = case closed when 'inactive' then 'store-inactive' else 'store-unavailable' end,
      detail = '"this store takes no reservations now"';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger checkouts_of_active_stores after insert on checkouts
referencing new table as made for each statement execute function refuse_checkouts_of_closed();
--> statement-breakpoint
-- Nothing is sold in a suspended store: a pending checkout can be cancelled or run out there, not become a sale.
create function refuse_sales_of_suspended() returns trigger language plpgsql as $$
begin
  if exists (select from stores s where s.id = new.store_id and s.status = 'suspended') then
    raise exception using errcode = 'VD409', message = 'store-unavailable', detail = '"nothing is sold while a store is suspended"';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger sales_of_open_stores before update of status on checkouts for each row
when (new.status = 'confirmed' and old.status <> 'confirmed') execute function refuse_sales_of_suspended();
