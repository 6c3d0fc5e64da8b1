CREATE TABLE "catalogue_bundles" (
	"store_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"language" text NOT NULL,
	"version" bigint NOT NULL,
	"products" integer NOT NULL,
	"products_body" "bytea" NOT NULL,
	"details_body" "bytea" NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "catalogue_bundles_store_id_hash_pk" PRIMARY KEY("store_id","hash")
);
--> statement-breakpoint
ALTER TABLE "catalogue_versions" ALTER COLUMN "prices_at" SET DEFAULT '-infinity';--> statement-breakpoint
ALTER TABLE "catalogue_bundles" ADD CONSTRAINT "catalogue_bundles_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "catalogue_bundles_newest" ON "catalogue_bundles" USING btree ("store_id","language","made_at" DESC NULLS LAST);
--> statement-breakpoint
call protect_tenant_table('catalogue_bundles');
--> statement-breakpoint
-- Forced row-level security blinds the owner, who migrates. Offers that began or ended while nobody looked are looked at once.
alter table catalogue_versions no force row level security;
--> statement-breakpoint
update catalogue_versions set prices_at = '-infinity';
--> statement-breakpoint
alter table catalogue_versions force row level security;
