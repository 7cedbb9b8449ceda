import { chmodSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeFolder, replaceFile, syncTree } from "./sync-files.ts";

/** The embedded database cannot be opened; the message says why and what to do. */
export class DatabaseUnusable extends Error {
  override name = "DatabaseUnusable";
}

/**
 * Stint's mark, a file in the folder. A folder without one was created by an earlier version.
 * - `creating`: the files are not complete, and no row was ever committed
 * - `relaxed`: the files are complete, but some may not have been flushed to the disk yet
 * - `synced`: everything not forced to the disk is something PostgreSQL can do without
 */
type FolderState = "creating" | "relaxed" | "synced";

const states: readonly string[] = ["creating", "relaxed", "synced"] satisfies FolderState[];
const stateFile = "stint.state";
const unfinished = `${stateFile}.new`;

/** Files that every PostgreSQL data folder always has; none of these is ever empty. */
const files = [
  "PG_VERSION",
  "postgresql.conf",
  "postgresql.auto.conf",
  "pg_hba.conf",
  "pg_ident.conf",
  "global/pg_control",
  "global/pg_filenode.map",
  // template1, template0 and postgres, by the OIDs that PostgreSQL 15 and later give them.
  ...["base/1", "base/4", "base/5"].flatMap((folder) => [`${folder}/PG_VERSION`, `${folder}/pg_filenode.map`]),
];

const folders = [
  "pg_commit_ts",
  "pg_dynshmem",
  "pg_logical/mappings",
  "pg_logical/snapshots",
  "pg_notify",
  "pg_replslot",
  "pg_serial",
  "pg_snapshots",
  "pg_stat",
  "pg_stat_tmp",
  "pg_subtrans",
  "pg_tblspc",
  "pg_twophase",
];

/** Folders that must contain at least one file, with the pattern of its name. */
const filled = [
  { folder: "pg_wal", name: /^[0-9A-F]{24}$/ },
  { folder: "pg_xact", name: /^[0-9A-F]{4,}$/ },
  { folder: "pg_multixact/offsets", name: /^[0-9A-F]{4,}$/ },
  { folder: "pg_multixact/members", name: /^[0-9A-F]{4,}$/ },
];

const help =
  "Copy the whole folder again from its source, or move it away and restore a backup: " +
  "see “A folder that does not open” in docs/data.md.";

function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw error;
  }
}

function flawOf(path: string, name: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return [`${name} is missing`];
  if (!stats.isFile()) return [`${name} is not a file`];
  return stats.size === 0 ? [`${name} is empty`] : [];
}

function flawsOf(folder: string): string[] {
  const isFolder = (name: string) => statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory() === true;
  return [
    ...files.flatMap((name) => flawOf(join(folder, name), name)),
    ...folders.filter((name) => !isFolder(name)).map((name) => `the folder ${name} is missing`),
    ...filled.flatMap(({ folder: inner, name }) => {
      if (!isFolder(inner)) return [`the folder ${inner} is missing`];
      const found = namesIn(join(folder, inner)).filter((each) => name.test(each));
      if (found.length === 0) return [`the folder ${inner} has lost its files`];
      return found.flatMap((each) => flawOf(join(folder, inner, each), `${inner}/${each}`));
    }),
  ];
}

function stateOf(folder: string): FolderState | undefined {
  try {
    const text = readFileSync(join(folder, stateFile), "utf8").trim();
    return states.includes(text) ? (text as FolderState) : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** The error for an incomplete folder; names at most five missing items. */
export function incomplete(folder: string, flaws: string[], changed = "nothing in it was changed"): DatabaseUnusable {
  const more = flaws.length > 5 ? ` and ${flaws.length - 5} more` : "";
  return new DatabaseUnusable(
    `The database in ${resolve(folder)} is not complete, and ${changed}: ${flaws.slice(0, 5).join(", ")}${more}. ${help}`,
  );
}

/**
 * The error for a database that could not be opened, with what to do about `reason`, a sentence without its full stop.
 */
export function unopened(folder: string, reason: string): DatabaseUnusable {
  let advice = help;
  if (/no space left/i.test(reason)) advice = "Free some space on its disk, then start again.";
  if (/permission denied|not permitted|read-only file system/i.test(reason)) {
    advice = "The user who runs Stint must own the folder and all files in it.";
  }
  return new DatabaseUnusable(`The database in ${resolve(folder)} could not be opened: ${reason}. ${advice}`);
}

/**
 * Inspects the folder of an embedded database without touching it.
 * @returns whether a database has to be created there: the folder is missing or empty, or its creation was interrupted
 * @throws {DatabaseUnusable} for a folder that contains something, but not a complete database
 */
export function mustCreate(folder: string): boolean {
  // The root of an ext4 volume is never empty.
  const names = namesIn(folder).filter((name) => name !== "lost+found" && name !== unfinished);
  if (names.length === 0 || stateOf(folder) === "creating") return true;
  const flaws = flawsOf(folder);
  if (flaws.length > 0) throw incomplete(folder, flaws);
  return false;
}

function setState(folder: string, state: FolderState): void {
  if (stateOf(folder) !== state) replaceFile(join(folder, stateFile), `${state}\n`);
}

/**
 * Prepares the folder for PostgreSQL; the caller has locked it. One in which a database has to be created is emptied
 * and marked, so that it is never mistaken for a complete one.
 * @throws {DatabaseUnusable} for a folder that contains something, but not a complete database
 */
export async function prepareFolder(folder: string, durability: "full" | "relaxed"): Promise<void> {
  if (mustCreate(folder)) {
    makeFolder(folder);
    setState(folder, "creating");
    const rest = readdirSync(folder).filter((name) => name !== "lost+found" && name !== stateFile);
    for (const name of rest) rmSync(join(folder, name), { recursive: true, force: true });
    return;
  }
  // PostgreSQL refuses to start with an empty one, which a power cut may leave. Our own lock replaces it.
  rmSync(join(folder, "postmaster.pid"), { force: true });
  if (durability === "relaxed") {
    setState(folder, "relaxed");
  } else if (stateOf(folder) !== "synced") {
    await syncTree(folder);
    setState(folder, "synced");
  }
}

const othersMay = 0o077;

/**
 * Restricts a database's files and folders to their owner, as PostgreSQL does: PGlite unpacks a new database with
 * world-writable files. Later files are created with the right mode, so this checks one of the first.
 */
export function closeToOthers(folder: string): void {
  if ((statSync(join(folder, "PG_VERSION")).mode & othersMay) === 0) return;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o700 : 0o600);
  }
}

/** Marks a newly created database as complete; before this, none of its rows may be committed. */
export async function completeFolder(folder: string, durability: "full" | "relaxed"): Promise<void> {
  if (stateOf(folder) !== "creating") return;
  await syncTree(folder);
  setState(folder, durability === "full" ? "synced" : "relaxed");
}
