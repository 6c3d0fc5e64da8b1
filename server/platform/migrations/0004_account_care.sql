-- Forced row-level security blinds the owner, who migrates: it is lifted while the tokens there are find their makers.
ALTER TABLE "api_tokens" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "store_members" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD COLUMN "maker_id" uuid;--> statement-breakpoint
-- a token that a token made belongs to whoever made the first one; one whose maker is no member any more has ended
WITH RECURSIVE "makers" AS (
  SELECT "store_id", "id", substring("created_by" from 6)::uuid AS "maker_id" FROM "api_tokens" WHERE "created_by" LIKE 'user:%'
  UNION ALL
  SELECT t."store_id", t."id", m."maker_id" FROM "api_tokens" t
  JOIN "makers" m ON m."store_id" = t."store_id" AND t."created_by" = 'token:' || m."id"
)
UPDATE "api_tokens" t SET "maker_id" = m."maker_id" FROM "makers" m
WHERE m."store_id" = t."store_id" AND m."id" = t."id" AND EXISTS (
  SELECT FROM "store_members" s WHERE s."store_id" = m."store_id" AND s."user_id" = m."maker_id");--> statement-breakpoint
DELETE FROM "api_tokens" WHERE "maker_id" IS NULL;--> statement-breakpoint
ALTER TABLE "api_tokens" ALTER COLUMN "maker_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "auth_accounts" ADD COLUMN "is_issued" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_member" FOREIGN KEY ("store_id","maker_id") REFERENCES "public"."store_members"("store_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_tokens_hash" ON "api_tokens" USING btree ("secret_hash");--> statement-breakpoint
CREATE INDEX "api_tokens_maker" ON "api_tokens" USING btree ("store_id","maker_id");--> statement-breakpoint
ALTER TABLE "api_tokens" DROP COLUMN "created_by";--> statement-breakpoint
ALTER TABLE "api_tokens" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "store_members" FORCE ROW LEVEL SECURITY;
