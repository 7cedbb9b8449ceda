import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createdAt, id, instant, reference } from "./columns.ts";

export const users = pgTable(
  "users",
  {
    id: id(),
    /** Always lower case. */
    email: text().notNull(),
    username: text(),
    name: text(),
    /** bcrypt; null for accounts that only sign in through GitHub. */
    password_hash: text(),
    role: text({ enum: ["admin", "user", "viewer"] })
      .notNull()
      .default("user"),
    timezone: text().notNull().default("UTC"),
    week_start: text({ enum: ["monday", "saturday", "sunday"] })
      .notNull()
      .default("monday"),
    is_active: boolean().notNull().default(true),
    email_verified_at: instant(),
    github_id: bigint({ mode: "number" }),
    github_username: text(),
    avatar_url: text(),
    /**
     * Counts the writes to the account's data (tracked time, practices, tasks, conversations), so that reading it shows
     * whether anything has changed. db/owner.ts raises it while it locks the row.
     */
    data_version: bigint({ mode: "number" }).notNull().default(0),
    /**
     * The value of `data_version` when tracked time last changed; identifies responses about it. The others likewise.
     */
    tracking_version: bigint({ mode: "number" }).notNull().default(0),
    tasks_version: bigint({ mode: "number" }).notNull().default(0),
    practice_version: bigint({ mode: "number" }).notNull().default(0),
    assistant_version: bigint({ mode: "number" }).notNull().default(0),
    /** The id of its latest task. */
    last_task_id: integer().notNull().default(0),
    created_at: createdAt(),
    updated_at: createdAt(),
    last_login_at: instant(),
    /** When an account with sample data is deleted; null for real accounts. */
    expires_at: instant(),
  },
  (table) => [
    uniqueIndex("users_email_key").on(table.email),
    uniqueIndex("users_username_key").on(sql`lower(${table.username})`),
    uniqueIndex("users_github_id_key").on(table.github_id),
    index("users_expires").on(table.expires_at).where(sql`${table.expires_at} is not null`),
    check("users_email_lower", sql`${table.email} = lower(${table.email})`),
    check("users_role", sql`${table.role} in ('admin', 'user', 'viewer')`),
    check("users_week_start", sql`${table.week_start} in ('monday', 'saturday', 'sunday')`),
  ],
);

/** One row, claimed by the first account; the primary key decides a race of first sign-ups. */
export const installation = pgTable(
  "installation",
  {
    id: smallint().primaryKey(),
    first_user_id: bigint({ mode: "number" }).notNull(),
    created_at: createdAt(),
  },
  (table) => [check("installation_single", sql`${table.id} = 1`)],
);

/** A device's login. Cookie, access and refresh tokens all die with this row. */
export const loginSessions = pgTable(
  "login_sessions",
  {
    id: id(),
    user_id: reference()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    kind: text({ enum: ["browser", "client", "github_client"] }).notNull(),
    user_agent: text(),
    address: text(),
    created_at: createdAt(),
    /** When the user last authenticated here: by signing in, or by the password since. */
    authenticated_at: createdAt(),
    last_seen_at: createdAt(),
    expires_at: instant().notNull(),
    revoked_at: instant(),
  },
  (table) => [index("login_sessions_user").on(table.user_id), index("login_sessions_expires").on(table.expires_at)],
);

export const refreshTokens = pgTable(
  "refresh_tokens",
  {
    id: id(),
    login_session_id: reference()
      .notNull()
      .references(() => loginSessions.id, { onDelete: "cascade" }),
    token_hash: text().notNull(),
    created_at: createdAt(),
    expires_at: instant().notNull(),
    used_at: instant(),
    /** Hash of the address and user agent that used it: parallel refreshes of one client share the grace period. */
    used_by: text(),
  },
  (table) => [
    uniqueIndex("refresh_tokens_hash_key").on(table.token_hash),
    index("refresh_tokens_login").on(table.login_session_id),
    index("refresh_tokens_expires").on(table.expires_at),
  ],
);

export const apiTokens = pgTable(
  "api_tokens",
  {
    id: id(),
    user_id: reference()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text().notNull(),
    token_hash: text().notNull(),
    last4: text().notNull(),
    scopes: text({ enum: ["read", "write"] })
      .array()
      .notNull(),
    created_at: createdAt(),
    expires_at: instant(),
    last_used_at: instant(),
  },
  (table) => [uniqueIndex("api_tokens_hash_key").on(table.token_hash), index("api_tokens_user").on(table.user_id)],
);

/** A token sent by email: to reset the password or verify an address. */
export const emailTokens = pgTable(
  "email_tokens",
  {
    id: id(),
    user_id: reference()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    purpose: text({ enum: ["reset", "verify"] }).notNull(),
    email: text().notNull(),
    token_hash: text().notNull(),
    created_at: createdAt(),
    expires_at: instant().notNull(),
    used_at: instant(),
  },
  (table) => [
    uniqueIndex("email_tokens_hash_key").on(table.token_hash),
    index("email_tokens_user").on(table.user_id),
    index("email_tokens_expires").on(table.expires_at),
  ],
);

/** Failed attempts to sign in by email address, known or not, so that a lock does not reveal who has an account. */
export const loginThrottles = pgTable(
  "login_throttles",
  {
    email: text().notNull(),
    /**
     * Kind of attempt: `sign-in` (any device), `device:…` (one the account knows), `signed-in`. Each has its own
     * budget.
     */
    scope: text().notNull().default("sign-in"),
    failures: integer().notNull(),
    window_started_at: instant().notNull(),
    locked_until: instant(),
  },
  (table) => [primaryKey({ columns: [table.email, table.scope] })],
);
