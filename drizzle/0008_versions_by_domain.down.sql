-- The one version there was counted every write.
UPDATE "users" SET "tracking_version" = greatest("data_version", "tracking_version");
--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "assistant_version";
--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "practice_version";
--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "tasks_version";
--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "data_version";
