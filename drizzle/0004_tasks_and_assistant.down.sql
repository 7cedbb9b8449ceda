DROP TABLE "messages";
--> statement-breakpoint
DROP TABLE "conversations";
--> statement-breakpoint
DROP TABLE "tasks";
--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "last_task_id";
--> statement-breakpoint
DROP TYPE "message_status";
--> statement-breakpoint
DROP TYPE "message_role";
--> statement-breakpoint
DROP TYPE "task_priority";
