import { sql } from "drizzle-orm";
import { causes } from "@/lib/core/errors.ts";
import type { DatabaseHandle, Executor, Statement } from "./handle.ts";
import { downStatements, type Migration, MigrationError, migrationFolder, readMigrations } from "./migration-files.ts";
import { seed } from "./seed/seed.ts";

export { MigrationError } from "./migration-files.ts";

/** The migration status of a database. */
export interface MigrationStatus {
  /** The newest applied migration, null on an empty database. */
  schema_version: string | null;
  applied: string[];
  pending: string[];
}

interface Applied {
  name: string;
  hash: string;
}

interface MigrateOptions {
  /** The folder of the files; the application's own by default. */
  folder?: string;
  /** Maximum number of migrations; by default all for up, one for down. */
  steps?: number;
}

const readApplied: Statement = {
  name: "migrations_applied",
  text: "select name, hash from schema_migrations order by name",
};

const createTable = sql`create table if not exists schema_migrations (
  name text primary key, hash text not null, applied_at timestamptz not null default now()
)`;

// Held by a transaction and not by a session, so that it works through a pooler and is released when its holder dies.
const lock = sql`select pg_advisory_xact_lock(hashtext('stint schema_migrations'))`;

const isMissingTable = (error: unknown): boolean =>
  causes(error).some((cause) => "code" in cause && cause.code === "42P01");

/** The applied migrations according to the database; none before the first migration. */
async function applied(handle: DatabaseHandle): Promise<Applied[]> {
  try {
    return await handle.run<Applied>(readApplied, []);
  } catch (error) {
    if (isMissingTable(error)) return [];
    throw error;
  }
}

async function lockAndRead(executor: Executor): Promise<Applied[]> {
  // A pooler may have passed on a connection with the timeouts of requests; a migration must have none.
  await executor.execute(sql`set local statement_timeout = 0`);
  await executor.execute(sql`set local idle_in_transaction_session_timeout = 0`);
  await executor.execute(lock);
  await executor.execute(createTable);
  const result = (await executor.execute(sql.raw(readApplied.text))) as unknown as { rows: Applied[] };
  return result.rows;
}

function fileOf(files: Migration[], row: Applied): Migration {
  const file = files.find((each) => each.name === row.name);
  if (!file) throw new MigrationError(`${row.name}.sql is applied to this database, but the file is missing.`);
  if (file.hash !== row.hash) {
    throw new MigrationError(
      `${row.name}.sql was edited after it was applied. Restore it, and put the change in a new one.`,
    );
  }
  return file;
}

/**
 * Compares the files with the applied migrations.
 * @returns the pending migrations, oldest first
 * @throws {MigrationError} that names an edited, missing or out-of-order file
 */
function pendingOf(files: Migration[], rows: Applied[]): Migration[] {
  for (const row of rows) fileOf(files, row);
  const newest = rows.at(-1)?.name ?? "";
  const pending = files.filter((file) => !rows.some((row) => row.name === file.name));
  const late = pending.find((file) => file.name < newest);
  if (late) {
    throw new MigrationError(
      `${late.name}.sql is older than ${newest}.sql, which is applied already. Give it a newer number.`,
    );
  }
  return pending;
}

async function runAll(executor: Executor, statements: string[], file: string): Promise<void> {
  for (const statement of statements) {
    try {
      await executor.execute(sql.raw(statement));
    } catch (error) {
      const reason = causes(error).at(-1)?.message ?? String(error);
      throw new MigrationError(`${file} failed, and nothing of it remains: ${reason}`, { cause: error });
    }
  }
}

/**
 * Applies pending migrations, each in its own transaction. Any number of processes may call it at once: they take
 * turns, and each migration is applied once.
 * @returns the names of the migrations this call applied
 * @throws {MigrationError} that names an edited, missing, out-of-order or failing file
 */
export async function migrateUp(handle: DatabaseHandle, options: MigrateOptions = {}): Promise<string[]> {
  const files = readMigrations(options.folder);
  const done: string[] = [];
  if (pendingOf(files, await applied(handle)).length === 0) return done;
  while (done.length < (options.steps ?? Number.POSITIVE_INFINITY)) {
    const name = await handle.orm.transaction(async (transaction) => {
      const [next] = pendingOf(files, await lockAndRead(transaction));
      if (!next) return undefined;
      // The file as `migrate:create --custom` leaves it: once applied, it could no longer be written.
      if (next.up.length === 0) throw new MigrationError(`${next.name}.sql is empty.`);
      await runAll(transaction, next.up, `${next.name}.sql`);
      await transaction.execute(sql`insert into schema_migrations (name, hash) values (${next.name}, ${next.hash})`);
      return next.name;
    });
    if (!name) break;
    done.push(name);
  }
  return done;
}

/**
 * Applies pending migrations, and seeds the data Stint ships. Any number of processes may call it at once.
 * @returns the names of the migrations this call applied, and whether it seeded anything
 * @throws {MigrationError} as {@link migrateUp} does
 */
export async function bringUpToDate(handle: DatabaseHandle): Promise<{ applied: string[]; seeded: boolean }> {
  const applied = await migrateUp(handle);
  return { applied, seeded: await seed(handle, lock) };
}

/**
 * Rolls back the newest applied migrations, newest first, each in its own transaction.
 * @returns the names of the migrations this call rolled back
 * @throws {MigrationError} that names an edited or failing file, or one whose `.down.sql` is missing or unwritten
 */
export async function migrateDown(handle: DatabaseHandle, options: MigrateOptions = {}): Promise<string[]> {
  const files = readMigrations(options.folder);
  const done: string[] = [];
  while (done.length < (options.steps ?? 1)) {
    const name = await handle.orm.transaction(async (transaction) => {
      const newest = (await lockAndRead(transaction)).at(-1);
      if (!newest) return undefined;
      await runAll(transaction, downStatements(fileOf(files, newest)), `${newest.name}.down.sql`);
      await transaction.execute(sql`delete from schema_migrations where name = ${newest.name}`);
      return newest.name;
    });
    if (!name) break;
    done.push(name);
  }
  return done;
}

/**
 * @throws {MigrationError} that names an applied file which is edited or missing, or a pending one that is out of order
 */
export async function checkMigrations(handle: DatabaseHandle, folder?: string): Promise<void> {
  pendingOf(readMigrations(folder), await applied(handle));
}

// A deployed build's files do not change while it runs; /health checks every few seconds.
const known = new Map<string, string[]>();

/** Applied and pending migrations: one indexed query; the list of files is read once per process. */
export async function migrationStatus(
  handle: DatabaseHandle,
  folder: string = migrationFolder(),
): Promise<MigrationStatus> {
  const names = known.get(folder) ?? readMigrations(folder).map((file) => file.name);
  known.set(folder, names);
  const rows = (await applied(handle)).map((row) => row.name);
  return {
    schema_version: rows.at(-1) ?? null,
    applied: rows,
    pending: names.filter((name) => !rows.includes(name)),
  };
}
