CREATE TABLE "repository_names" (
	"user_id" bigint NOT NULL,
	"owner_key" text NOT NULL,
	"name_key" text NOT NULL,
	"repo_owner" text NOT NULL,
	"repo_name" text NOT NULL,
	CONSTRAINT "repository_names_user_id_owner_key_name_key_pk" PRIMARY KEY("user_id","owner_key","name_key")
);
--> statement-breakpoint
DROP INDEX "tracking_sessions_pull_request";--> statement-breakpoint
ALTER TABLE "deleted_sessions" ADD COLUMN "pr_title" text;--> statement-breakpoint
ALTER TABLE "deleted_sessions" ADD COLUMN "branch" text;--> statement-breakpoint
ALTER TABLE "tracking_sessions" ADD COLUMN "pr_title" text;--> statement-breakpoint
ALTER TABLE "tracking_sessions" ADD COLUMN "branch" text;--> statement-breakpoint
ALTER TABLE "repository_names" ADD CONSTRAINT "repository_names_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tracking_sessions_repository" ON "tracking_sessions" USING btree ("user_id",lower("repo_owner" collate "C"),lower("repo_name" collate "C"),"pr_number");--> statement-breakpoint
-- Names that differ only in case become one, spelled as first seen; an owner is spelled alike in all repositories.
INSERT INTO "repository_names" ("user_id", "owner_key", "name_key", "repo_owner", "repo_name")
WITH "seen" AS (
	SELECT "user_id", "repo_owner", "repo_name", "created_at", 1 AS "kind", "id" FROM "tracking_sessions"
	UNION ALL SELECT "user_id", "repo_owner", "repo_name", "created_at", 2, "id" FROM "deleted_sessions"
	UNION ALL SELECT "user_id", "repo_owner", "repo_name", "created_at", 3, "id" FROM "activities"
), "keyed" AS (
	SELECT *, lower("repo_owner" collate "C") AS "owner_key", lower("repo_name" collate "C") AS "name_key",
		first_value("repo_owner") OVER (
			PARTITION BY "user_id", lower("repo_owner" collate "C") ORDER BY "created_at", "kind", "id"
		) AS "first_owner"
	FROM "seen"
)
SELECT DISTINCT ON ("user_id", "owner_key", "name_key") "user_id", "owner_key", "name_key", "first_owner", "repo_name"
FROM "keyed" ORDER BY "user_id", "owner_key", "name_key", "created_at", "kind", "id";
--> statement-breakpoint
-- Answers that clients hold are named by this version.
UPDATE "users" SET "tracking_version" = "tracking_version" + 1 WHERE "id" IN (
	SELECT s."user_id" FROM "tracking_sessions" s JOIN "repository_names" n ON n."user_id" = s."user_id"
		AND n."owner_key" = lower(s."repo_owner" collate "C") AND n."name_key" = lower(s."repo_name" collate "C")
	WHERE s."repo_owner" <> n."repo_owner" OR s."repo_name" <> n."repo_name"
	UNION SELECT a."user_id" FROM "activities" a JOIN "repository_names" n ON n."user_id" = a."user_id"
		AND n."owner_key" = lower(a."repo_owner" collate "C") AND n."name_key" = lower(a."repo_name" collate "C")
	WHERE a."repo_owner" <> n."repo_owner" OR a."repo_name" <> n."repo_name"
);
--> statement-breakpoint
UPDATE "tracking_sessions" s SET "repo_owner" = n."repo_owner", "repo_name" = n."repo_name" FROM "repository_names" n
WHERE n."user_id" = s."user_id" AND n."owner_key" = lower(s."repo_owner" collate "C")
	AND n."name_key" = lower(s."repo_name" collate "C")
	AND (s."repo_owner" <> n."repo_owner" OR s."repo_name" <> n."repo_name");
--> statement-breakpoint
UPDATE "deleted_sessions" s SET "repo_owner" = n."repo_owner", "repo_name" = n."repo_name" FROM "repository_names" n
WHERE n."user_id" = s."user_id" AND n."owner_key" = lower(s."repo_owner" collate "C")
	AND n."name_key" = lower(s."repo_name" collate "C")
	AND (s."repo_owner" <> n."repo_owner" OR s."repo_name" <> n."repo_name");
--> statement-breakpoint
UPDATE "activities" s SET "repo_owner" = n."repo_owner", "repo_name" = n."repo_name" FROM "repository_names" n
WHERE n."user_id" = s."user_id" AND n."owner_key" = lower(s."repo_owner" collate "C")
	AND n."name_key" = lower(s."repo_name" collate "C")
	AND (s."repo_owner" <> n."repo_owner" OR s."repo_name" <> n."repo_name");
