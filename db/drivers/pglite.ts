import { statSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { drizzle } from "drizzle-orm/pglite";
import type { Database, DatabaseHandle, Query } from "../handle.ts";
import { type DataLock, type LockOptions, lockDataFolder } from "./data-lock.ts";
import {
  closeToOthers,
  completeFolder,
  DatabaseUnusable,
  incomplete,
  prepareFolder,
  unopened,
} from "./database-folder.ts";
import { FolderGuards } from "./folder-guards.ts";
import { GuardedPGlite } from "./guarded-pglite.ts";
import { type Durability, DurableFiles, probeDurability, startParameters } from "./pglite-files.ts";

const int8 = 20;
const date = 1082;
// Searches go by trigrams: a database that has such an index cannot be read without.
const extensions = { pg_trgm };
const parsers = { [int8]: Number, [date]: (value: string) => value };

interface PgliteChoices {
  /** Whether a confirmed write survives a power cut; `full` by default. */
  durability?: Durability;
  /** Hears what an operator should know: that a power cut may lose rows, that the disk is almost full. */
  onWarning?: (message: string) => void;
  lock?: LockOptions;
}

// WASI's number, with which Emscripten says that the disk is full.
const noSpace = 51;

/** Why PostgreSQL did not start: its own last words where it had any, else what was thrown. */
function reasonOf(error: unknown, lines: string[]): string {
  const last = lines.findLastIndex((line) => /\b(?:PANIC|FATAL|ERROR):/.test(line));
  if (last >= 0) {
    const detail = lines[last + 1]?.match(/\bDETAIL:\s+(.*)/)?.[1];
    const said = lines[last]?.replace(/^.*?(?:PANIC|FATAL|ERROR):\s+/, "");
    return `${said}${detail ? ` (${detail})` : ""}`.replace(/\.(?=\)?$)/, "");
  }
  if (error instanceof Error) return error.message.replace(/\.$/, "");
  const { errno } = Object(error) as { errno?: number };
  return errno === noSpace ? "no space left on the disk" : `its file system reported error ${errno ?? "unknown"}`;
}

/** What the catalogue names and the folder lacks: PostgreSQL itself notices such a file only when it is read. */
async function missingFiles(client: PGlite, folder: string): Promise<string[]> {
  const { rows } = await client.query<{ path: string; name: string; kind: string }>(
    `select pg_relation_filepath(oid) as path, relname as name, relkind as kind from pg_class
     where relkind in ('r', 'i', 'S', 't', 'm') and relpersistence = 'p'`,
  );
  return rows.flatMap(({ path, name, kind }) => {
    const stats = statSync(join(folder, path), { throwIfNoEntry: false });
    if (!stats) return [`${path} (${name}) is missing`];
    // Each index begins with a page about itself.
    return kind === "i" && stats.size === 0 ? [`${path} (${name}) is empty`] : [];
  });
}

/** Starts PGlite on a folder and looks whether all is there. */
async function startOn(folder: string, client: PGlite, durability: Durability): Promise<void> {
  await client.waitReady;
  closeToOthers(folder);
  await completeFolder(folder, durability);
  const flaws = await missingFiles(client, folder);
  if (flaws.length > 0) throw incomplete(folder, flaws, "Stint has stopped");
}

interface GuardedFolder {
  client: GuardedPGlite;
  guards: FolderGuards;
}

/** PGlite on a folder that this process has locked. */
async function openFolder(folder: string, lock: DataLock, choices: PgliteChoices): Promise<GuardedFolder> {
  const { durability = "full", onWarning } = choices;
  const guards = new FolderGuards(folder, lock, onWarning);
  const lines: string[] = [];
  const onStderr = (line: string): boolean => {
    if (lines.push(line) > 200) lines.shift();
    return false;
  };
  let client: GuardedPGlite | undefined;
  try {
    await prepareFolder(folder, durability);
    const files = durability === "full" ? new DurableFiles(folder) : new NodeFS(folder);
    const startParams = startParameters(durability);
    client = new GuardedPGlite(guards, {
      parsers,
      extensions,
      fs: files,
      onStderr,
      ...(startParams && { startParams }),
    });
    await startOn(folder, client, durability);
    const doubt = files instanceof DurableFiles && (await probeDurability(client, () => files.syncs));
    if (doubt) onWarning?.(`A power cut may undo what was confirmed, as PGlite does not do as asked: ${doubt}.`);
    await guards.attach(client);
    return { client, guards };
  } catch (error) {
    if (client?.ready) await client.close().catch(() => {});
    throw error instanceof DatabaseUnusable ? error : unopened(folder, reasonOf(error, lines));
  }
}

function handleOf(client: PGlite, release: () => void): DatabaseHandle {
  return {
    driver: "pglite",
    orm: drizzle({ client }) as unknown as Database,
    async run<Row>(statement: { text: string }, values: unknown[]) {
      return (await client.query<Row>(statement.text, values)).rows;
    },
    // There is one connection; statements of others between ours are harmless, transactions go through `orm`.
    connection(work) {
      const query: Query = async <Row>(text: string, values: unknown[] = []) =>
        (await client.query<Row>(text, values)).rows;
      return work(query);
    },
    async close() {
      try {
        if (!client.closed) await client.close();
      } finally {
        release();
      }
    },
  };
}

/** An embedded database in memory, a copy of `snapshot` when there is one; for tests and scratch work. */
export async function openMemory(snapshot?: Blob): Promise<DatabaseHandle> {
  const client = new PGlite("memory://", { parsers, extensions, ...(snapshot && { loadDataDir: snapshot }) });
  await client.waitReady;
  return handleOf(client, () => {});
}

/**
 * The embedded database: PGlite in `dataDir/database`.
 * @throws {DataFolderLocked} when another process has the folder open
 * @throws {DatabaseUnusable} when the folder is not whole, or cannot be opened; it is free again then
 */
export async function openPglite(dataDir: string, choices: PgliteChoices = {}): Promise<DatabaseHandle> {
  const lock = await lockDataFolder(dataDir, choices.lock);
  const release = () => lock.release();
  try {
    const { client, guards } = await openFolder(join(dataDir, "database"), lock, choices);
    const close = () => {
      guards.stop();
      release();
    };
    return { ...handleOf(client, close), refusal: () => guards.refusal };
  } catch (error) {
    release();
    throw error;
  }
}
