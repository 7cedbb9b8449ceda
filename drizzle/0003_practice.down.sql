DROP TABLE "seeds";--> statement-breakpoint
DROP TABLE "user_achievements";--> statement-breakpoint
DROP TABLE "achievements";--> statement-breakpoint
DROP TABLE "user_favorites";--> statement-breakpoint
DROP TABLE "practice_sessions";--> statement-breakpoint
DROP TABLE "sequence_poses";--> statement-breakpoint
DROP TABLE "sequences";--> statement-breakpoint
DROP TABLE "poses";--> statement-breakpoint
DROP TYPE "public"."difficulty";--> statement-breakpoint
DROP TYPE "public"."pose_category";--> statement-breakpoint
DROP TYPE "public"."practice_status";--> statement-breakpoint
DROP TYPE "public"."practice_style";--> statement-breakpoint
DROP TYPE "public"."step_side";
