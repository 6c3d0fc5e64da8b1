-- Row-level security, and the functions that alone change what is counted.
call protect_tenant_table('stores', 'id');
--> statement-breakpoint
call protect_tenant_table('stock_items');
--> statement-breakpoint
call protect_tenant_table('stock_logs');
--> statement-breakpoint
call protect_tenant_table('categories');
--> statement-breakpoint
call protect_tenant_table('products');
--> statement-breakpoint
call protect_tenant_table('product_categories');
--> statement-breakpoint
call protect_tenant_table('product_variants');
--> statement-breakpoint
call protect_tenant_table('attributes');
--> statement-breakpoint
call protect_tenant_table('attribute_values');
--> statement-breakpoint
call protect_tenant_table('product_variant_attributes');
--> statement-breakpoint
call protect_tenant_table('product_images');
--> statement-breakpoint
call protect_tenant_table('checkouts');
--> statement-breakpoint
call protect_tenant_table('checkout_items');
--> statement-breakpoint
call protect_tenant_table('checkout_events');
--> statement-breakpoint
call protect_tenant_table('store_members');
--> statement-breakpoint
call protect_tenant_table('api_tokens');
--> statement-breakpoint
-- An offer runs where the price before it is higher and the moment lies in its window.
create function offer_runs(price bigint, compare_at bigint, starts timestamptz, ends timestamptz, moment timestamptz)
returns boolean language sql immutable parallel safe
return coalesce(compare_at > price and coalesce(starts <= moment, true) and coalesce(moment < ends, true), false);
--> statement-breakpoint
-- What may be sold now and for how much: the one place that knows the price rule.
create view sellable_variants with (security_invoker = true) as
select v.store_id, v.id as variant_id, v.product_id, p.slug as product_slug, p.name as product_name,
  v.title, v.sku, v.position, v.stock_item_id,
  greatest(v.compare_at_minor, v.price_minor) as unit_price_minor,
  case
    when v.compare_at_minor > v.price_minor
      and not offer_runs(v.price_minor, v.compare_at_minor, v.sale_starts_at, v.sale_ends_at, now())
    then v.compare_at_minor else v.price_minor
  end as price_minor,
  s.is_tracked, s.allows_backorder, s.on_hand, s.reserved,
  case when s.is_tracked then s.on_hand - s.reserved end as available
from product_variants v
join products p on p.store_id = v.store_id and p.id = v.product_id
join stock_items s on s.store_id = v.store_id and s.id = v.stock_item_id
where p.status = 'active' and v.is_active and v.price_minor is not null;
--> statement-breakpoint
create view stock_levels with (security_invoker = true) as
select v.store_id, v.id as variant_id, v.product_id, v.stock_item_id, p.name as product_name, v.title as variant_title,
  v.sku, s.on_hand, s.reserved, s.is_tracked, s.allows_backorder, s.low_stock_threshold,
  coalesce(s.is_tracked and s.on_hand - s.reserved <= s.low_stock_threshold, false) as is_low
from product_variants v
join products p on p.store_id = v.store_id and p.id = v.product_id
join stock_items s on s.store_id = v.store_id and s.id = v.stock_item_id;
--> statement-breakpoint
create view available_products with (security_invoker = true) as
select p.store_id, p.id, p.slug, p.name, min(s.price_minor) as price_minor,
  case when bool_and(s.is_tracked) then sum(greatest(s.available, 0)) end as available
from products p join sellable_variants s on s.store_id = p.store_id and s.product_id = p.id
where not s.is_tracked or s.allows_backorder or s.available > 0
group by p.store_id, p.id, p.slug, p.name;
--> statement-breakpoint
create view active_checkouts with (security_invoker = true) as
select * from checkouts where status = 'pending' and expires_at > now();
--> statement-breakpoint
-- The price a product is sorted by: that of its cheapest variant now.
create function refresh_sort_prices(p_store uuid, p_products uuid[]) returns void language sql as $$
  update products p set sort_price_minor = cheapest.price
  from (
    select wanted.id, (
      select min(case when v.compare_at_minor > v.price_minor
          and not offer_runs(v.price_minor, v.compare_at_minor, v.sale_starts_at, v.sale_ends_at, now())
        then v.compare_at_minor else v.price_minor end)
      from product_variants v where v.store_id = p_store and v.product_id = wanted.id and v.is_active
    ) as price
    from unnest(p_products) as wanted(id)
  ) cheapest
  where p.store_id = p_store and p.id = cheapest.id and p.sort_price_minor is distinct from cheapest.price
$$;
--> statement-breakpoint
create function variants_changed() returns trigger language plpgsql as $$
declare touched record;
begin
  for touched in select store_id, array_agg(distinct product_id) as products from changed group by store_id loop
    perform refresh_sort_prices(touched.store_id, touched.products);
  end loop;
  return null;
end $$;
--> statement-breakpoint
create trigger variants_inserted after insert on product_variants
referencing new table as changed for each statement execute function variants_changed();
--> statement-breakpoint
create trigger variants_updated after update on product_variants
referencing new table as changed for each statement execute function variants_changed();
--> statement-breakpoint
create trigger variants_deleted after delete on product_variants
referencing old table as changed for each statement execute function variants_changed();
--> statement-breakpoint
-- Checkouts whose time is up and that still hold one of these stock items. From the few that are overdue to their items: the
-- other way leads through everything that was ever sold of them.
create function overdue_holds(p_store uuid, p_stock_items uuid[]) returns uuid[]
language plpgsql stable set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_nestloop = on
set plan_cache_mode = force_generic_plan as $$
begin
  return array(
    select c.id from checkouts c
    cross join lateral (
      select from checkout_items i
      where i.store_id = p_store and i.checkout_id = c.id and i.is_held and i.stock_item_id = any (p_stock_items) limit 1) held
    where c.store_id = p_store and c.status = 'pending' and c.expires_at <= now());
end $$;
--> statement-breakpoint
-- Ends the holds that are overdue and touch one of these stock items, and the ones that are being replaced. Locks
-- checkouts, then stock items, each in id order, as everything here does; returns how many it ended.
create function expire_overdue(p_store uuid, p_stock_items uuid[], p_replaced uuid[] default '{}') returns integer
language plpgsql set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_nestloop = on
set plan_cache_mode = force_generic_plan as $$
declare
  candidates uuid[];
  expired uuid[];
  replaced uuid[];
begin
  candidates := overdue_holds(p_store, p_stock_items) || p_replaced;
  if cardinality(candidates) = 0 then
    return 0;
  end if;
  select coalesce(array_agg(due.id) filter (where not due.is_replaced), '{}'),
    coalesce(array_agg(due.id) filter (where due.is_replaced), '{}') into expired, replaced
  from (
    select c.id, c.id = any (p_replaced) as is_replaced from checkouts c
    where c.store_id = p_store and c.id = any (candidates) and c.status = 'pending'
      and (c.expires_at <= now() or c.id = any (p_replaced))
    order by c.id for no key update) due;
  update checkouts c set status = 'expired', ended_at = now(), end_reason = 'expired'
  where c.store_id = p_store and c.id = any (expired);
  update checkouts c set status = 'cancelled', ended_at = now(), end_reason = 'replaced'
  where c.store_id = p_store and c.id = any (replaced);
  -- what is released and what will be reserved next, in one order
  perform from stock_items s
  where s.store_id = p_store and s.id in (
    select i.stock_item_id from checkout_items i
    where i.store_id = p_store and i.checkout_id = any (expired || replaced) and i.is_held
    union select unnest(p_stock_items))
  order by s.id for no key update;
  perform release_stock(p_store, expired, 'expired', 'system') where cardinality(expired) > 0;
  perform release_stock(p_store, replaced, 'replaced', 'shopper') where cardinality(replaced) > 0;
  insert into checkout_events (store_id, checkout_id, kind, actor)
  select p_store, unnest(expired), 'expired', 'system'
  union all select p_store, unnest(replaced), 'replaced', 'shopper';
  return cardinality(expired) + cardinality(replaced);
end $$;
--> statement-breakpoint
-- Rows are locked `for no key update`: what a plain UPDATE takes. `for update` would wait for the key-share locks that the
-- foreign keys of other checkouts hold on the same stock items, and two of them would deadlock.
--
-- Reserves every line or none. The arrays run side by side: line n of checkout p_checkouts[n] wants
-- p_quantities[n] of stock item p_stock_items[n]; lines of one stock item add up. Only counted items belong here;
-- one that is no longer counted is always there.
-- Fails with VD409 insufficient-stock, the short items as JSON in the detail and, where several checkouts were asked for, who
-- wants how many of each in the hint: {"<stock item>": {"<checkout>": quantity}}.
--
-- Settings: a plan must not depend on how large the tables were when a connection first made it, and making one for every call
-- costs more than the call. Tables are read by arrays of ids; what is joined are lists of unknown length, hence no nested loops.
create function reserve_stock(p_store uuid, p_checkouts uuid[], p_stock_items uuid[], p_quantities integer[],
  p_actor text) returns void
language plpgsql set enable_seqscan = off set enable_nestloop = off set enable_mergejoin = off set enable_hashjoin = on
set plan_cache_mode = force_generic_plan as $$
declare
  items uuid[];
  wants integer[];
  taken_items uuid[];
  short jsonb;
  wanted_by jsonb;
begin
  select array_agg(w.id order by w.id), array_agg(w.quantity order by w.id) into items, wants
  from (select u.id, sum(u.quantity)::integer as quantity from unnest(p_stock_items, p_quantities) as u(id, quantity)
        group by u.id) w;
  if items is null then
    return;
  end if;
  -- what looks short may be held by nobody any more
  if exists (select from stock_items s
             where s.store_id = p_store and s.id = any (items) and s.is_tracked and not s.allows_backorder
               and s.on_hand - s.reserved < wants[array_position(items, s.id)]) then
    perform expire_overdue(p_store, items);
  end if;
  perform from stock_items s where s.store_id = p_store and s.id = any (items) order by s.id for no key update;
  with taken as (
    update stock_items s set reserved = s.reserved + wants[array_position(items, s.id)]
    where s.store_id = p_store and s.id = any (items)
      and (s.on_hand - s.reserved >= wants[array_position(items, s.id)] or s.allows_backorder or not s.is_tracked)
    returning s.id, s.on_hand, s.reserved - wants[array_position(items, s.id)] as reserved_before
  ), logged as (
    insert into stock_logs (store_id, stock_item_id, kind, on_hand_delta, reserved_delta, on_hand_after,
      reserved_after, actor, checkout_id)
    select p_store, l.stock_item_id, 'reserve', 0, l.quantity, t.on_hand,
      t.reserved_before + sum(l.quantity) over (partition by l.stock_item_id order by l.first), p_actor, l.checkout_id
    from (select u.checkout_id, u.stock_item_id, sum(u.quantity)::integer as quantity, min(u.n) as first
          from unnest(p_checkouts, p_stock_items, p_quantities) with ordinality as u(checkout_id, stock_item_id, quantity, n)
          group by u.checkout_id, u.stock_item_id) l
    join taken t on t.id = l.stock_item_id
    order by l.first
  )
  select array_agg(id) into taken_items from taken;
  if cardinality(taken_items) = cardinality(items) then
    return;
  end if;
  -- it became short while this waited for the lock, and an overdue hold would help: checkouts are locked before stock
  -- items, so that is for the next attempt of the whole transaction
  if cardinality(overdue_holds(p_store, array(select unnest(items) except select unnest(taken_items)))) > 0 then
    raise exception using errcode = 'serialization_failure', message = 'an overdue hold is in the way: try again';
  end if;
  select jsonb_agg(jsonb_build_object('stockItemId', w.id, 'requested', w.quantity,
                                      'available', greatest(coalesce(s.on_hand - s.reserved, 0), 0)))
  into short
  from unnest(items, wants) as w(id, quantity)
  left join stock_items s on s.store_id = p_store and s.id = w.id
  where w.id <> all (coalesce(taken_items, '{}'));
  select jsonb_object_agg(w.id, w.checkouts) into wanted_by
  from (select u.id, jsonb_object_agg(u.checkout_id, u.quantity) as checkouts
        from (select i.id, i.checkout_id, sum(i.quantity) as quantity
              from unnest(p_checkouts, p_stock_items, p_quantities) as i(checkout_id, id, quantity)
              where i.id <> all (coalesce(taken_items, '{}')) group by 1, 2) u
        group by u.id) w;
  raise exception using errcode = 'VD409', message = 'insufficient-stock', detail = coalesce(short, '[]')::text,
    hint = coalesce(wanted_by, '{}')::text;
end $$;
--> statement-breakpoint
-- Gives back what these checkouts hold. Whether they still may is for the caller's compare-and-set on the status.
create function release_stock(p_store uuid, p_checkouts uuid[], p_reason text, p_actor text) returns void
language plpgsql set enable_seqscan = off set enable_nestloop = off set enable_mergejoin = off set enable_hashjoin = on
set plan_cache_mode = force_generic_plan as $$
declare
  items uuid[] := array(
    select distinct i.stock_item_id from checkout_items i
    where i.store_id = p_store and i.checkout_id = any (p_checkouts) and i.is_held);
begin
  perform from stock_items s where s.store_id = p_store and s.id = any (items) order by s.id for no key update;
  with held as materialized (
    select i.checkout_id, i.stock_item_id, sum(i.quantity)::integer as quantity
    from checkout_items i
    where i.store_id = p_store and i.checkout_id = any (p_checkouts) and i.is_held
    group by i.checkout_id, i.stock_item_id
  ), given as (
    update stock_items s set reserved = s.reserved - h.quantity
    from (select stock_item_id, sum(quantity)::integer as quantity from held group by stock_item_id) h
    where s.store_id = p_store and s.id = any (items) and s.id = h.stock_item_id
    returning s.id, s.on_hand, s.reserved + h.quantity as reserved_before
  )
  insert into stock_logs (store_id, stock_item_id, kind, on_hand_delta, reserved_delta, on_hand_after,
    reserved_after, reason, actor, checkout_id)
  select p_store, h.stock_item_id, 'release', 0, -h.quantity, g.on_hand,
    g.reserved_before - sum(h.quantity) over (partition by h.stock_item_id order by h.checkout_id),
    p_reason, p_actor, h.checkout_id
  from held h join given g on g.id = h.stock_item_id
  order by h.checkout_id;
end $$;
--> statement-breakpoint
-- Turns what these checkouts hold into sales: both counters fall.
create function confirm_sale(p_store uuid, p_checkouts uuid[], p_actor text) returns void
language plpgsql set enable_seqscan = off set enable_nestloop = off set enable_mergejoin = off set enable_hashjoin = on
set plan_cache_mode = force_generic_plan as $$
declare
  items uuid[] := array(
    select distinct i.stock_item_id from checkout_items i
    where i.store_id = p_store and i.checkout_id = any (p_checkouts) and i.is_held);
begin
  perform from stock_items s where s.store_id = p_store and s.id = any (items) order by s.id for no key update;
  with held as materialized (
    select i.checkout_id, i.stock_item_id, sum(i.quantity)::integer as quantity
    from checkout_items i
    where i.store_id = p_store and i.checkout_id = any (p_checkouts) and i.is_held
    group by i.checkout_id, i.stock_item_id
  ), sold as (
    update stock_items s set on_hand = s.on_hand - h.quantity, reserved = s.reserved - h.quantity
    from (select stock_item_id, sum(quantity)::integer as quantity from held group by stock_item_id) h
    where s.store_id = p_store and s.id = any (items) and s.id = h.stock_item_id
    returning s.id, s.on_hand + h.quantity as on_hand_before, s.reserved + h.quantity as reserved_before
  )
  insert into stock_logs (store_id, stock_item_id, kind, on_hand_delta, reserved_delta, on_hand_after,
    reserved_after, actor, checkout_id)
  select p_store, h.stock_item_id, 'confirm', -h.quantity, -h.quantity,
    d.on_hand_before - sum(h.quantity) over (partition by h.stock_item_id order by h.checkout_id),
    d.reserved_before - sum(h.quantity) over (partition by h.stock_item_id order by h.checkout_id),
    p_actor, h.checkout_id
  from held h join sold d on d.id = h.stock_item_id
  order by h.checkout_id;
end $$;
--> statement-breakpoint
-- Makes checkouts of one store: prices them from the catalogue, freezes the lines, reserves the stock; all of
-- the batch or none of it. p_heads is a JSON array of objects as server/checkouts/make-checkouts.ts writes them, numbered n;
-- the line arrays run side by side and name their checkout by its id. Answers a JSON array in the order of n.
-- Fails with VD409 and a problem code as the message; the hint names the checkouts it is about, as JSON.
-- Settings: as for reserve_stock, but here tables are joined: by nested loops, which stay right however large the tables grow.
create function make_checkouts(p_store uuid, p_heads jsonb, p_line_heads uuid[], p_line_variants uuid[],
  p_line_quantities integer[], p_line_configurations jsonb[]) returns json
language plpgsql set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_nestloop = on
set plan_cache_mode = force_generic_plan as $$
declare
  has_caps boolean := jsonb_path_exists(p_heads, '$[*].caps ? (@ != null)');
  keys text[] := array(select h ->> 'key' from jsonb_array_elements(p_heads) h);
  spent text[];
  replaced uuid[];
  trouble jsonb;
  about jsonb;
  made text[];
  unknown jsonb;
  crowded jsonb;
  changed jsonb;
  held_checkouts uuid[];
  held_items uuid[];
  held_quantities integer[];
  answer json;
begin
  -- caps are counted under a lock per phone, device and address, so that parallel requests count each other
  if has_caps then
    perform pg_advisory_xact_lock(k.hash) from (
      select distinct hashtextextended(p_store::text || ':' || c.kind || ':' || c.key, 0) as hash
      from jsonb_to_recordset(p_heads) as h(caps jsonb)
      cross join lateral jsonb_to_recordset(h.caps) as c(kind text, key text)
      order by 1) k;
  end if;

  -- before anything else is judged: what was answered once is answered again
  select array_agg(c.idempotency_key) into spent from checkouts c
  where c.store_id = p_store and c.idempotency_key = any (keys);
  if spent is not null then
    raise exception using errcode = 'VD409', message = 'key-spent', detail = '[]', hint = heads_with_keys(p_heads, spent);
  end if;

  -- the holds that this one takes over, so that a shopper never competes with themselves
  if jsonb_path_exists(p_heads, '$[*].replaces ? (@ != null)') then
    select array_agg(h.replaces) into replaced
    from jsonb_to_recordset(p_heads) as h(replaces uuid) where h.replaces is not null;
    perform expire_overdue(p_store, (select array_agg(v.stock_item_id) from product_variants v
                                     where v.store_id = p_store and v.id = any (p_line_variants)), replaced);
    if exists (select from checkouts c
               where c.store_id = p_store and c.id = any (replaced) and c.status = 'confirmed') then
      raise exception using errcode = 'VD409', message = 'checkout-not-pending',
        detail = '{"checkoutStatus": "confirmed"}';
    end if;
  end if;

  if has_caps then
    select jsonb_build_object('cap', k.kind, 'limit', k.cap, 'open', k.open), k.ids into trouble, about
    from (
      select c.kind, c.key, min(c.cap) as cap, count(*) as adding, jsonb_agg(h.id) as ids,
        (select count(*) from checkouts o
         where o.store_id = p_store and o.status = 'pending' and o.expires_at > now()
           and case c.kind when 'phone' then o.customer_phone = c.key
                           when 'device' then o.device_id = c.key
                           else o.address_hash = decode(c.key, 'hex') end) as open
      from jsonb_to_recordset(p_heads) as h(id uuid, caps jsonb)
      cross join lateral jsonb_to_recordset(h.caps) as c(kind text, key text, cap integer)
      group by c.kind, c.key) k
    where k.open + k.adding > k.cap
    limit 1;
    if trouble is not null then
      raise exception using errcode = 'VD409', message = 'too-many-holds', detail = trouble::text, hint = about::text;
    end if;
  end if;

  with l as materialized (
    select u.head, row_number() over (partition by u.head order by u.ord)::smallint as line, u.variant_id, u.quantity,
      u.configuration, s.product_id, s.stock_item_id, s.is_tracked, s.product_name, s.title, s.sku,
      s.unit_price_minor, s.price_minor
    from unnest(p_line_heads, p_line_variants, p_line_quantities, p_line_configurations) with ordinality
      as u(head, variant_id, quantity, configuration, ord)
    left join sellable_variants s on s.store_id = p_store and s.variant_id = u.variant_id
  ), h as materialized (
    select h.*, coalesce(t.subtotal, 0) as subtotal, coalesce(t.subtotal - t.total, 0) as discount, coalesce(t.total, 0) as total,
      t.items, now() + make_interval(mins => h.hold_minutes) as expires_at
    from jsonb_to_recordset(p_heads) as h(n integer, id uuid, code_hash text, key text, request_hash text,
      currency text, name text, phone text, note text, source text, selection text, device text, address text,
      hold_minutes integer, max_units integer, expected_total bigint, expected_prices jsonb)
    join (select l.head, sum(l.unit_price_minor * l.quantity)::bigint as subtotal,
            sum(l.price_minor * l.quantity)::bigint as total,
            json_agg(json_build_object('productId', l.product_id, 'variantId', l.variant_id, 'name', l.product_name,
              'variantTitle', l.title, 'sku', l.sku, 'quantity', l.quantity, 'unitPrice', l.unit_price_minor,
              'price', l.price_minor, 'configuration', l.configuration) order by l.line) as items
          from l group by l.head) t on t.head = h.id
  ), made_heads as (
    insert into checkouts (store_id, id, code_hash, currency, subtotal_minor, discount_minor, total_minor, customer_name,
      customer_phone, note, source, selection_id, device_id, address_hash, idempotency_key, request_hash, created_at,
      first_expires_at, expires_at)
    select p_store, h.id, decode(h.code_hash, 'hex'), h.currency, h.subtotal, h.discount, h.total, h.name, h.phone, h.note,
      h.source, h.selection, h.device, decode(h.address, 'hex'), h.key, decode(h.request_hash, 'hex'), now(), h.expires_at,
      h.expires_at
    from h order by h.key
    on conflict (store_id, idempotency_key) do nothing
    returning id, idempotency_key
  ), made_lines as (
    insert into checkout_items (store_id, checkout_id, line, product_id, variant_id, stock_item_id, is_held, name,
      variant_title, sku, quantity, unit_price_minor, line_discount_minor, line_total_minor, configuration)
    select p_store, l.head, l.line, l.product_id, l.variant_id, l.stock_item_id, l.is_tracked, l.product_name, l.title,
      l.sku, l.quantity, l.unit_price_minor, (l.unit_price_minor - l.price_minor) * l.quantity,
      l.price_minor * l.quantity, l.configuration
    from l
    -- lines without their head would fail as a fault; that a head is missing is told below
    where l.product_id is not null and (select count(*) from made_heads) = cardinality(keys)
  ), made_events as (
    insert into checkout_events (store_id, checkout_id, kind, actor) select p_store, m.id, 'made', 'shopper' from made_heads m
  )
  select
    (select array_agg(idempotency_key) from made_heads),
    (select jsonb_build_array(jsonb_agg(distinct l.variant_id), jsonb_agg(distinct l.head)) from l where l.product_id is null
     having count(*) > 0),
    (select jsonb_build_array(jsonb_agg(jsonb_build_object('stockItemId', c.stock_item_id, 'variantId', c.variant_id,
                                'name', c.name, 'requested', c.quantity, 'limit', c.cap)), jsonb_agg(distinct c.head))
     from (select l.head, l.stock_item_id, min(l.variant_id::text) as variant_id, min(l.product_name) as name,
             sum(l.quantity) as quantity, (select h.max_units from h where h.id = l.head) as cap
           from l where l.product_id is not null
           group by l.head, l.stock_item_id having sum(l.quantity) > (select min(h.max_units) from h)) c
     where c.quantity > c.cap having count(*) > 0),
    (select jsonb_build_array(jsonb_agg(jsonb_build_object(
        'total', jsonb_build_object('was', h.expected_total, 'now', h.total),
        'changes', (select coalesce(jsonb_agg(jsonb_build_object('variantId', l.variant_id,
                       'was', (e.item ->> 'unitPrice')::bigint, 'now', l.unit_price_minor)), '[]')
                    from l join jsonb_array_elements(h.expected_prices) e(item)
                      on (e.item ->> 'variantId')::uuid = l.variant_id
                    where l.head = h.id and (e.item ->> 'unitPrice')::bigint <> l.unit_price_minor))), jsonb_agg(h.id))
     from h
     where h.expected_total is not null and (h.expected_total <> h.total or exists (
       select from l join jsonb_array_elements(h.expected_prices) e(item) on (e.item ->> 'variantId')::uuid = l.variant_id
       where l.head = h.id and (e.item ->> 'unitPrice')::bigint <> l.unit_price_minor)) having count(*) > 0),
    (select array_agg(l.head) from l where l.is_tracked),
    (select array_agg(l.stock_item_id) from l where l.is_tracked),
    (select array_agg(l.quantity) from l where l.is_tracked),
    (select json_agg(json_build_object('id', h.id, 'createdAt', now(), 'expiresAt', h.expires_at, 'subtotal', h.subtotal,
        'discount', h.discount, 'total', h.total, 'items', h.items) order by h.n) from h)
  into made, unknown, crowded, changed, held_checkouts, held_items, held_quantities, answer;

  if coalesce(cardinality(made), 0) < cardinality(keys) then
    raise exception using errcode = 'VD409', message = 'key-spent', detail = '[]',
      hint = heads_with_keys(p_heads, array(select unnest(keys) except select unnest(made)));
  elsif unknown is not null then
    raise exception using errcode = 'VD409', message = 'unknown-variant', detail = (unknown -> 0)::text,
      hint = (unknown -> 1)::text;
  elsif crowded is not null then
    raise exception using errcode = 'VD409', message = 'too-many-units', detail = (crowded -> 0)::text,
      hint = (crowded -> 1)::text;
  elsif changed is not null then
    raise exception using errcode = 'VD409', message = 'price-changed', detail = (changed -> 0 -> 0)::text,
      hint = (changed -> 1)::text;
  end if;
  perform reserve_stock(p_store, held_checkouts, held_items, held_quantities, 'shopper');
  return answer;
end $$;
--> statement-breakpoint
create function heads_with_keys(p_heads jsonb, p_keys text[]) returns text language sql immutable as $$
  select coalesce(jsonb_agg(h ->> 'id'), '[]')::text from jsonb_array_elements(p_heads) h where h ->> 'key' = any (p_keys)
$$;
--> statement-breakpoint
-- Ends up to p_limit overdue holds of one store, the longest overdue first; returns how many. Safe to run anywhere at once.
create function sweep_overdue(p_store uuid, p_limit integer) returns integer
language plpgsql set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_nestloop = on
set plan_cache_mode = force_generic_plan as $$
declare overdue uuid[];
begin
  select array_agg(due.id) into overdue
  from (
    select c.id from checkouts c
    where c.store_id = p_store and c.status = 'pending' and c.expires_at <= now()
    order by c.expires_at limit p_limit for no key update skip locked) due;
  if overdue is null then
    return 0;
  end if;
  update checkouts c set status = 'expired', ended_at = now(), end_reason = 'expired'
  where c.store_id = p_store and c.id = any (overdue);
  perform release_stock(p_store, overdue, 'expired', 'system');
  insert into checkout_events (store_id, checkout_id, kind, actor)
  select p_store, unnest(overdue), 'expired', 'system';
  return cardinality(overdue);
end $$;
--> statement-breakpoint
-- What must be true at every moment; a row is a breach. Run by tests and by the nightly job.
create function check_invariants() returns table (rule text, store_id uuid, subject uuid, expected bigint, actual bigint)
language sql stable as $$
  select 'on hand is the sum of the log', s.store_id, s.id, coalesce(l.on_hand, 0), s.on_hand::bigint
  from stock_items s left join (
    select g.store_id, g.stock_item_id, sum(g.on_hand_delta)::bigint as on_hand from stock_logs g group by 1, 2) l
    on l.store_id = s.store_id and l.stock_item_id = s.id
  where s.on_hand <> coalesce(l.on_hand, 0)
  union all
  select 'reserved is the sum of the log', s.store_id, s.id, coalesce(l.reserved, 0), s.reserved::bigint
  from stock_items s left join (
    select g.store_id, g.stock_item_id, sum(g.reserved_delta)::bigint as reserved from stock_logs g group by 1, 2) l
    on l.store_id = s.store_id and l.stock_item_id = s.id
  where s.reserved <> coalesce(l.reserved, 0)
  union all
  select 'reserved is what pending checkouts hold', s.store_id, s.id, coalesce(h.quantity, 0), s.reserved::bigint
  from stock_items s left join (
    select i.store_id, i.stock_item_id, sum(i.quantity)::bigint as quantity
    from checkout_items i join checkouts c on c.store_id = i.store_id and c.id = i.checkout_id
    where c.status = 'pending' and i.is_held group by 1, 2) h
    on h.store_id = s.store_id and h.stock_item_id = s.id
  where s.reserved <> coalesce(h.quantity, 0)
  union all
  select 'never more reserved than there is', s.store_id, s.id, s.on_hand::bigint, s.reserved::bigint
  from stock_items s
  where s.reserved < 0 or (s.is_tracked and not s.allows_backorder and (s.on_hand < 0 or s.reserved > s.on_hand))
  union all
  select 'balances in the log follow its deltas', g.store_id, g.stock_item_id, balance.expected, balance.actual
  from (select b.store_id, b.stock_item_id, b.on_hand_after::bigint, b.reserved_after::bigint,
          sum(b.on_hand_delta) over item as on_hand, sum(b.reserved_delta) over item as reserved
        from stock_logs b window item as (partition by b.store_id, b.stock_item_id order by b.id)) g
  cross join lateral (values (g.on_hand, g.on_hand_after), (g.reserved, g.reserved_after)) as balance(expected, actual)
  where balance.expected <> balance.actual
  union all
  select 'the log of a checkout sums to what it holds', g.store_id, g.checkout_id, coalesce(h.quantity, 0), g.reserved
  from (select b.store_id, b.checkout_id, b.stock_item_id, sum(b.reserved_delta)::bigint as reserved
        from stock_logs b where b.checkout_id is not null group by 1, 2, 3) g
  left join (
    select i.store_id, i.checkout_id, i.stock_item_id, sum(i.quantity)::bigint as quantity
    from checkout_items i join checkouts c on c.store_id = i.store_id and c.id = i.checkout_id
    where c.status = 'pending' and i.is_held group by 1, 2, 3) h
    on h.store_id = g.store_id and h.checkout_id = g.checkout_id and h.stock_item_id = g.stock_item_id
  where g.reserved <> coalesce(h.quantity, 0)
  union all
  select 'a confirmed checkout has sold what it held', i.store_id, i.checkout_id, 1, 0
  from checkout_items i join checkouts c on c.store_id = i.store_id and c.id = i.checkout_id
  where c.status = 'confirmed' and i.is_held and not exists (
    select from stock_logs g where g.store_id = i.store_id and g.checkout_id = i.checkout_id
      and g.stock_item_id = i.stock_item_id and g.kind = 'confirm')
  union all
  select 'an ended checkout has released what it held', i.store_id, i.checkout_id, 1, 0
  from checkout_items i join checkouts c on c.store_id = i.store_id and c.id = i.checkout_id
  where c.status in ('expired', 'cancelled') and i.is_held and not exists (
    select from stock_logs g where g.store_id = i.store_id and g.checkout_id = i.checkout_id
      and g.stock_item_id = i.stock_item_id and g.kind = 'release')
  union all
  select 'a total is the sum of its lines', c.store_id, c.id, coalesce(sum(i.line_total_minor), 0)::bigint, c.total_minor
  from checkouts c left join checkout_items i on i.store_id = c.store_id and i.checkout_id = c.id
  group by c.store_id, c.id, c.total_minor
  having coalesce(sum(i.line_total_minor), 0) <> c.total_minor
$$;
