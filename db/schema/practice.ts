import { type SQL, sql } from "drizzle-orm";
import {
  boolean,
  check,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import {
  difficulties,
  type PracticeOutcome,
  type PracticeStep,
  poseCategories,
  practiceStatuses,
  sides,
  styles,
  type UnverifiedField,
} from "@/lib/practice/constants.ts";
import { users } from "./accounts.ts";
import { createdAt, id, instant, reference } from "./columns.ts";

export const poseCategory = pgEnum("pose_category", poseCategories);
export const difficulty = pgEnum("difficulty", difficulties);
export const practiceStyle = pgEnum("practice_style", styles);
export const stepSide = pgEnum("step_side", sides);
export const practiceStatus = pgEnum("practice_status", practiceStatuses);

const noStrings = sql`'[]'::jsonb`;
const strings = () => jsonb().$type<string[]>().notNull().default(noStrings);

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/** The seed data in a database: the hash of the newest that was applied. */
export const seeds = pgTable("seeds", {
  name: text().primaryKey(),
  hash: text().notNull(),
  seeded_at: createdAt(),
});

/** The pose library, shipped with Stint and edited by administrators. */
export const poses = pgTable(
  "poses",
  {
    id: id(),
    slug: text().notNull().unique(),
    english_name: text().notNull(),
    sanskrit_name: text().notNull(),
    category: poseCategory().notNull(),
    difficulty: difficulty().notNull(),
    bilateral: boolean().notNull(),
    typical_hold_seconds: integer().notNull(),
    description: text().notNull().default(""),
    instructions: strings(),
    benefits: strings(),
    target_areas: strings(),
    cautions: strings(),
    /** Fields whose value has a single source, or is an estimate: stored, and never shown. */
    unverified: jsonb().$type<UnverifiedField[]>().notNull().default(noStrings),
    /** The plain words of its names and areas: searched text. */
    search_text: text().notNull(),
    /** Its position in lists. */
    position: integer().notNull().default(1000),
    /** When an administrator last changed it; from then on seeding leaves it alone. */
    edited_at: instant(),
    created_at: createdAt(),
    updated_at: createdAt(),
  },
  (table) => [
    index("poses_category").on(table.category),
    index("poses_difficulty").on(table.difficulty),
    index("poses_target_areas").using("gin", table.target_areas),
    index("poses_cautions").using("gin", table.cautions),
    check("poses_hold", sql`${table.typical_hold_seconds} between 1 and 3600`),
  ],
);

/** An ordered list of poses. Without an owner it is one of Stint's own. */
export const sequences = pgTable(
  "sequences",
  {
    id: id(),
    user_id: reference().references(() => users.id, { onDelete: "cascade" }),
    /** Identifies Stint's own sequences for seeding. */
    slug: text().unique(),
    name: text().notNull(),
    description: text().notNull().default(""),
    style: practiceStyle().notNull(),
    difficulty: difficulty().notNull(),
    focus_area: text().notNull(),
    is_public: boolean().notNull().default(false),
    /** Both sides and transitions included; the sum of its steps. */
    total_seconds: integer().notNull(),
    pose_count: smallint().notNull(),
    /** Stint's own come first in lists, the highest first. */
    position: integer().notNull().default(0),
    /** The plain words of its name, description and area, separated by single spaces. */
    search_text: text().notNull(),
    search_words: tsvector().generatedAlwaysAs((): SQL => sql`array_to_tsvector(string_to_array(search_text, ' '))`),
    /** Incremented with each change, to detect conflicting edits. */
    version: integer().notNull().default(1),
    edited_at: instant(),
    created_at: createdAt(),
    updated_at: createdAt(),
  },
  (table) => [
    index("sequences_owner").on(table.user_id, table.id),
    index("sequences_shelf").on(table.position.desc(), table.id.desc()),
    index("sequences_words").using("gin", table.search_words),
    // Public and private ones are counted separately, both with an index-only scan.
    index("sequences_public")
      .on(table.style, table.difficulty, table.focus_area, table.total_seconds)
      .where(sql`${table.is_public}`),
    index("sequences_private").on(table.user_id).where(sql`not ${table.is_public}`),
    index("sequences_difficulty").on(table.difficulty),
    index("sequences_focus_area").on(table.focus_area),
    index("sequences_total_seconds").on(table.total_seconds),
    check("sequences_own_public", sql`${table.user_id} is not null or ${table.is_public}`),
    check("sequences_total", sql`${table.total_seconds} > 0`),
    check("sequences_pose_count", sql`${table.pose_count} between 1 and 100`),
  ],
);

export const sequencePoses = pgTable(
  "sequence_poses",
  {
    sequence_id: reference()
      .notNull()
      .references(() => sequences.id, { onDelete: "cascade" }),
    /** From 0. */
    position: smallint().notNull(),
    // A pose used by a sequence cannot be deleted.
    pose_id: reference()
      .notNull()
      .references(() => poses.id, { onDelete: "restrict" }),
    /** For each side. */
    hold_seconds: integer().notNull(),
    side: stepSide(),
    /** Seconds to get into the pose, before it is held. */
    transition_seconds: integer().notNull().default(0),
    note: text(),
  },
  (table) => [
    primaryKey({ columns: [table.sequence_id, table.position] }),
    index("sequence_poses_pose").on(table.pose_id),
    check("sequence_poses_position", sql`${table.position} between 0 and 99`),
    check("sequence_poses_hold", sql`${table.hold_seconds} between 1 and 3600`),
    check("sequence_poses_transition", sql`${table.transition_seconds} between 0 and 120`),
  ],
);

/** A practice, with a copy of its sequence as it was at the start: history survives later edits and deletion. */
export const practiceSessions = pgTable(
  "practice_sessions",
  {
    id: id(),
    user_id: reference()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    sequence_id: reference().references(() => sequences.id, { onDelete: "set null" }),
    client_session_id: uuid(),
    sequence_name: text().notNull(),
    style: practiceStyle().notNull(),
    steps: jsonb().$type<PracticeStep[]>().notNull(),
    /** Number of steps, so that lists need not read the copy. */
    pose_count: integer()
      .notNull()
      .generatedAlwaysAs((): SQL => sql`jsonb_array_length(steps)`),
    total_seconds: integer().notNull(),
    status: practiceStatus().notNull().default("active"),
    started_at: instant().notNull(),
    ended_at: instant(),
    /** The user's time zone at the start, and the local date there: travelling later changes neither. */
    timezone: text().notNull(),
    local_date: date({ mode: "string" }).notNull(),
    /** Time held, without pauses and skipped poses. */
    duration_seconds: integer().notNull().default(0),
    completed_poses: smallint().notNull().default(0),
    skipped_poses: smallint().notNull().default(0),
    outcomes: jsonb().$type<PracticeOutcome[]>().notNull().default(noStrings),
    /** Slugs of the poses that were held, and the longest hold: stored for the achievements, ready to be aggregated. */
    held_poses: text().array().notNull().default(sql`'{}'::text[]`),
    longest_hold_seconds: integer().notNull().default(0),
    mood: text(),
    note: text(),
    /** Uninterrupted tracked work before it. */
    worked_before_seconds: integer().notNull().default(0),
    /** Completed, with at least 30 % of its time held. */
    counts: boolean()
      .notNull()
      .generatedAlwaysAs(
        (): SQL => sql`status = 'completed' and duration_seconds > 0 and duration_seconds * 10 >= total_seconds * 3`,
      ),
    created_at: createdAt(),
    updated_at: createdAt(),
  },
  (table) => [
    uniqueIndex("practice_sessions_client_id")
      .on(table.user_id, table.client_session_id)
      .where(sql`${table.client_session_id} is not null`),
    index("practice_sessions_newest").on(table.user_id, table.started_at.desc(), table.id.desc()),
    index("practice_sessions_days").on(table.user_id, table.local_date),
    index("practice_sessions_sequence").on(table.sequence_id),
    index("practice_sessions_active").on(table.updated_at).where(sql`${table.status} = 'active'`),
    check("practice_sessions_ended", sql`(${table.status} = 'active') = (${table.ended_at} is null)`),
    check("practice_sessions_seconds", sql`${table.duration_seconds} >= 0 and ${table.total_seconds} > 0`),
    check(
      "practice_sessions_poses",
      sql`${table.completed_poses} >= 0 and ${table.skipped_poses} >= 0 and ${table.completed_poses} + ${table.skipped_poses} <= jsonb_array_length(${table.steps})`,
    ),
  ],
);

export const userFavorites = pgTable(
  "user_favorites",
  {
    user_id: reference()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    sequence_id: reference()
      .notNull()
      .references(() => sequences.id, { onDelete: "cascade" }),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.user_id, table.sequence_id] }),
    index("user_favorites_newest").on(table.user_id, table.created_at.desc(), table.sequence_id.desc()),
    index("user_favorites_sequence").on(table.sequence_id),
  ],
);

/** Achievements; their rules are in `lib/practice/achievement-rules.ts`, by slug. */
export const achievements = pgTable("achievements", {
  id: id(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  description: text().notNull(),
  /** The threshold of the rule. */
  threshold: integer().notNull(),
  position: integer().notNull(),
  edited_at: instant(),
});

/** Awarded once, and kept even if the practice it was earned with is deleted. */
export const userAchievements = pgTable(
  "user_achievements",
  {
    user_id: reference()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    achievement_id: reference()
      .notNull()
      .references(() => achievements.id, { onDelete: "cascade" }),
    practice_session_id: reference().references(() => practiceSessions.id, { onDelete: "set null" }),
    earned_at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.user_id, table.achievement_id] }),
    index("user_achievements_session").on(table.practice_session_id),
  ],
);
