import "server-only";
import { sql } from "drizzle-orm";
import type { Executor } from "@/db/index.ts";
import type { ActivityType } from "./activity-queries.ts";

/** SQL of bulk imports of sessions, each table in one statement. The owner is always the first argument. */

/** A session to be stored. */
export interface StoredSession {
  repo_owner: string;
  repo_name: string;
  pr_number: number;
  start_time: Date;
  end_time: Date | null;
  duration_seconds: number | null;
  ended_by: "user" | "superseded" | null;
  note: string | null;
  tags: string[];
  source: string | null;
  /** Becomes `last_seen_at` and `updated_at`. */
  seen: Date;
}

/** An activity to be stored, with the start of its session. */
export interface StoredActivity {
  activity_type: ActivityType;
  repo_owner: string;
  repo_name: string;
  pr_number: number;
  created_at: Date;
  session_start: Date;
}

/** Inserts sessions, in the given order. */
export async function insertSessions(owner: number, rows: StoredSession[], tx: Executor): Promise<void> {
  await tx.execute(sql`
    insert into tracking_sessions
      (user_id, repo_owner, repo_name, pr_number, start_time, end_time, duration_seconds, ended_by, note, tags, source,
       last_seen_at, created_at, updated_at)
    select ${owner}::bigint, r.repo_owner, r.repo_name, r.pr_number, r.start_time, r.end_time, r.duration_seconds,
      r.ended_by, r.note, array(select jsonb_array_elements_text(r.tags)), r.source, r.seen, r.start_time, r.seen
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
      repo_owner text, repo_name text, pr_number int, start_time timestamptz, end_time timestamptz, duration_seconds int,
      ended_by text, note text, tags jsonb, source text, seen timestamptz)
    order by r.start_time`);
}

/** Inserts activities of the owner's sessions, matched by their start. */
export async function insertActivitiesByStart(owner: number, rows: StoredActivity[], tx: Executor): Promise<void> {
  await tx.execute(sql`
    insert into activities (user_id, activity_type, repo_owner, repo_name, pr_number, session_id, created_at)
    select s.user_id, r.activity_type, r.repo_owner, r.repo_name, r.pr_number, s.id, r.created_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
      activity_type text, repo_owner text, repo_name text, pr_number int, created_at timestamptz, session_start timestamptz)
    join tracking_sessions s on s.user_id = ${owner}::bigint and s.start_time = r.session_start
    order by r.created_at`);
}
