-- What the tables of the next migration need: search without accents, and the door for row-level security.
create extension if not exists unaccent;
--> statement-breakpoint
create extension if not exists btree_gin;
--> statement-breakpoint
-- unaccent() itself is only stable, because its dictionary could change; ours does not.
create function f_unaccent(input text) returns text
language sql immutable parallel safe strict
return public.unaccent('public.unaccent'::regdictionary, input);
--> statement-breakpoint
create function sort_name(input text) returns text
language sql immutable parallel safe strict
return lower(f_unaccent(input)) collate "C";
--> statement-breakpoint
-- Stems of the language ("camisas" finds "camisa") and plain words, for prefixes while somebody is typing.
create function product_search(name text, brand text, tags text[], short_description text, description text)
returns tsvector language sql immutable parallel safe
return
  setweight(to_tsvector('simple'::regconfig, f_unaccent(coalesce(name, ''))), 'A')
  || setweight(to_tsvector('spanish'::regconfig, f_unaccent(coalesce(name, ''))), 'A')
  || setweight(to_tsvector('simple'::regconfig,
       f_unaccent(coalesce(brand, '') || ' ' || array_to_string(coalesce(tags, '{}'), ' '))), 'B')
  || setweight(to_tsvector('spanish'::regconfig,
       f_unaccent(coalesce(short_description, '') || ' '
                  || left(regexp_replace(coalesce(description, ''), '<[^>]*>', ' ', 'g'), 20000))), 'C');
--> statement-breakpoint
-- Every table with a store_id is handed to this function in the migration that creates it:
-- the application sees the one store its transaction has named, the system role sees all.
create procedure protect_tenant_table(target regclass, key name default 'store_id') language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  -- '' and not null is what the setting holds after the first transaction of a connection
  execute format(
    'create policy one_store on %s to vidriera_app using (%I = nullif(current_setting(''app.store_id'', true), '''')::uuid)'
    ' with check (%I = nullif(current_setting(''app.store_id'', true), '''')::uuid)', target, key, key);
  execute format('create policy every_store on %s to vidriera_system using (true) with check (true)', target);
end $$;
