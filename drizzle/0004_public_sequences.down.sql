DROP INDEX "sequences_public";--> statement-breakpoint
DROP INDEX "sequences_private";--> statement-breakpoint
CREATE INDEX "sequences_style" ON "sequences" USING btree ("style");
