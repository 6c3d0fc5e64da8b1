CREATE TABLE "selection_clients" (
	"store_id" uuid NOT NULL,
	"selection_id" text NOT NULL,
	"client" bigint NOT NULL,
	"owner" "bytea" NOT NULL,
	CONSTRAINT "selection_clients_store_id_selection_id_client_pk" PRIMARY KEY("store_id","selection_id","client")
);
--> statement-breakpoint
CREATE TABLE "selection_links" (
	"store_id" uuid NOT NULL,
	"selection_id" text NOT NULL,
	"id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"access" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "selection_links_store_id_id_pk" PRIMARY KEY("store_id","id"),
	CONSTRAINT "selection_links_token" UNIQUE("store_id","token_hash"),
	CONSTRAINT "selection_links_access" CHECK ("selection_links"."access" in ('edit', 'view'))
);
--> statement-breakpoint
CREATE TABLE "selection_snapshots" (
	"store_id" uuid NOT NULL,
	"selection_id" text NOT NULL,
	"generation" integer NOT NULL,
	"upto" bigint NOT NULL,
	"bytes" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "selection_snapshots_store_id_selection_id_generation_upto_pk" PRIMARY KEY("store_id","selection_id","generation","upto")
);
--> statement-breakpoint
CREATE TABLE "selection_updates" (
	"store_id" uuid NOT NULL,
	"selection_id" text NOT NULL,
	"generation" integer NOT NULL,
	"seq" bigint NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "selection_updates_store_id_selection_id_generation_seq_pk" PRIMARY KEY("store_id","selection_id","generation","seq")
);
--> statement-breakpoint
CREATE TABLE "selections" (
	"store_id" uuid NOT NULL,
	"id" text NOT NULL,
	"generation" integer DEFAULT 0 NOT NULL,
	"status" text DEFAULT 'AVAILABLE' NOT NULL,
	"seq" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "selections_store_id_id_pk" PRIMARY KEY("store_id","id"),
	CONSTRAINT "selections_id" CHECK ("selections"."id" ~ '^[A-Za-z0-9_-]{22}$'),
	CONSTRAINT "selections_status" CHECK ("selections"."status" in ('AVAILABLE', 'PROCESSING'))
);
--> statement-breakpoint
ALTER TABLE "selection_clients" ADD CONSTRAINT "selection_clients_selection_fk" FOREIGN KEY ("store_id","selection_id") REFERENCES "public"."selections"("store_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selection_links" ADD CONSTRAINT "selection_links_selection_fk" FOREIGN KEY ("store_id","selection_id") REFERENCES "public"."selections"("store_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selection_snapshots" ADD CONSTRAINT "selection_snapshots_selection_fk" FOREIGN KEY ("store_id","selection_id") REFERENCES "public"."selections"("store_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selection_updates" ADD CONSTRAINT "selection_updates_selection_fk" FOREIGN KEY ("store_id","selection_id") REFERENCES "public"."selections"("store_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selections" ADD CONSTRAINT "selections_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
call protect_tenant_table('selections');
--> statement-breakpoint
call protect_tenant_table('selection_updates');
--> statement-breakpoint
call protect_tenant_table('selection_snapshots');
--> statement-breakpoint
call protect_tenant_table('selection_clients');
--> statement-breakpoint
call protect_tenant_table('selection_links');
--> statement-breakpoint
-- Appends what several selections of one store have been told, all in one transaction. Numbers are given out under the lock
-- of each selection's row, taken in the order of ids. Says of each what became of it: `saved`, or why nothing was written.
create function append_selection_updates(
  p_store uuid, p_ids text[], p_generations integer[],
  p_update_of integer[], p_updates bytea[],
  p_client_of integer[], p_clients bigint[], p_owners bytea[])
returns table (place integer, outcome text, last_seq bigint) language plpgsql as $$
declare
  here selections%rowtype;
  added integer;
begin
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
