ALTER TABLE "login_throttles" ADD COLUMN "scope" text DEFAULT 'sign-in' NOT NULL;
--> statement-breakpoint
ALTER TABLE "login_throttles" DROP CONSTRAINT "login_throttles_pkey";
--> statement-breakpoint
ALTER TABLE "login_throttles" ADD CONSTRAINT "login_throttles_email_scope_pk" PRIMARY KEY("email","scope");
--> statement-breakpoint
ALTER TABLE "login_sessions" ADD COLUMN "authenticated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;
--> statement-breakpoint
UPDATE "login_sessions" SET "authenticated_at" = "created_at";
