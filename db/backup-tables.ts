import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "./handle.ts";

interface Column {
  name: string;
  type: string;
  /** Whether its sort order depends on a collation. */
  collated: boolean;
  /** Its position in the primary key. */
  key: number | null;
  /** The sequence that generates its values. */
  sequence: string | null;
}

/** A table of the migrations, with its stored columns (generated ones excluded). */
export interface Table {
  name: string;
  columns: Column[];
}

/** The values of a row in the order of its table's columns, in PostgreSQL's text format. */
export type Row = (string | null)[];

/** The row count of a table, and the SHA-256 of all its rows in key order. */
export interface Tally {
  rows: number;
  sha256: string;
}

/** The rows a statement returns. */
export async function rowsOf<T>(executor: Executor, statement: SQL): Promise<T[]> {
  return ((await executor.execute(statement)) as unknown as { rows: T[] }).rows;
}

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Every table of the application by name, without the migrations table. */
export async function readTables(executor: Executor): Promise<Table[]> {
  const columns = await rowsOf<Column & { table: string }>(
    executor,
    sql`select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
        a.attcollation <> 0 as collated, array_position(i.indkey::int2[], a.attnum) as key,
        pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname) as sequence
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      left join pg_index i on i.indrelid = c.oid and i.indisprimary
      where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'schema_migrations'
      order by c.relname collate "C", a.attnum`,
  );
  const tables = new Map<string, Table>();
  for (const { table, ...column } of columns) {
    const entry = tables.get(table) ?? { name: table, columns: [] };
    entry.columns.push(column);
    tables.set(table, entry);
  }
  return [...tables.values()];
}

/** Makes the text format of values the same on every server, for the rest of the transaction. */
export async function fixTextForm(executor: Executor): Promise<void> {
  for (const setting of [
    "datestyle = 'ISO, YMD'",
    "timezone = 'UTC'",
    "bytea_output = 'hex'",
    "extra_float_digits = 1",
    // A pooler may have passed on a connection with the timeouts of requests; reading all rows must have none.
    "statement_timeout = 0",
    "idle_in_transaction_session_timeout = 0",
  ]) {
    await executor.execute(sql.raw(`set local ${setting}`));
  }
}

/** The rows of a table in batches, in key order; the same order on every server. */
export async function* readRows(executor: Executor, table: Table): AsyncGenerator<Row> {
  const values = table.columns.map((column, index) => `${quote(column.name)}::text as c${index}`);
  const keys = table.columns.filter((column) => column.key !== null).sort((a, b) => Number(a.key) - Number(b.key));
  const order = keys.length > 0 ? keys.map((key) => quote(key.name) + (key.collated ? ' collate "C"' : "")) : [];
  const all = table.columns.map((column) => `${quote(column.name)}::text collate "C"`);
  await executor.execute(
    sql.raw(
      `declare stint_rows no scroll cursor for select ${values.join(", ")} from public.${quote(table.name)}
       order by ${(order.length > 0 ? order : all).join(", ")}`,
    ),
  );
  for (;;) {
    const batch = await rowsOf<Record<string, string | null>>(executor, sql`fetch 1000 from stint_rows`);
    for (const row of batch) yield table.columns.map((_, index) => row[`c${index}`] ?? null);
    if (batch.length === 0) break;
  }
  await executor.execute(sql`close stint_rows`);
}

/** Counts and hashes rows as they stream through. */
export function tally(): { add(line: string): void; result(): Tally } {
  const hash = createHash("sha256");
  let rows = 0;
  return {
    add(line) {
      hash.update(`${line}\n`);
      rows += 1;
    },
    result: () => ({ rows, sha256: hash.digest("hex") }),
  };
}
