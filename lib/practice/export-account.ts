import "server-only";
import { asc, eq, getTableColumns } from "drizzle-orm";
import { db } from "@/db/index.ts";
import { achievements, practiceSessions, userAchievements, users } from "@/db/schema/index.ts";
import { today } from "@/lib/core/time.ts";
import { exportLibrary } from "./library-export.ts";
import { totals } from "./stats.ts";

async function summaryOf(owner: number) {
  const [user] = await (await db()).select({ timezone: users.timezone }).from(users).where(eq(users.id, owner));
  return totals(owner, today(user?.timezone ?? "UTC"));
}

/** The practices' part of an account's export. */
export async function exportPractice(owner: number): Promise<Record<string, unknown>> {
  const orm = await db();
  const { user_id: _owner, ...columns } = getTableColumns(practiceSessions);
  return {
    summary: await summaryOf(owner),
    sessions: await orm
      .select(columns)
      .from(practiceSessions)
      .where(eq(practiceSessions.user_id, owner))
      .orderBy(asc(practiceSessions.started_at), asc(practiceSessions.id)),
    achievements: await orm
      .select({
        slug: achievements.slug,
        name: achievements.name,
        practice_session_id: userAchievements.practice_session_id,
        earned_at: userAchievements.earned_at,
      })
      .from(userAchievements)
      .innerJoin(achievements, eq(achievements.id, userAchievements.achievement_id))
      .where(eq(userAchievements.user_id, owner))
      .orderBy(asc(userAchievements.earned_at), asc(achievements.position)),
    ...(await exportLibrary(owner)),
  };
}
