CREATE TABLE "api_tokens" (
	"store_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "api_tokens_store_id_id_pk" PRIMARY KEY("store_id","id"),
	CONSTRAINT "api_tokens_secret" UNIQUE("store_id","secret_hash"),
	CONSTRAINT "api_tokens_role" CHECK ("api_tokens"."role" in ('owner', 'admin', 'agent', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "auth_accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "store_members" (
	"store_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "store_members_store_id_user_id_pk" PRIMARY KEY("store_id","user_id"),
	CONSTRAINT "store_members_role" CHECK ("store_members"."role" in ('owner', 'admin', 'agent', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attribute_values" (
	"store_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"attribute_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"color_hex" text,
	"image_url" text,
	"position" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "attribute_values_store_id_id_pk" PRIMARY KEY("store_id","id"),
	CONSTRAINT "attribute_values_slug" UNIQUE("store_id","attribute_id","slug"),
	CONSTRAINT "attribute_values_of" UNIQUE("store_id","attribute_id","id"),
	CONSTRAINT "attribute_values_color" CHECK ("attribute_values"."color_hex" ~ '^#[0-9a-f]{6}$')
);
--> statement-breakpoint
CREATE TABLE "attributes" (
	"store_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"type" text DEFAULT 'select' NOT NULL,
	"is_required" boolean DEFAULT false NOT NULL,
	"is_visible" boolean DEFAULT true NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "attributes_store_id_id_pk" PRIMARY KEY("store_id","id"),
	CONSTRAINT "attributes_slug" UNIQUE("store_id","slug"),
	CONSTRAINT "attributes_type" CHECK ("attributes"."type" in ('text', 'select', 'multiselect', 'boolean', 'number', 'date'))
);
--> statement-breakpoint
CREATE TABLE "categories" (
	"store_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"parent_id" uuid,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"image_url" text,
	"is_active" boolean DEFAULT true NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "categories_store_id_id_pk" PRIMARY KEY("store_id","id"),
	CONSTRAINT "categories_slug" UNIQUE("store_id","slug"),
	CONSTRAINT "categories_not_own_parent" CHECK ("categories"."parent_id" <> "categories"."id")
);
--> statement-breakpoint
CREATE TABLE "product_categories" (
	"store_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"category_id" uuid NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "product_categories_store_id_product_id_category_id_pk" PRIMARY KEY("store_id","product_id","category_id")
);
--> statement-breakpoint
CREATE TABLE "product_images" (
	"store_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"variant_id" uuid,
	"url" text,
	"source_url" text,
	"alt" text DEFAULT '' NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "product_images_store_id_id_pk" PRIMARY KEY("store_id","id"),
	CONSTRAINT "product_images_some" CHECK (num_nonnulls("product_images"."url", "product_images"."source_url") >= 1)
);
--> statement-breakpoint
CREATE TABLE "product_variant_attributes" (
	"store_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"attribute_id" uuid NOT NULL,
	"value_id" uuid,
	"value_text" text,
	"position" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "product_variant_attributes_store_id_variant_id_attribute_id_pk" PRIMARY KEY("store_id","variant_id","attribute_id"),
	CONSTRAINT "product_variant_attributes_one" CHECK (num_nonnulls("product_variant_attributes"."value_id", "product_variant_attributes"."value_text") = 1)
);
--> statement-breakpoint
CREATE TABLE "product_variants" (
	"store_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"stock_item_id" uuid NOT NULL,
	"sku" text,
	"barcode" text,
	"title" text DEFAULT '' NOT NULL,
	"price_minor" bigint,
	"compare_at_minor" bigint,
	"sale_starts_at" timestamp with time zone,
	"sale_ends_at" timestamp with time zone,
	"cost_minor" bigint,
	"weight_grams" integer,
	"requires_shipping" boolean DEFAULT true NOT NULL,
	"is_taxable" boolean DEFAULT true NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "product_variants_store_id_id_pk" PRIMARY KEY("store_id","id"),
	CONSTRAINT "product_variants_sku" UNIQUE("store_id","sku"),
	CONSTRAINT "product_variants_price" CHECK ("product_variants"."price_minor" between 0 and 10000000000),
	CONSTRAINT "product_variants_compare_at" CHECK ("product_variants"."compare_at_minor" between 0 and 10000000000),
	CONSTRAINT "product_variants_cost" CHECK ("product_variants"."cost_minor" between 0 and 10000000000)
);
--> statement-breakpoint
CREATE TABLE "products" (
	"store_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"slug" text NOT NULL,
	"external_key" text,
	"name" text NOT NULL,
	"type" text DEFAULT 'simple' NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"brand" text,
	"short_description" text,
	"description" text DEFAULT '' NOT NULL,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"is_featured" boolean DEFAULT false NOT NULL,
	"weight_grams" integer,
	"dimensions_mm" jsonb,
	"meta_title" text,
	"meta_description" text,
	"sort_price_minor" bigint,
	"position" integer DEFAULT 0 NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (product_search(name, brand, tags, short_description, description)) STORED,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "products_store_id_id_pk" PRIMARY KEY("store_id","id"),
	CONSTRAINT "products_slug" UNIQUE("store_id","slug"),
	CONSTRAINT "products_external_key" UNIQUE("store_id","external_key"),
	CONSTRAINT "products_type" CHECK ("products"."type" in ('simple', 'variable', 'configurable')),
	CONSTRAINT "products_status" CHECK ("products"."status" in ('draft', 'active', 'inactive', 'archived'))
);
--> statement-breakpoint
CREATE TABLE "checkout_events" (
	"store_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "checkout_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"checkout_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor" text NOT NULL,
	"details" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "checkout_events_store_id_id_pk" PRIMARY KEY("store_id","id")
);
--> statement-breakpoint
CREATE TABLE "checkout_items" (
	"store_id" uuid NOT NULL,
	"checkout_id" uuid NOT NULL,
	"line" smallint NOT NULL,
	"product_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"stock_item_id" uuid NOT NULL,
	"is_held" boolean NOT NULL,
	"name" text NOT NULL,
	"variant_title" text NOT NULL,
	"sku" text,
	"quantity" integer NOT NULL,
	"unit_price_minor" bigint NOT NULL,
	"line_discount_minor" bigint NOT NULL,
	"line_total_minor" bigint NOT NULL,
	"configuration" jsonb,
	CONSTRAINT "checkout_items_store_id_checkout_id_line_pk" PRIMARY KEY("store_id","checkout_id","line"),
	CONSTRAINT "checkout_items_quantity" CHECK ("checkout_items"."quantity" between 1 and 999)
);
--> statement-breakpoint
CREATE TABLE "checkouts" (
	"store_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"currency" text NOT NULL,
	"subtotal_minor" bigint NOT NULL,
	"discount_minor" bigint NOT NULL,
	"total_minor" bigint NOT NULL,
	"customer_name" text,
	"customer_phone" text,
	"note" text,
	"source" text,
	"selection_id" text,
	"device_id" text,
	"address_hash" "bytea",
	"idempotency_key" text NOT NULL,
	"request_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"first_expires_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	CONSTRAINT "checkouts_store_id_id_pk" PRIMARY KEY("store_id","id"),
	CONSTRAINT "checkouts_code" UNIQUE("code_hash"),
	CONSTRAINT "checkouts_idempotency_key" UNIQUE("store_id","idempotency_key"),
	CONSTRAINT "checkouts_status" CHECK ("checkouts"."status" in ('pending', 'confirmed', 'expired', 'cancelled')),
	CONSTRAINT "checkouts_ended" CHECK (("checkouts"."status" = 'pending') = ("checkouts"."ended_at" is null))
);
--> statement-breakpoint
CREATE TABLE "stock_items" (
	"store_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"on_hand" integer DEFAULT 0 NOT NULL,
	"reserved" integer DEFAULT 0 NOT NULL,
	"is_tracked" boolean DEFAULT true NOT NULL,
	"allows_backorder" boolean DEFAULT false NOT NULL,
	"low_stock_threshold" integer,
	CONSTRAINT "stock_items_store_id_id_pk" PRIMARY KEY("store_id","id"),
	CONSTRAINT "stock_items_reserved" CHECK ("stock_items"."reserved" >= 0),
	CONSTRAINT "stock_items_no_oversell" CHECK ("stock_items"."allows_backorder" or not "stock_items"."is_tracked" or ("stock_items"."on_hand" >= 0 and "stock_items"."reserved" <= "stock_items"."on_hand"))
);
--> statement-breakpoint
CREATE TABLE "stock_logs" (
	"store_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "stock_logs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"stock_item_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"on_hand_delta" integer NOT NULL,
	"reserved_delta" integer NOT NULL,
	"on_hand_after" integer NOT NULL,
	"reserved_after" integer NOT NULL,
	"reason" text,
	"actor" text NOT NULL,
	"checkout_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stock_logs_store_id_id_pk" PRIMARY KEY("store_id","id"),
	CONSTRAINT "stock_logs_kind" CHECK ("stock_logs"."kind" in ('receive', 'adjust', 'count', 'reserve', 'release', 'confirm', 'return'))
);
--> statement-breakpoint
CREATE TABLE "businesses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stores" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_id" uuid,
	"slug" text NOT NULL,
	"host" text,
	"name" text NOT NULL,
	"tagline" text,
	"locale" text NOT NULL,
	"currency" text NOT NULL,
	"time_zone" text NOT NULL,
	"whatsapp" text,
	"status" text DEFAULT 'active' NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stores_slug_unique" UNIQUE("slug"),
	CONSTRAINT "stores_host_unique" UNIQUE("host"),
	CONSTRAINT "stores_status" CHECK ("stores"."status" in ('active', 'inactive', 'suspended'))
);
--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_accounts" ADD CONSTRAINT "auth_accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store_members" ADD CONSTRAINT "store_members_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store_members" ADD CONSTRAINT "store_members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attribute_values" ADD CONSTRAINT "attribute_values_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attribute_values" ADD CONSTRAINT "attribute_values_store_id_attribute_id_attributes_store_id_id_fk" FOREIGN KEY ("store_id","attribute_id") REFERENCES "public"."attributes"("store_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attributes" ADD CONSTRAINT "attributes_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_store_id_parent_id_categories_store_id_id_fk" FOREIGN KEY ("store_id","parent_id") REFERENCES "public"."categories"("store_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_categories" ADD CONSTRAINT "product_categories_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_categories" ADD CONSTRAINT "product_categories_store_id_product_id_products_store_id_id_fk" FOREIGN KEY ("store_id","product_id") REFERENCES "public"."products"("store_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_categories" ADD CONSTRAINT "product_categories_store_id_category_id_categories_store_id_id_fk" FOREIGN KEY ("store_id","category_id") REFERENCES "public"."categories"("store_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_images" ADD CONSTRAINT "product_images_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_images" ADD CONSTRAINT "product_images_store_id_product_id_products_store_id_id_fk" FOREIGN KEY ("store_id","product_id") REFERENCES "public"."products"("store_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_images" ADD CONSTRAINT "product_images_store_id_variant_id_product_variants_store_id_id_fk" FOREIGN KEY ("store_id","variant_id") REFERENCES "public"."product_variants"("store_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_variant_attributes" ADD CONSTRAINT "product_variant_attributes_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_variant_attributes" ADD CONSTRAINT "product_variant_attributes_store_id_variant_id_product_variants_store_id_id_fk" FOREIGN KEY ("store_id","variant_id") REFERENCES "public"."product_variants"("store_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_variant_attributes" ADD CONSTRAINT "product_variant_attributes_attribute_fk" FOREIGN KEY ("store_id","attribute_id") REFERENCES "public"."attributes"("store_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_variant_attributes" ADD CONSTRAINT "product_variant_attributes_value_fk" FOREIGN KEY ("store_id","attribute_id","value_id") REFERENCES "public"."attribute_values"("store_id","attribute_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_variants" ADD CONSTRAINT "product_variants_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_variants" ADD CONSTRAINT "product_variants_store_id_product_id_products_store_id_id_fk" FOREIGN KEY ("store_id","product_id") REFERENCES "public"."products"("store_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_variants" ADD CONSTRAINT "product_variants_store_id_stock_item_id_stock_items_store_id_id_fk" FOREIGN KEY ("store_id","stock_item_id") REFERENCES "public"."stock_items"("store_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkout_events" ADD CONSTRAINT "checkout_events_store_id_checkout_id_checkouts_store_id_id_fk" FOREIGN KEY ("store_id","checkout_id") REFERENCES "public"."checkouts"("store_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkout_items" ADD CONSTRAINT "checkout_items_store_id_checkout_id_checkouts_store_id_id_fk" FOREIGN KEY ("store_id","checkout_id") REFERENCES "public"."checkouts"("store_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkout_items" ADD CONSTRAINT "checkout_items_store_id_stock_item_id_stock_items_store_id_id_fk" FOREIGN KEY ("store_id","stock_item_id") REFERENCES "public"."stock_items"("store_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkouts" ADD CONSTRAINT "checkouts_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_items" ADD CONSTRAINT "stock_items_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_logs" ADD CONSTRAINT "stock_logs_store_id_stock_item_id_stock_items_store_id_id_fk" FOREIGN KEY ("store_id","stock_item_id") REFERENCES "public"."stock_items"("store_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stores" ADD CONSTRAINT "stores_business_id_businesses_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."businesses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "auth_accounts_user" ON "auth_accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "store_members_user" ON "store_members" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verifications_identifier" ON "verifications" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "categories_parent" ON "categories" USING btree ("store_id","parent_id");--> statement-breakpoint
CREATE INDEX "product_categories_category" ON "product_categories" USING btree ("store_id","category_id","product_id");--> statement-breakpoint
CREATE INDEX "product_images_product" ON "product_images" USING btree ("store_id","product_id","position");--> statement-breakpoint
CREATE INDEX "product_images_variant" ON "product_images" USING btree ("store_id","variant_id");--> statement-breakpoint
CREATE INDEX "product_variant_attributes_value" ON "product_variant_attributes" USING btree ("store_id","attribute_id","value_id");--> statement-breakpoint
CREATE INDEX "product_variants_product" ON "product_variants" USING btree ("store_id","product_id","position");--> statement-breakpoint
CREATE INDEX "product_variants_stock_item" ON "product_variants" USING btree ("store_id","stock_item_id");--> statement-breakpoint
CREATE INDEX "product_variants_sale_starts" ON "product_variants" USING btree ("sale_starts_at") WHERE "product_variants"."sale_starts_at" is not null;--> statement-breakpoint
CREATE INDEX "product_variants_sale_ends" ON "product_variants" USING btree ("sale_ends_at") WHERE "product_variants"."sale_ends_at" is not null;--> statement-breakpoint
CREATE INDEX "products_by_featured" ON "products" USING btree ("store_id","is_featured" DESC NULLS LAST,"position","id") WHERE "products"."status" = 'active';--> statement-breakpoint
CREATE INDEX "products_by_newest" ON "products" USING btree ("store_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "products"."status" = 'active';--> statement-breakpoint
CREATE INDEX "products_by_price" ON "products" USING btree ("store_id","sort_price_minor","id") WHERE "products"."status" = 'active';--> statement-breakpoint
CREATE INDEX "products_by_name" ON "products" USING btree ("store_id",sort_name("name"),"id") WHERE "products"."status" = 'active';--> statement-breakpoint
CREATE INDEX "products_search" ON "products" USING gin ("store_id","search");--> statement-breakpoint
CREATE INDEX "checkout_events_checkout" ON "checkout_events" USING btree ("store_id","checkout_id","id");--> statement-breakpoint
CREATE INDEX "checkout_items_stock_item" ON "checkout_items" USING btree ("store_id","stock_item_id","checkout_id");--> statement-breakpoint
CREATE INDEX "checkouts_due" ON "checkouts" USING btree ("expires_at","store_id") WHERE "checkouts"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "checkouts_by_phone" ON "checkouts" USING btree ("store_id","customer_phone") WHERE "checkouts"."status" = 'pending' and "checkouts"."customer_phone" is not null;--> statement-breakpoint
CREATE INDEX "checkouts_by_device" ON "checkouts" USING btree ("store_id","device_id") WHERE "checkouts"."status" = 'pending' and "checkouts"."device_id" is not null;--> statement-breakpoint
CREATE INDEX "checkouts_by_address" ON "checkouts" USING btree ("store_id","address_hash") WHERE "checkouts"."status" = 'pending' and "checkouts"."address_hash" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "checkouts_one_pending_per_selection" ON "checkouts" USING btree ("store_id","selection_id") WHERE "checkouts"."status" = 'pending' and "checkouts"."selection_id" is not null;--> statement-breakpoint
CREATE INDEX "checkouts_newest" ON "checkouts" USING btree ("store_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "checkouts_pending" ON "checkouts" USING btree ("store_id","id" DESC NULLS LAST) WHERE "checkouts"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "stock_logs_item" ON "stock_logs" USING btree ("store_id","stock_item_id","id");--> statement-breakpoint
CREATE INDEX "stock_logs_checkout" ON "stock_logs" USING btree ("store_id","checkout_id");--> statement-breakpoint
CREATE UNIQUE INDEX "stock_logs_ends_once" ON "stock_logs" USING btree ("store_id","checkout_id","stock_item_id","kind") WHERE "stock_logs"."kind" in ('release', 'confirm');--> statement-breakpoint
CREATE INDEX "stores_business" ON "stores" USING btree ("business_id");