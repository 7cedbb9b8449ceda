import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { StringDecoder } from "node:string_decoder";
import { createGunzip, createGzip } from "node:zlib";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { fixTextForm, type Row, readRows, readTables, rowsOf, type Tally, tally } from "./backup-tables.ts";
import type { DatabaseHandle, Executor } from "./handle.ts";

// The file is gzipped JSON lines: a header, then for each table its name and columns and one array per row, then a
// trailer with every table's row count and hash, and the SHA-256 of all lines before it.

/** A backup that cannot be written, read or restored. */
export class BackupError extends Error {
  override name = "BackupError";
}

const headerShape = z.strictObject({
  format: z.literal("stint backup 1"),
  created_at: z.iso.datetime(),
  migrations: z.array(z.strictObject({ name: z.string(), hash: z.string() })),
});

const tableShape = z.strictObject({ table: z.string(), columns: z.array(z.string()) });

const rowShape = z.array(z.string().nullable());

const trailerShape = z.strictObject({
  tables: z.record(z.string(), z.strictObject({ rows: z.int(), sha256: z.string() })),
  sequences: z.record(z.string(), z.strictObject({ last_value: z.string(), is_called: z.boolean() })),
  sha256: z.string(),
});

export type BackupHeader = z.infer<typeof headerShape>;
export type BackupTrailer = z.infer<typeof trailerShape>;

/** The metadata of a backup; `file` has been read to its end and is intact. */
export interface BackupSummary {
  header: BackupHeader;
  trailer: BackupTrailer;
}

/** The migrations applied to a database, oldest first. */
export const appliedMigrations = (executor: Executor): Promise<BackupHeader["migrations"]> =>
  rowsOf(executor, sql`select name, hash from schema_migrations order by name`);

async function* linesOf(executor: Executor): AsyncGenerator<string> {
  const hash = createHash("sha256");
  const line = (value: object): string => {
    const text = JSON.stringify(value);
    hash.update(`${text}\n`);
    return `${text}\n`;
  };
  const migrations = await appliedMigrations(executor);
  yield line({ format: "stint backup 1", created_at: new Date().toISOString(), migrations } satisfies BackupHeader);
  const tables: Record<string, Tally> = {};
  const sequences: BackupTrailer["sequences"] = {};
  for (const table of await readTables(executor)) {
    yield line({ table: table.name, columns: table.columns.map((column) => column.name) });
    const sum = tally();
    for await (const row of readRows(executor, table)) {
      sum.add(JSON.stringify(row));
      yield line(row);
    }
    tables[table.name] = sum.result();
    // Read after the rows, and never rolled back: at least as high as the newest row's id.
    for (const { sequence } of table.columns) {
      if (!sequence) continue;
      const [state] = await rowsOf<{ last_value: string; is_called: boolean }>(
        executor,
        sql.raw(`select last_value::text, is_called from ${sequence}`),
      );
      if (state) sequences[sequence] = state;
    }
  }
  yield `${JSON.stringify({ tables, sequences, sha256: hash.digest("hex") } satisfies BackupTrailer)}\n`;
}

/** Joins lines into chunks worth compressing. */
async function* piecesOf(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = "";
  for await (const line of lines) {
    piece += line;
    if (piece.length < 64 * 1024) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

/**
 * Writes every table to `file` (mode 0600) from one snapshot, and reads the file back.
 * @throws {BackupError} when the file exists or the database has no migration applied
 */
export async function writeBackup(handle: DatabaseHandle, file: string): Promise<BackupSummary> {
  if (existsSync(file)) throw new BackupError(`${file} already exists.`);
  const partial = `${file}.partial`;
  try {
    await handle.orm.transaction(
      async (transaction) => {
        const [known] = await rowsOf<{ name: string | null }>(
          transaction,
          sql`select to_regclass('public.schema_migrations')::text as name`,
        );
        if (!known?.name) throw new BackupError("The database is empty: nothing to back up.");
        await fixTextForm(transaction);
        const source = Readable.from(piecesOf(linesOf(transaction)));
        await pipeline(source, createGzip(), createWriteStream(partial, { mode: 0o600 }));
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
    const written = await open(partial, "r+");
    await written.sync();
    await written.close();
    const summary = await checkBackup(partial);
    await rename(partial, file);
    return summary;
  } finally {
    await rm(partial, { force: true });
  }
}

async function* textLines(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const text = createGunzip();
  source.on("error", (error) => text.destroy(error));
  source.pipe(text);
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for await (const chunk of text) {
    const lines = (rest + decoder.write(chunk)).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest) throw new BackupError("it ends in the middle of a line");
}

/** The rows of a backup with the table and columns they belong to; for a file that passed {@link checkBackup}. */
export async function* backupRows(file: string): AsyncGenerator<{ table: string; columns: string[]; row: Row }> {
  let current = { table: "", columns: [] as string[] };
  for await (const line of textLines(file)) {
    const value: unknown = JSON.parse(line);
    if (Array.isArray(value)) yield { ...current, row: rowShape.parse(value) };
    else if (tableShape.safeParse(value).success) current = tableShape.parse(value);
  }
}

async function readThrough(file: string): Promise<BackupSummary> {
  const hash = createHash("sha256");
  const found: Record<string, Tally> = {};
  let header: BackupHeader | undefined;
  let trailer: BackupTrailer | undefined;
  let table: { name: string; width: number; sum: ReturnType<typeof tally> } | undefined;
  const finishTable = () => {
    if (table) found[table.name] = table.sum.result();
    table = undefined;
  };
  for await (const line of textLines(file)) {
    if (trailer) throw new BackupError("it continues after its end");
    const value: unknown = JSON.parse(line);
    if (!header) {
      header = headerShape.parse(value);
    } else if (Array.isArray(value)) {
      if (rowShape.parse(value).length !== table?.width) throw new BackupError("a row has a value too many or too few");
      table.sum.add(line);
    } else if (tableShape.safeParse(value).success) {
      finishTable();
      const { table: name, columns } = tableShape.parse(value);
      table = { name, width: columns.length, sum: tally() };
    } else {
      finishTable();
      trailer = trailerShape.parse(value);
      continue;
    }
    hash.update(`${line}\n`);
  }
  if (!header || !trailer) throw new BackupError("its end is missing");
  if (trailer.sha256 !== hash.digest("hex")) throw new BackupError("its checksum does not match");
  const difference = differences(trailer.tables, found)[0];
  if (difference) throw new BackupError(difference);
  return { header, trailer };
}

/** One sentence for each table that differs from what is expected. */
export function differences(expected: Record<string, Tally>, found: Record<string, Tally>): string[] {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort();
  return names.flatMap((name) => {
    const [one, two] = [expected[name], found[name]];
    if (one?.rows !== two?.rows)
      return [`${name} should have ${one?.rows ?? "no"} rows and has ${two?.rows ?? "none"}`];
    return one?.sha256 === two?.sha256 ? [] : [`the rows of ${name} are not the ones that were saved`];
  });
}

/**
 * Reads a backup to its end without touching any database.
 * @throws {BackupError} when it is missing, truncated, damaged or modified
 */
export async function checkBackup(file: string): Promise<BackupSummary> {
  if (!existsSync(file)) throw new BackupError(`${file} does not exist.`);
  try {
    return await readThrough(file);
  } catch (error) {
    const known = error instanceof BackupError || (error instanceof Error && "code" in error);
    const reason = known ? (error as Error).message : "it is not what a backup looks like";
    throw new BackupError(`${file} is not a complete backup: ${reason}. Nothing was changed.`, { cause: error });
  }
}
