CREATE TABLE "catalogue_versions" (
	"store_id" uuid PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"prices_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "product_changes" (
	"store_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"version" bigint NOT NULL,
	CONSTRAINT "product_changes_store_id_product_id_pk" PRIMARY KEY("store_id","product_id")
);
--> statement-breakpoint
CREATE TABLE "product_search" (
	"store_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"is_featured" boolean NOT NULL,
	"position" integer NOT NULL,
	"document" "tsvector" NOT NULL,
	CONSTRAINT "product_search_store_id_product_id_pk" PRIMARY KEY("store_id","product_id")
);
--> statement-breakpoint
CREATE TABLE "product_slugs" (
	"store_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"product_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "product_slugs_store_id_slug_pk" PRIMARY KEY("store_id","slug")
);
--> statement-breakpoint
DROP INDEX "products_search";--> statement-breakpoint
ALTER TABLE "attribute_values" ADD COLUMN "translations" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "attributes" ADD COLUMN "translations" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "categories" ADD COLUMN "translations" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "product_images" ADD COLUMN "translations" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "translations" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "translations" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "catalogue_versions" ADD CONSTRAINT "catalogue_versions_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_changes" ADD CONSTRAINT "product_changes_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_search" ADD CONSTRAINT "product_search_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_search" ADD CONSTRAINT "product_search_store_id_product_id_products_store_id_id_fk" FOREIGN KEY ("store_id","product_id") REFERENCES "public"."products"("store_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_slugs" ADD CONSTRAINT "product_slugs_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_slugs" ADD CONSTRAINT "product_slugs_store_id_product_id_products_store_id_id_fk" FOREIGN KEY ("store_id","product_id") REFERENCES "public"."products"("store_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "product_changes_version" ON "product_changes" USING btree ("store_id","version","product_id");--> statement-breakpoint
CREATE INDEX "product_search_document" ON "product_search" USING gin ("store_id","document") WITH (fastupdate=true,gin_pending_list_limit=128);--> statement-breakpoint
CREATE INDEX "product_slugs_product" ON "product_slugs" USING btree ("store_id","product_id");--> statement-breakpoint
ALTER TABLE "products" DROP COLUMN "search";
--> statement-breakpoint
call protect_tenant_table('catalogue_versions');
--> statement-breakpoint
call protect_tenant_table('product_changes');
--> statement-breakpoint
call protect_tenant_table('product_search');
--> statement-breakpoint
call protect_tenant_table('product_slugs');
--> statement-breakpoint
drop function product_search(text, text, text[], text, text);
--> statement-breakpoint
-- A text as its words are compared: without accents and capitals, nothing but letters and digits.
create function search_text(input text) returns text
language sql immutable parallel safe
return regexp_replace(lower(f_unaccent(normalize(input, nfkc))), '[^[:alnum:]]+', ' ', 'g');
--> statement-breakpoint
create function plain_text(html text) returns text language sql immutable parallel safe
return left(regexp_replace(html, '<[^>]*>|&[a-z]+;', ' ', 'g'), 8000);
--> statement-breakpoint
create function search_language(language text) returns regconfig language sql immutable parallel safe
return case language when 'en' then 'english'::regconfig when 'pt' then 'portuguese'::regconfig else 'spanish'::regconfig end;
--> statement-breakpoint
-- What search finds these products by, written anew where it differs. Weights: A names, B brand, tags, categories and options,
-- C codes, D descriptions (their stems alone). All languages lie in one document.
create function refresh_product_search(p_store uuid, p_products uuid[]) returns void language plpgsql as $$
declare own text := (select left(s.locale, 2) from stores s where s.id = p_store);
begin
  with recursive shown as materialized (
    select p.id, p.is_featured, p.position, p.name, p.brand, p.tags, p.short_description, p.description, p.translations
    from products p
    where p.store_id = p_store and p.id = any (p_products) and p.status = 'active' and p.sort_price_minor is not null
  ), tree as (
    select pc.product_id, c.id, c.parent_id, c.name, c.translations
    from product_categories pc join categories c on c.store_id = p_store and c.id = pc.category_id and c.is_active
    where pc.store_id = p_store and pc.product_id = any (p_products)
    union
    select t.product_id, c.id, c.parent_id, c.name, c.translations
    from tree t join categories c on c.store_id = p_store and c.id = t.parent_id and c.is_active
  ), variants as materialized (
    select v.product_id, v.id, v.sku, v.barcode from product_variants v
    where v.store_id = p_store and v.product_id = any (p_products) and v.is_active
  ), options as materialized (
    select distinct v.product_id, a.name as attribute, a.translations as attribute_translations,
      coalesce(x.name, va.value_text) as value, x.translations as value_translations
    from variants v
    join product_variant_attributes va on va.store_id = p_store and va.variant_id = v.id
    join attributes a on a.store_id = p_store and a.id = va.attribute_id
    left join attribute_values x on x.store_id = p_store and x.id = va.value_id
  ), texts(product_id, language, weight, content) as (
    select id, own, 'A'::"char", name from shown
    union all select id, t.key, 'A', t.value ->> 'name' from shown, jsonb_each(translations) t
    union all select id, own, 'B', concat_ws(' ', brand, array_to_string(tags, ' ')) from shown
    union all select product_id, own, 'B', name from tree
    union all select product_id, t.key, 'B', t.value ->> 'name' from tree, jsonb_each(translations) t
    union all select product_id, own, 'B', attribute || ' ' || value from options
    union all select product_id, t.key, 'B', t.value ->> 'name' from options, jsonb_each(attribute_translations) t
    union all select product_id, t.key, 'B', t.value ->> 'name' from options, jsonb_each(value_translations) t
    union all select product_id, null, 'C', concat_ws(' ', sku, barcode) from variants
    union all select id, own, 'D', concat_ws(' ', short_description, plain_text(description)) from shown
    union all select id, t.key, 'D', concat_ws(' ', t.value ->> 'shortDescription', plain_text(t.value ->> 'description'))
      from shown, jsonb_each(translations) t
  ), joined as (
    select product_id, language, weight, search_text(string_agg(content, ' ')) as content from texts group by 1, 2, 3
  ), documents as (
    select product_id, string_agg(concat_ws(' ',
        case when weight <> 'D' then setweight(to_tsvector('simple'::regconfig, content), weight)::text end,
        case when language is not null then setweight(to_tsvector(search_language(language), content), weight)::text end),
      ' ')::tsvector as document
    from joined group by product_id
  )
  insert into product_search as s (store_id, product_id, is_featured, position, document)
  select p_store, p.id, p.is_featured, p.position, d.document from shown p join documents d on d.product_id = p.id
  order by p.id
  on conflict (store_id, product_id) do update
  set is_featured = excluded.is_featured, position = excluded.position, document = excluded.document
  where (s.is_featured, s.position, s.document) is distinct from (excluded.is_featured, excluded.position, excluded.document);
  delete from product_search s
  where s.store_id = p_store and s.product_id = any (p_products) and not exists (
    select from products p
    where p.store_id = s.store_id and p.id = s.product_id and p.status = 'active' and p.sort_price_minor is not null);
end $$;
--> statement-breakpoint
-- Four queries over the same words, each narrower than the one before: found at all, not by a description alone, in the
-- name, in the name by whole words. The last word may be a beginning from its second letter on; words that only join others
-- count where there are no others. Null where there is no word at all.
create function search_queries(input text, languages text[]) returns tsquery[]
language sql immutable parallel safe
return (
  with words as (
    select w.word, w.n from unnest(string_to_array(btrim(search_text(input)), ' ')) with ordinality w(word, n)
    where w.word <> '' and w.n <= 10
  ), telling as (
    select * from words where word <> all ('{a,al,and,con,da,das,de,del,do,dos,e,el,em,en,for,la,las,los,na,no,o,of,os,para,por,the,un,una,with,y}')
  ), wanted as (
    select * from telling union all select * from words where not exists (select from telling)
  ), forms as (
    select n, quote_literal(word) as lexeme, false as is_prefix from wanted
    union
    -- no stemmer of Spanish knows "jeans"
    select n, quote_literal(case when word like '%s' then rtrim(word, 's') else word || 's' end), false
    from wanted where word ~ '[^s]{2}s?$'
    union
    select w.n, quote_literal(stem), false
    from wanted w, unnest(languages) language, unnest(tsvector_to_array(to_tsvector(search_language(language), w.word))) stem
    union
    select n, quote_literal(word), true from wanted where length(word) > 1 and n = (select max(n) from wanted)
  ), alternatives as (
    select n,
      string_agg(lexeme || case when is_prefix then ':*' else '' end, ' | ') as anywhere,
      string_agg(lexeme || case when is_prefix then ':*ABC' else ':ABC' end, ' | ') as told,
      string_agg(lexeme || case when is_prefix then ':*A' else ':A' end, ' | ') as named,
      string_agg(lexeme || ':A', ' | ') filter (where not is_prefix) as exact
    from forms group by n
  )
  select array[string_agg('(' || anywhere || ')', ' & ')::tsquery, string_agg('(' || told || ')', ' & ')::tsquery,
    string_agg('(' || named || ')', ' & ')::tsquery, string_agg('(' || exact || ')', ' & ')::tsquery]
  from alternatives having count(*) > 0);
--> statement-breakpoint
-- Shown products of the store that the transaction has named, the best first, after the row whose columns p_after holds.
-- Under row-level security no index serves `@@`, which is not leakproof: so this reads with the rights of its owner, who sees
-- all search documents and nothing else, and takes the store from nowhere but the setting that the policies read.
create function search_products(p_text text, p_languages text[], p_limit integer default null, p_after jsonb default null)
returns table (product_id uuid, rank integer, is_featured boolean, "position" integer)
language plpgsql stable security definer set search_path = public, pg_temp
set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
  v_store uuid := nullif(current_setting('app.store_id', true), '')::uuid;
  queries tsquery[] := search_queries(p_text, p_languages);
begin
  return query
  select f.product_id, f.rank, f.is_featured, f.position
  from (
    select s.product_id, s.is_featured, s.position,
      case when s.document @@ queries[4] then 0 when s.document @@ queries[3] then 1
           when s.document @@ queries[2] then 2 else 3 end as rank
    from product_search s where s.store_id = v_store and s.document @@ queries[1]) f
  where p_after is null or (f.rank, not f.is_featured, f.position, f.product_id) >
    ((p_after ->> 0)::integer, (p_after ->> 1)::boolean, (p_after ->> 2)::integer, (p_after ->> 3)::uuid)
  order by f.rank, not f.is_featured, f.position, f.product_id
  limit p_limit;
end $$;
--> statement-breakpoint
do $$ begin
  execute format('create policy of_search on product_search for select to %I using (true)', current_user);
end $$;
--> statement-breakpoint
-- The number of the store's catalogue for this transaction. The row stays locked to its end: numbers are given in the order of
-- the commits, and whoever reads up to one of them has missed nothing below it.
create function next_catalogue_version(p_store uuid) returns bigint language plpgsql as $$
declare
  kept text := current_setting('app.catalogue_version', true);
  given bigint;
begin
  if split_part(kept, ' ', 1) = p_store::text then
    return split_part(kept, ' ', 2)::bigint;
  end if;
  insert into catalogue_versions as v (store_id, version) values (p_store, 1)
  on conflict (store_id) do update set version = v.version + 1
  returning version into given;
  -- undone with the transaction, and with a savepoint inside it
  perform set_config('app.catalogue_version', p_store || ' ' || given, true);
  return given;
end $$;
--> statement-breakpoint
-- Says that what is shown of these products is no longer what it was; of none of them, that the rest of the window is not.
create function touch_products(p_store uuid, p_products uuid[]) returns void language plpgsql as $$
declare now_at bigint := next_catalogue_version(p_store);
begin
  insert into product_changes as c (store_id, product_id, version)
  select p_store, wanted.id, now_at from (select distinct unnest(p_products) as id) wanted
  where not exists (
    select from product_changes c where c.store_id = p_store and c.product_id = wanted.id and c.version = now_at)
  order by wanted.id
  on conflict (store_id, product_id) do update set version = excluded.version;
end $$;
--> statement-breakpoint
-- Before the COMMIT, once for all that the transaction has touched, however many statements it took.
create function product_changed() returns trigger language plpgsql as $$
declare done text := new.store_id || ' ' || new.version;
begin
  if current_setting('app.catalogue_searched', true) is distinct from done then
    perform refresh_product_search(new.store_id, array(
      select c.product_id from product_changes c where c.store_id = new.store_id and c.version = new.version));
    perform set_config('app.catalogue_searched', done, true);
  end if;
  return null;
end $$;
--> statement-breakpoint
-- Forced row-level security blinds the owner, who migrates: it is lifted while what is there gets its first version.
do $$
declare
  target text;
  shop record;
  batch uuid[];
begin
  foreach target in array '{stores,categories,products,product_categories,product_variants,attributes,attribute_values,product_variant_attributes,catalogue_versions,product_changes,product_search}'::text[] loop
    execute format('alter table %I no force row level security', target);
  end loop;
  for shop in select distinct p.store_id as id from products p loop
    insert into catalogue_versions (store_id, version) values (shop.id, 1);
    insert into product_changes (store_id, product_id, version) select shop.id, p.id, 1 from products p where p.store_id = shop.id;
    for batch in
      select array_agg(p.id) from (select id, row_number() over (order by id) / 1000 as part from products where store_id = shop.id) p
      group by p.part
    loop
      perform refresh_product_search(shop.id, batch);
    end loop;
  end loop;
  foreach target in array '{stores,categories,products,product_categories,product_variants,attributes,attribute_values,product_variant_attributes,catalogue_versions,product_changes,product_search}'::text[] loop
    execute format('alter table %I force row level security', target);
  end loop;
end $$;
--> statement-breakpoint
create constraint trigger product_changed after insert or update on product_changes
deferrable initially deferred for each row execute function product_changed();
--> statement-breakpoint
create function touch_own() returns trigger language plpgsql as $$
declare touched record;
begin
  for touched in select store_id, array_agg(id) as products from changed group by store_id order by store_id loop
    perform touch_products(touched.store_id, touched.products);
  end loop;
  return null;
end $$;
--> statement-breakpoint
create function touch_parts() returns trigger language plpgsql as $$
declare touched record;
begin
  for touched in select store_id, array_agg(product_id) as products from changed group by store_id order by store_id loop
    perform touch_products(touched.store_id, touched.products);
  end loop;
  return null;
end $$;
--> statement-breakpoint
create function touch_options() returns trigger language plpgsql as $$
declare touched record;
begin
  for touched in
    select v.store_id, array_agg(v.product_id) as products
    from changed c join product_variants v on v.store_id = c.store_id and v.id = c.variant_id
    group by v.store_id order by v.store_id
  loop
    perform touch_products(touched.store_id, touched.products);
  end loop;
  return null;
end $$;
--> statement-breakpoint
-- What a category is called stands in the products below it; the tree itself is part of the window.
create function touch_categories() returns trigger language plpgsql as $$
declare touched record;
begin
  for touched in
    with recursive below as (
      select c.store_id, c.id from changed c
      union select c.store_id, c.id from below b join categories c on c.store_id = b.store_id and c.parent_id = b.id
    )
    select b.store_id, array_remove(array_agg(pc.product_id), null) as products
    from below b left join product_categories pc on pc.store_id = b.store_id and pc.category_id = b.id
    group by b.store_id order by b.store_id
  loop
    perform touch_products(touched.store_id, touched.products);
  end loop;
  return null;
end $$;
--> statement-breakpoint
create function touch_attributes() returns trigger language plpgsql as $$
declare touched record;
begin
  for touched in
    select v.store_id, array_agg(v.product_id) as products
    from changed c
    join product_variant_attributes va on va.store_id = c.store_id and va.attribute_id = c.id
    join product_variants v on v.store_id = va.store_id and v.id = va.variant_id
    group by v.store_id order by v.store_id
  loop
    perform touch_products(touched.store_id, touched.products);
  end loop;
  return null;
end $$;
--> statement-breakpoint
create function touch_values() returns trigger language plpgsql as $$
declare touched record;
begin
  for touched in
    select v.store_id, array_agg(v.product_id) as products
    from changed c
    join product_variant_attributes va on va.store_id = c.store_id and va.attribute_id = c.attribute_id and va.value_id = c.id
    join product_variants v on v.store_id = va.store_id and v.id = va.variant_id
    group by v.store_id order by v.store_id
  loop
    perform touch_products(touched.store_id, touched.products);
  end loop;
  return null;
end $$;
--> statement-breakpoint
create function touch_pictures() returns trigger language plpgsql as $$
declare touched record;
begin
  for touched in
    select i.store_id, array_agg(i.product_id) as products
    from changed c join product_images i on i.store_id = c.store_id and i.media_id = c.id
    group by i.store_id order by i.store_id
  loop
    perform touch_products(touched.store_id, touched.products);
  end loop;
  return null;
end $$;
--> statement-breakpoint
do $$
declare
  source record;
  event record;
begin
  for source in values ('products', 'touch_own', '{insert,update,delete}'::text[]),
    ('product_variants', 'touch_parts', '{insert,update,delete}'),
    ('product_images', 'touch_parts', '{insert,update,delete}'),
    ('product_categories', 'touch_parts', '{insert,update,delete}'),
    ('product_variant_attributes', 'touch_options', '{insert,update,delete}'),
    ('categories', 'touch_categories', '{insert,update,delete}'),
    ('attributes', 'touch_attributes', '{update}'),
    ('attribute_values', 'touch_values', '{update}'),
    ('media', 'touch_pictures', '{update}')
  loop
    for event in select unnest(source.column3) as name loop
      execute format('create trigger %I after %s on %I referencing %s table as changed for each statement execute function %I()',
        source.column1 || '_touched_by_' || event.name, event.name, source.column1,
        case event.name when 'delete' then 'old' else 'new' end, source.column2);
    end loop;
  end loop;
end $$;
--> statement-breakpoint
-- In another language every text is another one.
create function language_changed() returns trigger language plpgsql as $$
begin
  perform touch_products(new.id, array(select p.id from products p where p.store_id = new.id));
  return null;
end $$;
--> statement-breakpoint
create trigger language_changed after update of locale on stores for each row
when (left(new.locale, 2) <> left(old.locale, 2)) execute function language_changed();
--> statement-breakpoint
-- Old addresses lead to the product they were of, until another one takes them.
create function slugs_changed() returns trigger language plpgsql as $$
begin
  insert into product_slugs as s (store_id, slug, product_id)
  select was.store_id, was.slug, was.id
  from was join changed c on c.store_id = was.store_id and c.id = was.id
  where was.slug <> c.slug
  on conflict (store_id, slug) do update set product_id = excluded.product_id;
  delete from product_slugs s using changed c where s.store_id = c.store_id and s.slug = c.slug;
  return null;
end $$;
--> statement-breakpoint
create trigger slugs_changed after update on products
referencing old table as was new table as changed for each statement execute function slugs_changed();
