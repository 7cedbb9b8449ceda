import { type SQL, sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { users } from "./accounts.ts";
import { createdAt, id, instant, reference } from "./columns.ts";

/** A session's columns except for its id and its owner. */
const work = () => ({
  repo_owner: text().notNull(),
  repo_name: text().notNull(),
  pr_number: integer().notNull(),
  start_time: instant().notNull(),
  end_time: instant(),
  /** Active time, at most `end_time - start_time`. */
  duration_seconds: integer(),
  /** Only an end by the user is final. */
  ended_by: text({ enum: ["user", "superseded", "stale"] }),
  client_session_id: uuid(),
  source: text(),
  /** The pull request's title and branch as the client saw them at the start. */
  pr_title: text(),
  branch: text(),
  note: text(),
  tags: text().array().notNull().default(sql`'{}'::text[]`),
  /** The latest start, heartbeat, activity or end: a running session expires 15 minutes after it. */
  last_seen_at: createdAt(),
  created_at: createdAt(),
  updated_at: createdAt(),
});

/** Time spent on one pull request. The row without `end_time` is the running one. */
export const trackingSessions = pgTable(
  "tracking_sessions",
  {
    id: id(),
    user_id: reference()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    ...work(),
    /** Searched text: repository, note and tags, each on its own lines. */
    search_text: text()
      .notNull()
      .generatedAlwaysAs(
        (): SQL =>
          sql`fold_text(repo_owner || '/' || repo_name || chr(10) || coalesce(note, '') || chr(10) || joined_lines(tags))`,
      ),
  },
  (table) => [
    uniqueIndex("tracking_sessions_one_running").on(table.user_id).where(sql`${table.end_time} is null`),
    uniqueIndex("tracking_sessions_client_id")
      .on(table.user_id, table.client_session_id)
      .where(sql`${table.client_session_id} is not null`),
    index("tracking_sessions_newest").on(table.user_id, table.start_time.desc(), table.id.desc()),
    index("tracking_sessions_repository").on(
      table.user_id,
      sql`lower(${table.repo_owner} collate "C")`,
      sql`lower(${table.repo_name} collate "C")`,
      table.pr_number,
    ),
    check(
      "tracking_sessions_ended",
      sql`(${table.end_time} is null) = (${table.duration_seconds} is null) and (${table.end_time} is null) = (${table.ended_by} is null)`,
    ),
    check("tracking_sessions_forward", sql`${table.end_time} >= ${table.start_time}`),
    check("tracking_sessions_duration", sql`${table.duration_seconds} >= 0`),
    check("tracking_sessions_ended_by", sql`${table.ended_by} in ('user', 'superseded', 'stale')`),
  ],
);

/**
 * The spelling of a user's repositories: GitHub compares names case-insensitively, so the spelling first seen is stored
 * with everything about the repository. Kept for as long as the account.
 */
export const repositoryNames = pgTable(
  "repository_names",
  {
    user_id: reference()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The names in lower case. */
    owner_key: text().notNull(),
    name_key: text().notNull(),
    repo_owner: text().notNull(),
    repo_name: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.user_id, table.owner_key, table.name_key] })],
);

/** Sessions deleted within the last hour, unchanged, so that they can be restored. */
export const deletedSessions = pgTable(
  "deleted_sessions",
  {
    id: reference().notNull(),
    user_id: reference()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    ...work(),
    /** Its activities. */
    activity_ids: bigint({ mode: "number" }).array().notNull().default(sql`'{}'::bigint[]`),
    deleted_at: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.user_id, table.id] })],
);

/** Totals of ended sessions per local day; derived, and always equal to their sum. */
export const dailyStats = pgTable(
  "daily_stats",
  {
    user_id: reference()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    date: date({ mode: "string" }).notNull(),
    /** Sessions may overlap, so a day can have more seconds than it lasts. */
    total_seconds: bigint({ mode: "number" }).notNull(),
    session_count: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.user_id, table.date] })],
);

export const activities = pgTable(
  "activities",
  {
    id: id(),
    user_id: reference()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    activity_type: text({ enum: ["comment", "approve", "request_changes"] }).notNull(),
    repo_owner: text().notNull(),
    repo_name: text().notNull(),
    pr_number: integer().notNull(),
    session_id: reference().references(() => trackingSessions.id, { onDelete: "set null" }),
    metadata: jsonb().$type<Record<string, unknown>>(),
    created_at: createdAt(),
  },
  (table) => [
    index("activities_newest").on(table.user_id, table.created_at.desc(), table.id.desc()),
    index("activities_session").on(table.session_id),
    check("activities_type", sql`${table.activity_type} in ('comment', 'approve', 'request_changes')`),
  ],
);
