import { statSync } from "node:fs";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import {
  closeToOthers,
  completeFolder,
  DatabaseUnusable,
  incomplete,
  prepareFolder,
  unopened,
} from "./database-folder.ts";
import { FolderGuards, type GuardListeners } from "./folder-guards.ts";
import type { GuardedPGlite } from "./guarded-pglite.ts";
import { type Durability, DurableFiles, probeDurability, startParameters } from "./pglite-files.ts";
import { ownParsers } from "./pglite-parsers.ts";
import { PreparedPGlite } from "./prepared-pglite.ts";

// Searches use trigrams: a database with such an index cannot be opened without the extension.
export const extensions = { pg_trgm };

// WASI's errno, with which Emscripten reports a full disk.
const noSpace = 51;

/** Why PostgreSQL did not start: its own last message if there was one, otherwise the thrown error. */
function reasonOf(error: unknown, lines: string[]): string {
  const last = lines.findLastIndex((line) => /\b(?:PANIC|FATAL|ERROR):/.test(line));
  if (last >= 0) {
    const detail = lines[last + 1]?.match(/\bDETAIL:\s+(.*)/)?.[1];
    const reason = lines[last]?.replace(/^.*?(?:PANIC|FATAL|ERROR):\s+/, "");
    return `${reason}${detail ? ` (${detail})` : ""}`.replace(/\.(?=\)?$)/, "");
  }
  if (error instanceof Error) return error.message.replace(/\.$/, "");
  const { errno } = Object(error) as { errno?: number };
  return errno === noSpace ? "no space left on the disk" : `its file system reported error ${errno ?? "unknown"}`;
}

/** Files in the catalogue that the folder lacks: PostgreSQL itself notices a missing file only when it is read. */
async function missingFiles(client: PGlite, folder: string): Promise<string[]> {
  const { rows } = await client.query<{ path: string; name: string; kind: string }>(
    `select pg_relation_filepath(oid) as path, relname as name, relkind as kind from pg_class
     where relkind in ('r', 'i', 'S', 't', 'm') and relpersistence = 'p'`,
  );
  return rows.flatMap(({ path, name, kind }) => {
    const stats = statSync(join(folder, path), { throwIfNoEntry: false });
    if (!stats) return [`${path} (${name}) is missing`];
    // Each index begins with a metapage.
    return kind === "i" && stats.size === 0 ? [`${path} (${name}) is empty`] : [];
  });
}

/** Starts PGlite on a folder and checks that it is complete. */
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

/**
 * PGlite on a folder that this process has locked.
 * @param confirm throws when this process no longer holds the folder
 * @throws {DatabaseUnusable} when the folder is not complete, or cannot be opened
 */
export async function openFolder(
  folder: string,
  durability: Durability,
  confirm: () => void,
  listeners: GuardListeners,
): Promise<GuardedFolder> {
  const guards = new FolderGuards(folder, confirm, listeners);
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
    client = new PreparedPGlite(guards, {
      parsers: ownParsers,
      extensions,
      fs: files,
      onStderr,
      ...(startParams && { startParams }),
    });
    await startOn(folder, client, durability);
    const doubt = files instanceof DurableFiles && (await probeDurability(client, () => files.syncs));
    if (doubt)
      listeners.onWarning?.(`A power cut may undo what was confirmed, as PGlite does not do as asked: ${doubt}.`);
    await guards.attach(client);
    return { client, guards };
  } catch (error) {
    if (client?.ready) await client.close().catch(() => {});
    throw error instanceof DatabaseUnusable ? error : unopened(folder, reasonOf(error, lines));
  }
}
