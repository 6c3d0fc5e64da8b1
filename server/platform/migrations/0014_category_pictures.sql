ALTER TABLE "categories" ADD COLUMN "media_id" uuid;--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_store_id_media_id_media_store_id_id_fk" FOREIGN KEY ("store_id","media_id") REFERENCES "public"."media"("store_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "categories_media" ON "categories" USING btree ("store_id","media_id");--> statement-breakpoint
ALTER TABLE "attribute_values" DROP COLUMN "image_url";--> statement-breakpoint
ALTER TABLE "attributes" DROP COLUMN "is_required";--> statement-breakpoint
ALTER TABLE "categories" DROP COLUMN "image_url";
--> statement-breakpoint
create or replace function unused_media(older_than interval) returns table (store_id uuid, id uuid) language sql stable as $$
  select m.store_id, m.id from media m
  where m.created_at < now() - older_than
    and not exists (select from product_images i where i.store_id = m.store_id and i.media_id = m.id)
    and not exists (select from categories c where c.store_id = m.store_id and c.media_id = m.id)
    and not exists (select from store_logos l where l.store_id = m.store_id and l.media_id = m.id)
$$;
--> statement-breakpoint
-- A picture that arrives changes what is shown of products, or the tree; its attempts until then change nothing.
create or replace function touch_pictures() returns trigger language plpgsql as $$
declare touched record;
begin
  for touched in
    select c.store_id, array_remove(array_agg(i.product_id), null) as products
    from changed c left join product_images i on i.store_id = c.store_id and i.media_id = c.id
    where c.state = 'ready' and (i.id is not null
      or exists (select from categories k where k.store_id = c.store_id and k.media_id = c.id))
    group by c.store_id order by c.store_id
  loop
    perform touch_products(touched.store_id, touched.products);
  end loop;
  return null;
end $$;
--> statement-breakpoint
-- Place, picture and description stand in the tree alone: a shop that is put in order is not a shop of new products.
create function touch_changed_categories() returns trigger language plpgsql as $$
declare touched record;
begin
  for touched in
    with recursive below as (
      select c.store_id, c.id from changed c join was w on w.store_id = c.store_id and w.id = c.id
      where (c.parent_id, c.slug, c.name, c.is_active, c.translations)
        is distinct from (w.parent_id, w.slug, w.name, w.is_active, w.translations)
      union select c.store_id, c.id from below b join categories c on c.store_id = b.store_id and c.parent_id = b.id
    )
    select c.store_id, array(
      select pc.product_id from below b
      join product_categories pc on pc.store_id = b.store_id and pc.category_id = b.id
      where b.store_id = c.store_id) as products
    from changed c group by c.store_id order by c.store_id
  loop
    perform touch_products(touched.store_id, touched.products);
  end loop;
  return null;
end $$;
--> statement-breakpoint
drop trigger categories_touched_by_update on categories;
--> statement-breakpoint
create trigger categories_touched_by_update after update on categories
referencing old table as was new table as changed for each statement execute function touch_changed_categories();
