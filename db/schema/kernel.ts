import { customType, index, pgTable, primaryKey, smallint, text } from "drizzle-orm/pg-core";
import { createdAt, instant } from "./columns.ts";

const bytes = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/** First responses by `Idempotency-Key`, encrypted. Responses with tokens are never stored. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    /** Owner of the key: `user:7`, or a keyed hash of everything known about a signed-out caller. */
    owner: text().notNull(),
    key: text().notNull(),
    /** Keyed hash of method, path and body. */
    request_hash: text().notNull(),
    created_at: createdAt(),
    /** While the first request runs: until when no other may run it. */
    locked_until: instant(),
    status: smallint(),
    answer: bytes(),
  },
  (table) => [
    primaryKey({ columns: [table.owner, table.key] }),
    index("idempotency_keys_created").on(table.created_at),
  ],
);
