import { type SQL, sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { type MessagePart, messageRoles, messageStatuses } from "@/lib/assistant/constants.ts";
import { users } from "./accounts.ts";
import { createdAt, id, instant, reference } from "./columns.ts";

export const messageRole = pgEnum("message_role", messageRoles);
export const messageStatus = pgEnum("message_status", messageStatuses);

export const conversations = pgTable(
  "conversations",
  {
    id: id(),
    user_id: reference()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    title: text().notNull(),
    /** Searched text. */
    search_text: text()
      .notNull()
      .generatedAlwaysAs((): SQL => sql`fold_text(title)`),
    /** The position of its latest message, deleted or not: positions are never reused. */
    last_position: integer().notNull().default(0),
    /** The answer being written: only one at a time, whichever process writes it. */
    turn_id: uuid(),
    /** The latest heartbeat of the process that writes it; some seconds later the turn may be taken over. */
    turn_seen_at: instant(),
    /** The user has asked to stop the turn. */
    turn_stopping: boolean().notNull().default(false),
    created_at: createdAt(),
    /** Time of the latest message. */
    updated_at: createdAt(),
  },
  (table) => [
    index("conversations_newest").on(table.user_id, table.updated_at.desc(), table.id.desc()),
    index("conversations_turn").on(table.turn_seen_at).where(sql`${table.turn_id} is not null`),
    check("conversations_turn_seen", sql`(${table.turn_id} is null) = (${table.turn_seen_at} is null)`),
  ],
);

/** A message: by the user, or by the model with its tools' results. */
export const messages = pgTable(
  "messages",
  {
    id: id(),
    conversation_id: reference()
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    user_id: reference()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** Its position in the conversation, from 1. */
    position: integer().notNull(),
    role: messageRole().notNull(),
    /** The id the client gives it before it has one here. */
    key: text().notNull(),
    parts: jsonb().$type<MessagePart[]>().notNull(),
    /** The text of its parts: searched, and shown by plain clients. */
    content: text().notNull().default(""),
    search_text: text()
      .notNull()
      .generatedAlwaysAs((): SQL => sql`fold_text(content)`),
    status: messageStatus().notNull().default("complete"),
    /** Why it failed: a code of the error table, and the message for the user. */
    error_code: text(),
    error: text(),
    /** `provider/model` that wrote it, and its usage over all calls. */
    model: text(),
    input_tokens: integer(),
    output_tokens: integer(),
    duration_ms: integer(),
    /** `Idempotency-Key` a message was sent with, and the hash of the request, for 24 hours. */
    request_key: text(),
    request_hash: text(),
    created_at: createdAt(),
    updated_at: createdAt(),
  },
  (table) => [
    unique("messages_position").on(table.conversation_id, table.position),
    unique("messages_key").on(table.conversation_id, table.key),
    uniqueIndex("messages_request").on(table.user_id, table.request_key).where(sql`${table.request_key} is not null`),
    index("messages_owner").on(table.user_id),
    check("messages_position_from_one", sql`${table.position} > 0`),
  ],
);
