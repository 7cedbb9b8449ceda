import { eq } from "drizzle-orm";
import { db } from "@/db/index.ts";
import { dailyStats, trackingSessions } from "@/db/schema/index.ts";

/** An account's sessions as they are stored, oldest first. */
export const storedSessions = async (owner: number) =>
  (await db()).select().from(trackingSessions).where(eq(trackingSessions.user_id, owner)).orderBy(trackingSessions.id);

/** An account's days as they are stored, oldest first. */
export const storedDays = async (owner: number) =>
  (await db())
    .select({ date: dailyStats.date, seconds: dailyStats.total_seconds, count: dailyStats.session_count })
    .from(dailyStats)
    .where(eq(dailyStats.user_id, owner))
    .orderBy(dailyStats.date);
