import { sql } from "drizzle-orm";
import { appliedMigrations, BackupError, type BackupSummary, backupRows, checkBackup, differences } from "./backup.ts";
import {
  fixTextForm,
  quote,
  type Row,
  readRows,
  readTables,
  rowsOf,
  type Table,
  type Tally,
  tally,
} from "./backup-tables.ts";
import type { DatabaseHandle, Executor } from "./handle.ts";
import { migrateUp, migrationStatus } from "./migrate.ts";

interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

const named = (table: string): string => `public.${quote(table)}`;

async function expectSameSchema(executor: Executor, { header }: BackupSummary, tables: Table[]): Promise<void> {
  const applied = await appliedMigrations(executor);
  const newest = (list: { name: string }[]) => list.at(-1)?.name ?? "none";
  if (JSON.stringify(applied) !== JSON.stringify(header.migrations)) {
    throw new BackupError(
      `The backup was made at schema version ${newest(header.migrations)}, the database is at ${newest(applied)}. ` +
        "Migrate it there first (npm run migrate:up or migrate:down), restore, then migrate up.",
    );
  }
  if (tables.length === 0) throw new BackupError("The database has no tables.");
}

/** Foreign keys are deferred until all rows are there: rows may reference each other, and later ones. */
async function dropForeignKeys(executor: Executor): Promise<ForeignKey[]> {
  const keys = await rowsOf<ForeignKey>(
    executor,
    sql`select c.relname as "table", r.conname as name, pg_get_constraintdef(r.oid) as definition
      from pg_constraint r join pg_class c on c.oid = r.conrelid join pg_namespace n on n.oid = c.relnamespace
      where r.contype = 'f' and n.nspname = 'public' order by 1, 2`,
  );
  for (const key of keys) {
    await executor.execute(sql.raw(`alter table ${named(key.table)} drop constraint ${quote(key.name)}`));
  }
  return keys;
}

async function insertRows(executor: Executor, table: Table, columns: string[], rows: Row[]): Promise<void> {
  const types = columns.map((name) => table.columns.find((column) => column.name === name)?.type);
  const values = types.map((type, index) => `(row ->> ${index})::${type}`);
  await executor.execute(sql`insert into ${sql.raw(named(table.name))} (${sql.raw(columns.map(quote).join(", "))})
    overriding system value select ${sql.raw(values.join(", "))} from json_array_elements(${JSON.stringify(rows)}::json) as row`);
}

async function load(executor: Executor, file: string, tables: Table[]): Promise<void> {
  let batch: { table: Table; columns: string[]; rows: Row[] } | undefined;
  const flush = async () => {
    if (batch) await insertRows(executor, batch.table, batch.columns, batch.rows);
    batch = undefined;
  };
  for await (const { table: name, columns, row } of backupRows(file)) {
    if (batch && (batch.table.name !== name || batch.rows.length >= 500)) await flush();
    const table = tables.find((each) => each.name === name);
    if (!table || table.columns.map((column) => column.name).join() !== columns.join()) {
      throw new BackupError(`Table ${name} has different columns in the database and in the backup.`);
    }
    batch ??= { table, columns, rows: [] };
    batch.rows.push(row);
  }
  await flush();
}

async function tallyTables(executor: Executor, tables: Table[]): Promise<Record<string, Tally>> {
  const found: Record<string, Tally> = {};
  for (const table of tables) {
    const sum = tally();
    for await (const row of readRows(executor, table)) sum.add(JSON.stringify(row));
    found[table.name] = sum.result();
  }
  return found;
}

// Losing seeded rows is no loss; rows created or edited by anybody are.
const worthKeeping: Record<string, string> = {
  achievements: "edited_at is not null",
  poses: "edited_at is not null",
  seeds: "false",
  sequence_poses: "false",
  sequences: "user_id is not null or edited_at is not null",
};

async function clear(executor: Executor, tables: Table[], force: boolean): Promise<void> {
  const names = tables.map((table) => named(table.name)).join(", ");
  await executor.execute(sql.raw(`lock table ${names} in access exclusive mode`));
  for (const table of tables) {
    const [row] = await rowsOf(
      executor,
      sql.raw(`select 1 as one from ${named(table.name)} where ${worthKeeping[table.name] ?? "true"} limit 1`),
    );
    if (row && !force) {
      throw new BackupError(
        `The database is not empty: ${table.name} has rows. To replace everything in it, add --force`,
      );
    }
  }
}

/**
 * Restores a backup into a database, in one transaction, and compares every table's count and checksum before it
 * commits. A database without a schema is migrated first.
 * @param force replaces the database's contents; without it only an empty one is filled
 * @throws {BackupError} when the file is not intact, the schema is another version, or rows would be lost
 */
export async function restoreBackup(handle: DatabaseHandle, file: string, force = false): Promise<BackupSummary> {
  const summary = await checkBackup(file);
  if ((await migrationStatus(handle)).applied.length === 0) await migrateUp(handle);
  await handle.orm.transaction(async (transaction) => {
    await fixTextForm(transaction);
    const tables = await readTables(transaction);
    await expectSameSchema(transaction, summary, tables);
    await clear(transaction, tables, force);
    const keys = await dropForeignKeys(transaction);
    await transaction.execute(sql.raw(`truncate ${tables.map((table) => named(table.name)).join(", ")}`));
    for (const { name } of tables)
      await transaction.execute(sql.raw(`alter table ${named(name)} disable trigger user`));
    await load(transaction, file, tables);
    for (const { name } of tables) await transaction.execute(sql.raw(`alter table ${named(name)} enable trigger user`));
    for (const key of keys) {
      await transaction.execute(
        sql.raw(`alter table ${named(key.table)} add constraint ${quote(key.name)} ${key.definition}`),
      );
    }
    for (const [sequence, state] of Object.entries(summary.trailer.sequences)) {
      await transaction.execute(
        sql`select setval(${sequence}::text::regclass, ${state.last_value}::text::bigint, ${state.is_called}::boolean)`,
      );
    }
    const [first] = differences(summary.trailer.tables, await tallyTables(transaction, tables));
    if (first) throw new BackupError(`The restore failed and was rolled back: ${first}.`);
  });
  return summary;
}
