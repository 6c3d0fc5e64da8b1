-- What goes with its product or its category is deleted in the name of the owner, who sees no product: the product itself
-- says that it is gone.
create or replace function touch_parts() returns trigger language plpgsql as $$
declare touched record;
begin
  for touched in
    select c.store_id, array_agg(c.product_id) as products
    from changed c join products p on p.store_id = c.store_id and p.id = c.product_id
    group by c.store_id order by c.store_id
  loop
    perform touch_products(touched.store_id, touched.products);
  end loop;
  return null;
end $$;
--> statement-breakpoint
-- Afterwards nobody knows any more which products lay in it.
create function category_leaves() returns trigger language plpgsql as $$
begin
  perform touch_products(old.store_id, array(
    select pc.product_id from product_categories pc where pc.store_id = old.store_id and pc.category_id = old.id));
  return old;
end $$;
--> statement-breakpoint
create trigger category_leaves before delete on categories for each row execute function category_leaves();
