-- What a merchant types to find a checkout, what took its place, and what its first answer was made of.
CREATE TABLE "checkout_words" (
	"store_id" uuid NOT NULL,
	"word" text collate "C" NOT NULL,
	"checkout_id" uuid NOT NULL,
	CONSTRAINT "checkout_words_store_id_word_checkout_id_pk" PRIMARY KEY("store_id","word","checkout_id")
);
--> statement-breakpoint
DROP INDEX "checkouts_newest";--> statement-breakpoint
DROP INDEX "checkouts_pending";--> statement-breakpoint
ALTER TABLE "checkouts" ADD COLUMN "full_expires_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "checkouts" ADD COLUMN "replaces_id" uuid;--> statement-breakpoint
ALTER TABLE "checkouts" ADD COLUMN "message" jsonb;--> statement-breakpoint
ALTER TABLE "checkouts" ADD COLUMN "reference" bigint GENERATED ALWAYS AS (('x' || right(id::text, 10))::bit(40)::bigint) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "checkouts_replaces" ON "checkouts" USING btree ("store_id","replaces_id") WHERE "checkouts"."replaces_id" is not null;--> statement-breakpoint
CREATE INDEX "checkouts_ended" ON "checkouts" USING btree ("store_id","status","id") WHERE "checkouts"."status" <> 'pending';--> statement-breakpoint
CREATE INDEX "checkouts_reference" ON "checkouts" USING btree ("reference","store_id");--> statement-breakpoint
CREATE INDEX "checkouts_pending" ON "checkouts" USING btree ("store_id","expires_at","id") WHERE "checkouts"."status" = 'pending';
--> statement-breakpoint
-- The primary key becomes the youngest index of the table: why is said in server/checkouts/tables.ts.
ALTER TABLE "checkout_items" DROP CONSTRAINT "checkout_items_store_id_checkout_id_checkouts_store_id_id_fk";--> statement-breakpoint
ALTER TABLE "checkout_events" DROP CONSTRAINT "checkout_events_store_id_checkout_id_checkouts_store_id_id_fk";--> statement-breakpoint
ALTER TABLE "checkouts" DROP CONSTRAINT "checkouts_store_id_id_pk";--> statement-breakpoint
ALTER TABLE "checkouts" ADD CONSTRAINT "checkouts_store_id_id_pk" PRIMARY KEY ("store_id","id");--> statement-breakpoint
ALTER TABLE "checkout_items" ADD CONSTRAINT "checkout_items_store_id_checkout_id_checkouts_store_id_id_fk" FOREIGN KEY ("store_id","checkout_id") REFERENCES "public"."checkouts"("store_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkout_events" ADD CONSTRAINT "checkout_events_store_id_checkout_id_checkouts_store_id_id_fk" FOREIGN KEY ("store_id","checkout_id") REFERENCES "public"."checkouts"("store_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkout_words" ADD CONSTRAINT "checkout_words_store_id_checkout_id_checkouts_store_id_id_fk" FOREIGN KEY ("store_id","checkout_id") REFERENCES "public"."checkouts"("store_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkouts" ADD CONSTRAINT "checkouts_store_id_replaces_id_checkouts_store_id_id_fk" FOREIGN KEY ("store_id","replaces_id") REFERENCES "public"."checkouts"("store_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Words as they are filed and looked for: without accents and capitals, whatever stands between them.
create function words_of(input text) returns setof text language sql immutable strict parallel safe as $$
  select distinct w from regexp_split_to_table(sort_name(input), '[\s[:punct:]]+') w where w <> ''
$$;
--> statement-breakpoint
-- A number is typed with or without its country code, which has up to three digits, and remembered by its end.
create function customer_words(name text, phone text) returns setof text language sql immutable parallel safe as $$
  select words_of(name)
  union select substr(phone, start) from generate_series(2, 5) start where start <= length(phone)
  union select '<' || reverse(substr(phone, 2)) where phone is not null
$$;
--> statement-breakpoint
create function file_customer() returns trigger language plpgsql as $$
begin
  insert into checkout_words (store_id, word, checkout_id)
  select new.store_id, w, new.id from customer_words(new.customer_name, new.customer_phone) w;
  return null;
end $$;
--> statement-breakpoint
create trigger checkouts_customer after insert on checkouts for each row
when (new.customer_name is not null or new.customer_phone is not null) execute function file_customer();
--> statement-breakpoint
-- Forced row-level security blinds the owner, who migrates: it is lifted while what is there is brought up to date.
ALTER TABLE "checkouts" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "stores" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
insert into checkout_words (store_id, word, checkout_id)
select c.store_id, w, c.id from checkouts c cross join lateral customer_words(c.customer_name, c.customer_phone) w;
--> statement-breakpoint
update checkouts c set full_expires_at = c.created_at + make_interval(mins => coalesce((s.settings ->> 'holdMinutes')::integer, 1440))
from stores s where s.id = c.store_id and c.status = 'pending' and s.settings ->> 'firstHoldMinutes' is not null;
--> statement-breakpoint
ALTER TABLE "stores" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "checkouts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
call protect_tenant_table('checkout_words');
--> statement-breakpoint
-- Makes checkouts of one store: prices them from the catalogue, freezes the lines, reserves the stock; all of
-- the batch or none of it. p_heads is a JSON array of objects as server/checkouts/make-checkouts.ts writes them, numbered n;
-- the line arrays run side by side and name their checkout by its id. Answers a JSON array in the order of n.
-- Fails with VD409 and a problem code as the message; the hint names the checkouts it is about, as JSON.
-- Settings: as for reserve_stock, but here tables are joined: by nested loops, which stay right however large the tables grow.
create or replace function make_checkouts(p_store uuid, p_heads jsonb, p_line_heads uuid[], p_line_variants uuid[],
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
      t.items, now() + make_interval(mins => h.hold_minutes) as expires_at,
      now() + make_interval(mins => h.full_minutes) as full_expires_at
    from jsonb_to_recordset(p_heads) as h(n integer, id uuid, code_hash text, key text, request_hash text,
      currency text, name text, phone text, note text, source text, selection text, device text, address text,
      hold_minutes integer, full_minutes integer, message jsonb, replaces uuid, max_units integer, expected_total bigint, expected_prices jsonb)
    join (select l.head, sum(l.unit_price_minor * l.quantity)::bigint as subtotal,
            sum(l.price_minor * l.quantity)::bigint as total,
            json_agg(json_build_object('productId', l.product_id, 'variantId', l.variant_id, 'name', l.product_name,
              'variantTitle', l.title, 'sku', l.sku, 'quantity', l.quantity, 'unitPrice', l.unit_price_minor,
              'price', l.price_minor, 'configuration', l.configuration) order by l.line) as items
          from l group by l.head) t on t.head = h.id
  ), made_heads as (
    insert into checkouts (store_id, id, code_hash, currency, subtotal_minor, discount_minor, total_minor, customer_name,
      customer_phone, note, source, selection_id, device_id, address_hash, idempotency_key, request_hash, created_at,
      first_expires_at, expires_at, full_expires_at, replaces_id, message)
    select p_store, h.id, decode(h.code_hash, 'hex'), h.currency, h.subtotal, h.discount, h.total, h.name, h.phone, h.note,
      h.source, h.selection, h.device, decode(h.address, 'hex'), h.key, decode(h.request_hash, 'hex'), now(), h.expires_at,
      h.expires_at, h.full_expires_at, h.replaces, h.message
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
