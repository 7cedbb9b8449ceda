DROP INDEX "users_expires";--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "expires_at";
