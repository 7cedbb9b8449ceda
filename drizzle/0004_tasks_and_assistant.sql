CREATE TYPE "public"."message_role" AS ENUM('user', 'assistant');--> statement-breakpoint
CREATE TYPE "public"."message_status" AS ENUM('complete', 'writing', 'waiting', 'stopped', 'failed');--> statement-breakpoint
CREATE TYPE "public"."task_priority" AS ENUM('low', 'medium', 'high');--> statement-breakpoint
CREATE TABLE "conversations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "conversations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" bigint NOT NULL,
	"title" text NOT NULL,
	"title_words" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, title)) STORED,
	"last_position" integer DEFAULT 0 NOT NULL,
	"turn_id" uuid,
	"turn_seen_at" timestamp (3) with time zone,
	"turn_stopping" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conversations_turn_seen" CHECK (("conversations"."turn_id" is null) = ("conversations"."turn_seen_at" is null))
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"conversation_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"role" "message_role" NOT NULL,
	"key" text NOT NULL,
	"parts" jsonb NOT NULL,
	"content" text DEFAULT '' NOT NULL,
	"words" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, content)) STORED,
	"status" "message_status" DEFAULT 'complete' NOT NULL,
	"error_code" text,
	"error" text,
	"model" text,
	"input_tokens" integer,
	"output_tokens" integer,
	"duration_ms" integer,
	"request_key" text,
	"request_hash" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "messages_position" UNIQUE("conversation_id","position"),
	CONSTRAINT "messages_key" UNIQUE("conversation_id","key"),
	CONSTRAINT "messages_position_from_one" CHECK ("messages"."position" > 0)
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"user_id" bigint NOT NULL,
	"id" integer NOT NULL,
	"title" text NOT NULL,
	"description" text,
	"due_date" date,
	"priority" "task_priority",
	"completed_at" timestamp (3) with time zone,
	"place" integer GENERATED ALWAYS AS (case when completed_at is not null then 100000000 else coalesce(due_date - date '1970-01-01', 20000000) * 4 + case priority when 'high' then 0 when 'medium' then 1 when 'low' then 2 else 3 end end) STORED NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tasks_user_id_id_pk" PRIMARY KEY("user_id","id"),
	CONSTRAINT "tasks_id" CHECK ("tasks"."id" > 0),
	CONSTRAINT "tasks_title" CHECK (char_length("tasks"."title") between 1 and 200)
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "last_task_id" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversations_newest" ON "conversations" USING btree ("user_id","updated_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "conversations_words" ON "conversations" USING gin ("title_words");--> statement-breakpoint
CREATE INDEX "conversations_turn" ON "conversations" USING btree ("turn_seen_at") WHERE "conversations"."turn_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "messages_request" ON "messages" USING btree ("user_id","request_key") WHERE "messages"."request_key" is not null;--> statement-breakpoint
CREATE INDEX "messages_owner" ON "messages" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "messages_words" ON "messages" USING gin ("words");--> statement-breakpoint
CREATE INDEX "tasks_in_order" ON "tasks" USING btree ("user_id","place","completed_at" DESC NULLS LAST,"id") WHERE "tasks"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "tasks_deleted" ON "tasks" USING btree ("deleted_at") WHERE "tasks"."deleted_at" is not null;