CREATE TABLE "selection_cleanings" (
	"store_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"started_by" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"selections" integer NOT NULL,
	"seen" integer DEFAULT 0 NOT NULL,
	"cleaned" integer DEFAULT 0 NOT NULL,
	"busy" integer DEFAULT 0 NOT NULL,
	"lines" integer DEFAULT 0 NOT NULL,
	"reasons" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"upto" text DEFAULT '' NOT NULL,
	"not_before" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "selection_cleanings_store_id_id_pk" PRIMARY KEY("store_id","id")
);
--> statement-breakpoint
ALTER TABLE "selection_cleanings" ADD CONSTRAINT "selection_cleanings_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "selection_cleanings_under_way" ON "selection_cleanings" USING btree ("store_id") WHERE "selection_cleanings"."finished_at" is null;--> statement-breakpoint
call protect_tenant_table('selection_cleanings');
