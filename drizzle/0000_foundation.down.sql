DROP TABLE "activities";
--> statement-breakpoint
DROP TABLE "daily_stats";
--> statement-breakpoint
DROP TABLE "tracking_sessions";
--> statement-breakpoint
DROP TABLE "idempotency_keys";
--> statement-breakpoint
DROP TABLE "login_throttles";
--> statement-breakpoint
DROP TABLE "email_tokens";
--> statement-breakpoint
DROP TABLE "api_tokens";
--> statement-breakpoint
DROP TABLE "refresh_tokens";
--> statement-breakpoint
DROP TABLE "login_sessions";
--> statement-breakpoint
DROP TABLE "installation";
--> statement-breakpoint
DROP TABLE "users";
