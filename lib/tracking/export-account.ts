import "server-only";
import { asc, eq, getTableColumns } from "drizzle-orm";
import { db } from "@/db/index.ts";
import { activities, dailyStats, deletedSessions, repositoryNames, trackingSessions } from "@/db/schema/index.ts";
import { settle } from "./stale.ts";

/** The tracked time's part of an account's export. */
export async function exportTracking(owner: number): Promise<Record<string, unknown>> {
  await settle(owner, new Date());
  const orm = await db();
  const { user_id: _sessionOwner, search_text: _searched, ...sessionColumns } = getTableColumns(trackingSessions);
  const { user_id: _deletedOwner, ...deletedColumns } = getTableColumns(deletedSessions);
  const { user_id: _activityOwner, ...activityColumns } = getTableColumns(activities);
  const { user_id: _statsOwner, ...statsColumns } = getTableColumns(dailyStats);
  return {
    sessions: await orm
      .select(sessionColumns)
      .from(trackingSessions)
      .where(eq(trackingSessions.user_id, owner))
      .orderBy(asc(trackingSessions.start_time), asc(trackingSessions.id)),
    deleted_sessions: await orm
      .select(deletedColumns)
      .from(deletedSessions)
      .where(eq(deletedSessions.user_id, owner))
      .orderBy(asc(deletedSessions.start_time), asc(deletedSessions.id)),
    repositories: await orm
      .select({ repo_owner: repositoryNames.repo_owner, repo_name: repositoryNames.repo_name })
      .from(repositoryNames)
      .where(eq(repositoryNames.user_id, owner))
      .orderBy(asc(repositoryNames.owner_key), asc(repositoryNames.name_key)),
    activities: await orm
      .select(activityColumns)
      .from(activities)
      .where(eq(activities.user_id, owner))
      .orderBy(asc(activities.created_at), asc(activities.id)),
    daily_stats: await orm
      .select(statsColumns)
      .from(dailyStats)
      .where(eq(dailyStats.user_id, owner))
      .orderBy(asc(dailyStats.date)),
  };
}
