CREATE TABLE "daily_visits" (
	"store_id" uuid NOT NULL,
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"product_id" uuid,
	"count" bigint NOT NULL,
	CONSTRAINT "daily_visits_once" UNIQUE NULLS NOT DISTINCT("store_id","day","kind","product_id")
);
--> statement-breakpoint
ALTER TABLE "daily_visits" ADD CONSTRAINT "daily_visits_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "daily_visits" ADD CONSTRAINT "daily_visits_store_id_product_id_products_store_id_id_fk" FOREIGN KEY ("store_id","product_id") REFERENCES "public"."products"("store_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
call protect_tenant_table('daily_visits');
