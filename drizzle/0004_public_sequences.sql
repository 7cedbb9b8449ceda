DROP INDEX "sequences_style";--> statement-breakpoint
CREATE INDEX "sequences_public" ON "sequences" USING btree ("style","difficulty","focus_area","total_seconds") WHERE "sequences"."is_public";--> statement-breakpoint
CREATE INDEX "sequences_private" ON "sequences" USING btree ("user_id") WHERE not "sequences"."is_public";