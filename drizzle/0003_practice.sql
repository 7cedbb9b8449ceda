CREATE TYPE "public"."difficulty" AS ENUM('beginner', 'intermediate', 'advanced');--> statement-breakpoint
CREATE TYPE "public"."pose_category" AS ENUM('standing', 'balancing', 'forward_bend', 'backbend', 'twist', 'seated', 'supine', 'prone', 'arm_balance', 'inversion', 'restorative');--> statement-breakpoint
CREATE TYPE "public"."practice_status" AS ENUM('active', 'completed', 'abandoned');--> statement-breakpoint
CREATE TYPE "public"."practice_style" AS ENUM('desk', 'hatha', 'vinyasa', 'power', 'yin', 'restorative');--> statement-breakpoint
CREATE TYPE "public"."step_side" AS ENUM('left', 'right', 'both');--> statement-breakpoint
CREATE TABLE "achievements" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "achievements_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"threshold" integer NOT NULL,
	"position" integer NOT NULL,
	"edited_at" timestamp (3) with time zone,
	CONSTRAINT "achievements_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "poses" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "poses_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"english_name" text NOT NULL,
	"sanskrit_name" text NOT NULL,
	"category" "pose_category" NOT NULL,
	"difficulty" "difficulty" NOT NULL,
	"bilateral" boolean NOT NULL,
	"typical_hold_seconds" integer NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"instructions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"benefits" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"target_areas" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"cautions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"unverified" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"search_text" text NOT NULL,
	"position" integer DEFAULT 1000 NOT NULL,
	"edited_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "poses_slug_unique" UNIQUE("slug"),
	CONSTRAINT "poses_hold" CHECK ("poses"."typical_hold_seconds" between 1 and 3600)
);
--> statement-breakpoint
CREATE TABLE "practice_sessions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "practice_sessions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" bigint NOT NULL,
	"sequence_id" bigint,
	"client_session_id" uuid,
	"sequence_name" text NOT NULL,
	"style" "practice_style" NOT NULL,
	"steps" jsonb NOT NULL,
	"pose_count" integer GENERATED ALWAYS AS (jsonb_array_length(steps)) STORED NOT NULL,
	"total_seconds" integer NOT NULL,
	"status" "practice_status" DEFAULT 'active' NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"timezone" text NOT NULL,
	"local_date" date NOT NULL,
	"duration_seconds" integer DEFAULT 0 NOT NULL,
	"completed_poses" smallint DEFAULT 0 NOT NULL,
	"skipped_poses" smallint DEFAULT 0 NOT NULL,
	"outcomes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"held_poses" text[] DEFAULT '{}'::text[] NOT NULL,
	"longest_hold_seconds" integer DEFAULT 0 NOT NULL,
	"mood" text,
	"note" text,
	"worked_before_seconds" integer DEFAULT 0 NOT NULL,
	"counts" boolean GENERATED ALWAYS AS (status = 'completed' and duration_seconds > 0 and duration_seconds * 10 >= total_seconds * 3) STORED NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "practice_sessions_ended" CHECK (("practice_sessions"."status" = 'active') = ("practice_sessions"."ended_at" is null)),
	CONSTRAINT "practice_sessions_seconds" CHECK ("practice_sessions"."duration_seconds" >= 0 and "practice_sessions"."total_seconds" > 0),
	CONSTRAINT "practice_sessions_poses" CHECK ("practice_sessions"."completed_poses" >= 0 and "practice_sessions"."skipped_poses" >= 0 and "practice_sessions"."completed_poses" + "practice_sessions"."skipped_poses" <= jsonb_array_length("practice_sessions"."steps"))
);
--> statement-breakpoint
CREATE TABLE "seeds" (
	"name" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"seeded_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sequence_poses" (
	"sequence_id" bigint NOT NULL,
	"position" smallint NOT NULL,
	"pose_id" bigint NOT NULL,
	"hold_seconds" integer NOT NULL,
	"side" "step_side",
	"transition_seconds" integer DEFAULT 0 NOT NULL,
	"note" text,
	CONSTRAINT "sequence_poses_sequence_id_position_pk" PRIMARY KEY("sequence_id","position"),
	CONSTRAINT "sequence_poses_position" CHECK ("sequence_poses"."position" between 0 and 99),
	CONSTRAINT "sequence_poses_hold" CHECK ("sequence_poses"."hold_seconds" between 1 and 3600),
	CONSTRAINT "sequence_poses_transition" CHECK ("sequence_poses"."transition_seconds" between 0 and 120)
);
--> statement-breakpoint
CREATE TABLE "sequences" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sequences_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" bigint,
	"slug" text,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"style" "practice_style" NOT NULL,
	"difficulty" "difficulty" NOT NULL,
	"focus_area" text NOT NULL,
	"is_public" boolean DEFAULT false NOT NULL,
	"total_seconds" integer NOT NULL,
	"pose_count" smallint NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"search_text" text NOT NULL,
	"search_words" "tsvector" GENERATED ALWAYS AS (array_to_tsvector(string_to_array(search_text, ' '))) STORED,
	"version" integer DEFAULT 1 NOT NULL,
	"edited_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sequences_slug_unique" UNIQUE("slug"),
	CONSTRAINT "sequences_own_public" CHECK ("sequences"."user_id" is not null or "sequences"."is_public"),
	CONSTRAINT "sequences_total" CHECK ("sequences"."total_seconds" > 0),
	CONSTRAINT "sequences_pose_count" CHECK ("sequences"."pose_count" between 1 and 100)
);
--> statement-breakpoint
CREATE TABLE "user_achievements" (
	"user_id" bigint NOT NULL,
	"achievement_id" bigint NOT NULL,
	"practice_session_id" bigint,
	"earned_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "user_achievements_user_id_achievement_id_pk" PRIMARY KEY("user_id","achievement_id")
);
--> statement-breakpoint
CREATE TABLE "user_favorites" (
	"user_id" bigint NOT NULL,
	"sequence_id" bigint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_favorites_user_id_sequence_id_pk" PRIMARY KEY("user_id","sequence_id")
);
--> statement-breakpoint
ALTER TABLE "practice_sessions" ADD CONSTRAINT "practice_sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_sessions" ADD CONSTRAINT "practice_sessions_sequence_id_sequences_id_fk" FOREIGN KEY ("sequence_id") REFERENCES "public"."sequences"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sequence_poses" ADD CONSTRAINT "sequence_poses_sequence_id_sequences_id_fk" FOREIGN KEY ("sequence_id") REFERENCES "public"."sequences"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sequence_poses" ADD CONSTRAINT "sequence_poses_pose_id_poses_id_fk" FOREIGN KEY ("pose_id") REFERENCES "public"."poses"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sequences" ADD CONSTRAINT "sequences_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_achievements" ADD CONSTRAINT "user_achievements_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_achievements" ADD CONSTRAINT "user_achievements_achievement_id_achievements_id_fk" FOREIGN KEY ("achievement_id") REFERENCES "public"."achievements"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_achievements" ADD CONSTRAINT "user_achievements_practice_session_id_practice_sessions_id_fk" FOREIGN KEY ("practice_session_id") REFERENCES "public"."practice_sessions"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_favorites" ADD CONSTRAINT "user_favorites_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_favorites" ADD CONSTRAINT "user_favorites_sequence_id_sequences_id_fk" FOREIGN KEY ("sequence_id") REFERENCES "public"."sequences"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "poses_category" ON "poses" USING btree ("category");--> statement-breakpoint
CREATE INDEX "poses_difficulty" ON "poses" USING btree ("difficulty");--> statement-breakpoint
CREATE INDEX "poses_target_areas" ON "poses" USING gin ("target_areas");--> statement-breakpoint
CREATE INDEX "poses_cautions" ON "poses" USING gin ("cautions");--> statement-breakpoint
CREATE UNIQUE INDEX "practice_sessions_client_id" ON "practice_sessions" USING btree ("user_id","client_session_id") WHERE "practice_sessions"."client_session_id" is not null;--> statement-breakpoint
CREATE INDEX "practice_sessions_newest" ON "practice_sessions" USING btree ("user_id","started_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "practice_sessions_days" ON "practice_sessions" USING btree ("user_id","local_date");--> statement-breakpoint
CREATE INDEX "practice_sessions_sequence" ON "practice_sessions" USING btree ("sequence_id");--> statement-breakpoint
CREATE INDEX "practice_sessions_active" ON "practice_sessions" USING btree ("updated_at") WHERE "practice_sessions"."status" = 'active';--> statement-breakpoint
CREATE INDEX "sequence_poses_pose" ON "sequence_poses" USING btree ("pose_id");--> statement-breakpoint
CREATE INDEX "sequences_owner" ON "sequences" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "sequences_shelf" ON "sequences" USING btree ("position" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "sequences_words" ON "sequences" USING gin ("search_words");--> statement-breakpoint
CREATE INDEX "sequences_public" ON "sequences" USING btree ("style","difficulty","focus_area","total_seconds") WHERE "sequences"."is_public";--> statement-breakpoint
CREATE INDEX "sequences_private" ON "sequences" USING btree ("user_id") WHERE not "sequences"."is_public";--> statement-breakpoint
CREATE INDEX "sequences_difficulty" ON "sequences" USING btree ("difficulty");--> statement-breakpoint
CREATE INDEX "sequences_focus_area" ON "sequences" USING btree ("focus_area");--> statement-breakpoint
CREATE INDEX "sequences_total_seconds" ON "sequences" USING btree ("total_seconds");--> statement-breakpoint
CREATE INDEX "user_achievements_session" ON "user_achievements" USING btree ("practice_session_id");--> statement-breakpoint
CREATE INDEX "user_favorites_newest" ON "user_favorites" USING btree ("user_id","created_at" DESC NULLS LAST,"sequence_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "user_favorites_sequence" ON "user_favorites" USING btree ("sequence_id");