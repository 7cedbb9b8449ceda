DROP TABLE "repository_names";
--> statement-breakpoint
DROP INDEX "tracking_sessions_repository";
--> statement-breakpoint
ALTER TABLE "deleted_sessions" DROP COLUMN "pr_title";
--> statement-breakpoint
ALTER TABLE "deleted_sessions" DROP COLUMN "branch";
--> statement-breakpoint
ALTER TABLE "tracking_sessions" DROP COLUMN "pr_title";
--> statement-breakpoint
ALTER TABLE "tracking_sessions" DROP COLUMN "branch";
--> statement-breakpoint
CREATE INDEX "tracking_sessions_pull_request" ON "tracking_sessions" USING btree ("user_id","repo_owner","repo_name","pr_number");
