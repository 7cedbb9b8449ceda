ALTER TABLE "users" ADD COLUMN "data_version" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "tasks_version" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "practice_version" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "assistant_version" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
-- What clients have seen of an account so far counts for all domains, so that nothing they know moves backwards.
UPDATE "users" SET "data_version" = "tracking_version", "tasks_version" = "tracking_version",
	"practice_version" = "tracking_version", "assistant_version" = "tracking_version";
