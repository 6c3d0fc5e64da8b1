CREATE TABLE "push_subscriptions" (
	"store_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"endpoint_hash" "bytea" NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "push_subscriptions_store_id_id_pk" PRIMARY KEY("store_id","id"),
	CONSTRAINT "push_subscriptions_endpoint" UNIQUE("store_id","endpoint_hash")
);
--> statement-breakpoint
CREATE TABLE "push_wishes" (
	"store_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"subscription_id" uuid NOT NULL,
	"checkout_id" uuid,
	"variant_id" uuid,
	"language" text NOT NULL,
	"origin" text NOT NULL,
	"address_hash" "bytea" NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "push_wishes_store_id_id_pk" PRIMARY KEY("store_id","id"),
	CONSTRAINT "push_wishes_one" CHECK (num_nonnulls("push_wishes"."checkout_id", "push_wishes"."variant_id") = 1)
);
--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_wishes" ADD CONSTRAINT "push_wishes_subscription_fk" FOREIGN KEY ("store_id","subscription_id") REFERENCES "public"."push_subscriptions"("store_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_wishes" ADD CONSTRAINT "push_wishes_checkout_fk" FOREIGN KEY ("store_id","checkout_id") REFERENCES "public"."checkouts"("store_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_wishes" ADD CONSTRAINT "push_wishes_variant_fk" FOREIGN KEY ("store_id","variant_id") REFERENCES "public"."product_variants"("store_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "push_wishes_hold" ON "push_wishes" USING btree ("store_id","checkout_id","subscription_id") WHERE "push_wishes"."checkout_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "push_wishes_back" ON "push_wishes" USING btree ("store_id","variant_id","subscription_id") WHERE "push_wishes"."variant_id" is not null;--> statement-breakpoint
CREATE INDEX "push_wishes_subscription" ON "push_wishes" USING btree ("store_id","subscription_id");--> statement-breakpoint
CREATE INDEX "push_wishes_address" ON "push_wishes" USING btree ("store_id","address_hash");
--> statement-breakpoint
call protect_tenant_table('push_subscriptions');
--> statement-breakpoint
call protect_tenant_table('push_wishes');
