DROP INDEX IF EXISTS "tasks_search";
--> statement-breakpoint
DROP INDEX IF EXISTS "tracking_sessions_search";
--> statement-breakpoint
DROP INDEX IF EXISTS "conversations_search";
--> statement-breakpoint
DROP INDEX IF EXISTS "messages_search";
--> statement-breakpoint
-- Somebody else may need it, or only its owner may drop it.
DO $$
BEGIN
  DROP EXTENSION IF EXISTS pg_trgm;
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'pg_trgm stays: %', SQLERRM;
END $$;
--> statement-breakpoint
ALTER TABLE "tracking_sessions" DROP COLUMN "search_text";
--> statement-breakpoint
ALTER TABLE "tasks" DROP COLUMN "search_text";
--> statement-breakpoint
ALTER TABLE "messages" DROP COLUMN "search_text";
--> statement-breakpoint
ALTER TABLE "conversations" DROP COLUMN "search_text";
--> statement-breakpoint
DROP FUNCTION joined_lines(text[]);
--> statement-breakpoint
DROP FUNCTION fold_text(text);
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "words" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, content)) STORED;
--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "title_words" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, title)) STORED;
--> statement-breakpoint
CREATE INDEX "conversations_words" ON "conversations" USING gin ("title_words");
--> statement-breakpoint
CREATE INDEX "messages_words" ON "messages" USING gin ("words");
