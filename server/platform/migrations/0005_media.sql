CREATE TABLE "media" (
	"store_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"state" text NOT NULL,
	"hash" text,
	"width" integer,
	"height" integer,
	"thumbhash" text,
	"bytes" integer,
	"source_url" text,
	"reason" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "media_store_id_id_pk" PRIMARY KEY("store_id","id"),
	CONSTRAINT "media_state" CHECK ("media"."state" in ('waiting', 'ready', 'failed')),
	CONSTRAINT "media_ready" CHECK (("media"."state" = 'ready') = ("media"."hash" is not null and "media"."width" is not null and "media"."height" is not null)),
	CONSTRAINT "media_hash_form" CHECK ("media"."hash" ~ '^[0-9a-f]{32}$')
);
--> statement-breakpoint
CREATE TABLE "store_logos" (
	"store_id" uuid PRIMARY KEY NOT NULL,
	"media_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "product_images" DROP CONSTRAINT "product_images_some";--> statement-breakpoint
ALTER TABLE "product_images" ADD COLUMN "media_id" uuid;--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store_logos" ADD CONSTRAINT "store_logos_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store_logos" ADD CONSTRAINT "store_logos_store_id_media_id_media_store_id_id_fk" FOREIGN KEY ("store_id","media_id") REFERENCES "public"."media"("store_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "media_source" ON "media" USING btree ("store_id",md5("source_url")) WHERE "media"."source_url" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "media_upload" ON "media" USING btree ("store_id","hash") WHERE "media"."source_url" is null;--> statement-breakpoint
CREATE INDEX "media_waiting" ON "media" USING btree ("not_before") WHERE "media"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "media_hash" ON "media" USING btree ("hash");--> statement-breakpoint
-- Forced row-level security blinds the owner, who migrates: it is lifted while the pictures there find their rows.
ALTER TABLE "product_images" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- what lies under the hash of its content was made for the demo, in one size
INSERT INTO "media" ("store_id", "id", "state", "hash", "width", "height")
SELECT i."store_id", gen_random_uuid(), 'ready', substring(i."url" from '^/media/([0-9a-f]{32})[.]webp$'), 960, 1200
FROM "product_images" i WHERE i."source_url" IS NULL AND i."url" ~ '^/media/[0-9a-f]{32}[.]webp$' GROUP BY 1, 4;--> statement-breakpoint
INSERT INTO "media" ("store_id", "id", "state", "source_url")
SELECT i."store_id", gen_random_uuid(), 'waiting', i."source_url"
FROM "product_images" i WHERE i."source_url" IS NOT NULL GROUP BY 1, 4;--> statement-breakpoint
UPDATE "product_images" i SET "media_id" = m."id" FROM "media" m
WHERE m."store_id" = i."store_id" AND (m."source_url" = i."source_url"
  OR i."source_url" IS NULL AND m."source_url" IS NULL AND i."url" = '/media/' || m."hash" || '.webp');--> statement-breakpoint
-- an address that nothing was ever served at
DELETE FROM "product_images" WHERE "media_id" IS NULL;--> statement-breakpoint
ALTER TABLE "product_images" ALTER COLUMN "media_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "product_images" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "product_images" ADD CONSTRAINT "product_images_store_id_media_id_media_store_id_id_fk" FOREIGN KEY ("store_id","media_id") REFERENCES "public"."media"("store_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "product_images_media" ON "product_images" USING btree ("store_id","media_id");--> statement-breakpoint
ALTER TABLE "product_images" DROP COLUMN "url";--> statement-breakpoint
ALTER TABLE "product_images" DROP COLUMN "source_url";
--> statement-breakpoint
call protect_tenant_table('media');
--> statement-breakpoint
call protect_tenant_table('store_logos');
--> statement-breakpoint
-- The address of a picture at about that width, as pictureUrl() of shared/media.ts says it; `wanted` is one of its steps.
create function picture_url(hash text, width integer, wanted integer) returns text
language sql immutable parallel safe strict
return '/media/' || hash || '-' || least(width, wanted) || '.webp';
--> statement-breakpoint
-- Pictures that nothing shows: every table that refers to one is named here.
create function unused_media(older_than interval) returns table (store_id uuid, id uuid) language sql stable as $$
  select m.store_id, m.id from media m
  where m.created_at < now() - older_than
    and not exists (select from product_images i where i.store_id = m.store_id and i.media_id = m.id)
    and not exists (select from store_logos l where l.store_id = m.store_id and l.media_id = m.id)
$$;
