import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

/** Drizzle over whichever driver is open. Inside `transaction`, use only the callback's argument. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** A transaction of {@link Database}, or the database itself: what a query runs on. */
export type Executor = Pick<
  Database,
  "select" | "insert" | "update" | "delete" | "execute" | "with" | "selectDistinct"
>;

/** A statement that drivers prepare once per connection, by its name. */
export interface Statement {
  name: string;
  text: string;
}

/** Rows of a statement on one connection: `bigint` as number, `timestamptz` as Date, `date` as string. */
export type Query = <Row>(text: string, values?: unknown[]) => Promise<Row[]>;

export interface DatabaseHandle {
  driver: "pglite" | "postgres" | "neon";
  orm: Database;
  /** Runs one prepared statement outside any transaction. */
  run<Row>(statement: Statement, values: unknown[]): Promise<Row[]>;
  /** Reserves one connection for the duration of `work`: for session locks and manual transactions. */
  connection<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** Why the database is read-only at the moment, in words for users; undefined while it is writable. */
  refusal?(): string | undefined;
  /**
   * Whether the database is responsive: false when it has been stuck since the last call. Missing where that is
   * monitored elsewhere.
   */
  alive?(): boolean;
  close(): Promise<void>;
}
