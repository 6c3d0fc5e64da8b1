-- A picture changes what is shown of a product when it arrives; its attempts until then do not.
create or replace function touch_pictures() returns trigger language plpgsql as $$
declare touched record;
begin
  for touched in
    select i.store_id, array_agg(i.product_id) as products
    from changed c join product_images i on i.store_id = c.store_id and i.media_id = c.id
    where c.state = 'ready'
    group by i.store_id order by i.store_id
  loop
    perform touch_products(touched.store_id, touched.products);
  end loop;
  return null;
end $$;
