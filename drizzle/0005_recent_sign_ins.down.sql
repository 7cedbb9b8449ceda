ALTER TABLE "login_sessions" DROP COLUMN "authenticated_at";
--> statement-breakpoint
DELETE FROM "login_throttles" WHERE "scope" <> 'sign-in';
--> statement-breakpoint
ALTER TABLE "login_throttles" DROP CONSTRAINT "login_throttles_email_scope_pk";
--> statement-breakpoint
ALTER TABLE "login_throttles" ADD CONSTRAINT "login_throttles_pkey" PRIMARY KEY("email");
--> statement-breakpoint
ALTER TABLE "login_throttles" DROP COLUMN "scope";
