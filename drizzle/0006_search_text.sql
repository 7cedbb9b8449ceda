-- What searches compare: no case, no accents, no invisible characters, one form of letters. `foldText` in
-- lib/search-text.ts does the same in the browser. `lower` needs a collation that knows all letters and no language:
-- the database's own where it does, else the first that is there.
DO $$
DECLARE
  candidate text;
  works boolean;
  chosen text;
BEGIN
  FOR candidate IN
    SELECT quote_ident(n.nspname) || '.' || quote_ident(c.collname)
    FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
    JOIN unnest(ARRAY['default', 'pg_c_utf8', 'C.utf8', 'C.UTF-8', 'en_US.utf8', 'en_US.UTF-8', 'und-x-icu'])
      WITH ORDINALITY AS wanted (name, place) ON wanted.name = c.collname
    WHERE n.nspname = 'pg_catalog' AND c.collencoding IN (-1, pg_char_to_encoding('UTF8'))
    ORDER BY wanted.place
  LOOP
    BEGIN
      EXECUTE format('SELECT lower(%L COLLATE %s) = %L', 'IПΣ', candidate, 'iпσ') INTO works;
    EXCEPTION WHEN OTHERS THEN
      works := false;
    END;
    IF works THEN
      chosen := candidate;
      EXIT;
    END IF;
  END LOOP;
  -- Without any, letters outside ASCII keep their case.
  EXECUTE format(
    $function$CREATE FUNCTION fold_text(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
    $body$SELECT CASE WHEN octet_length(value) = char_length(value) THEN lower(value COLLATE "C") COLLATE %1$s
      ELSE replace(lower(regexp_replace(normalize(value, NFKD),
        '[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]', '', 'g') COLLATE %1$s), 'ς', 'σ') END$body$ $function$,
    coalesce(chosen, '"C"'));
END $$;
--> statement-breakpoint
-- array_to_string is not immutable for every type of element; for text it is.
CREATE FUNCTION joined_lines(items text[]) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$SELECT array_to_string(items, chr(10))$$;
--> statement-breakpoint
DROP INDEX "conversations_words";--> statement-breakpoint
DROP INDEX "messages_words";--> statement-breakpoint
ALTER TABLE "conversations" DROP COLUMN "title_words";--> statement-breakpoint
ALTER TABLE "messages" DROP COLUMN "words";--> statement-breakpoint
-- Text is kept in NFC from now on; what was stored before is brought to it.
UPDATE "users" SET name = normalize(name, NFC) WHERE name IS NOT NFC NORMALIZED;--> statement-breakpoint
UPDATE "api_tokens" SET name = normalize(name, NFC) WHERE name IS NOT NFC NORMALIZED;--> statement-breakpoint
UPDATE "conversations" SET title = normalize(title, NFC) WHERE title IS NOT NFC NORMALIZED;--> statement-breakpoint
UPDATE "tasks" SET title = normalize(title, NFC), description = normalize(description, NFC)
WHERE title IS NOT NFC NORMALIZED OR description IS NOT NFC NORMALIZED;--> statement-breakpoint
UPDATE "sequences" SET name = normalize(name, NFC), description = normalize(description, NFC),
  focus_area = normalize(focus_area, NFC)
WHERE name IS NOT NFC NORMALIZED OR description IS NOT NFC NORMALIZED OR focus_area IS NOT NFC NORMALIZED;--> statement-breakpoint
UPDATE "sequence_poses" SET note = normalize(note, NFC) WHERE note IS NOT NFC NORMALIZED;--> statement-breakpoint
UPDATE "practice_sessions" SET note = normalize(note, NFC), mood = normalize(mood, NFC)
WHERE note IS NOT NFC NORMALIZED OR mood IS NOT NFC NORMALIZED;--> statement-breakpoint
UPDATE "tracking_sessions" SET note = normalize(note, NFC), tags = coalesce((
  SELECT array_agg(tag ORDER BY place) FROM (
    SELECT normalize(each, NFC) AS tag, min(ordinal) AS place
    FROM unnest(tags) WITH ORDINALITY AS given (each, ordinal) GROUP BY 1) AS distinct_tags), '{}')
WHERE note IS NOT NFC NORMALIZED OR array_to_string(tags, chr(10)) IS NOT NFC NORMALIZED;--> statement-breakpoint
UPDATE "deleted_sessions" SET note = normalize(note, NFC), tags = coalesce((
  SELECT array_agg(tag ORDER BY place) FROM (
    SELECT normalize(each, NFC) AS tag, min(ordinal) AS place
    FROM unnest(tags) WITH ORDINALITY AS given (each, ordinal) GROUP BY 1) AS distinct_tags), '{}')
WHERE note IS NOT NFC NORMALIZED OR array_to_string(tags, chr(10)) IS NOT NFC NORMALIZED;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "search_text" text GENERATED ALWAYS AS (fold_text(title)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "search_text" text GENERATED ALWAYS AS (fold_text(content)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "search_text" text GENERATED ALWAYS AS (fold_text(title || ' ' || coalesce(description, ''))) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "tracking_sessions" ADD COLUMN "search_text" text GENERATED ALWAYS AS (fold_text(repo_owner || '/' || repo_name || chr(10) || coalesce(note, '') || chr(10) || joined_lines(tags))) STORED NOT NULL;--> statement-breakpoint
-- Trigrams where the database has them and lets us; without, a search reads one person's rows.
-- Words of running sessions and of answers being written are not indexed: both change often and soon end.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX "tasks_search" ON "tasks" USING gin ("search_text" gin_trgm_ops) WHERE deleted_at IS NULL;
  CREATE INDEX "tracking_sessions_search" ON "tracking_sessions" USING gin ("search_text" gin_trgm_ops) WHERE end_time IS NOT NULL;
  CREATE INDEX "conversations_search" ON "conversations" USING gin ("search_text" gin_trgm_ops);
  CREATE INDEX "messages_search" ON "messages" USING gin ("search_text" gin_trgm_ops) WHERE status <> 'writing';
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'searches go without trigram indexes: %', SQLERRM;
END $$;
