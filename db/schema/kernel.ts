import { customType, index, pgTable, primaryKey, smallint, text } from "drizzle-orm/pg-core";
import { createdAt, instant } from "./columns.ts";

const bytes = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/** First answers by `Idempotency-Key`, encrypted. What carries tokens is never kept. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    /** Whose key it is: `user:7`, or a keyed hash of all that is known of a caller who is signed out. */
    owner: text().notNull(),
    key: text().notNull(),
    /** Keyed hash of method, path and body. */
    request_hash: text().notNull(),
    created_at: createdAt(),
    /** While the first request runs: until when nobody else may run it. */
    locked_until: instant(),
    status: smallint(),
    answer: bytes(),
  },
  (table) => [
    primaryKey({ columns: [table.owner, table.key] }),
    index("idempotency_keys_created").on(table.created_at),
  ],
);
