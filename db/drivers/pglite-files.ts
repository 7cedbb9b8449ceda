import { fsyncSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { syncFolder, syncPath } from "./sync-files.ts";

/** `full` forces each commit to the disk before it is acknowledged; `relaxed` leaves that to the operating system. */
export type Durability = "full" | "relaxed";

// What PGlite leaves out of its file system on Node: Emscripten's NODEFS has no fsync, and PostgreSQL starts with -F.

interface FileNode {
  parent: FileNode;
}

interface FileStream {
  /** The file descriptor in Node. */
  nfd: number;
  node: { mode: number };
}

/** The parts of Emscripten's NODEFS that are used here; none of them is in PGlite's types. */
interface NodeFileSystem {
  realPath(node: FileNode): string;
  tryFSOperation<T>(operation: () => T): T;
  stream_ops: { fsync?: (stream: FileStream) => number };
  node_ops: {
    mknod(parent: FileNode, ...rest: unknown[]): FileNode;
    rename(node: FileNode, folder: FileNode, name: string): void;
    unlink(parent: FileNode, name: string): void;
    rmdir(parent: FileNode, name: string): void;
  };
}

type ModuleOptions = Parameters<NodeFS["init"]>[1];

const isFolder = (mode: number): boolean => (mode & 0o170000) === 0o040000;

/** PGlite's files in a folder on disk, with the `fsync` that they lack. */
export class DurableFiles extends NodeFS {
  /** How often PostgreSQL has forced a file to the disk. */
  syncs = 0;

  readonly #changed = new Set<FileNode>();

  override async init(pglite: PGlite, options: ModuleOptions): ReturnType<NodeFS["init"]> {
    const { emscriptenOpts } = await super.init(pglite, options);
    const add: NonNullable<ModuleOptions["preRun"]>[number] = (module) =>
      this.#addSync(module.NODEFS as unknown as NodeFileSystem);
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), add] } };
  }

  #addSync(files: NodeFileSystem): void {
    // Every access is optional, so that a PGlite with another structure still starts; the probe below then reports it.
    if (!files?.stream_ops || !files.node_ops || !files.tryFSOperation || !files.realPath) return;
    const { mknod, rename, unlink, rmdir } = files.node_ops;
    Object.assign(files.node_ops, {
      mknod: (...given: Parameters<typeof mknod>) => {
        this.#changed.add(given[0]);
        return mknod(...given);
      },
      rename: (...given: Parameters<typeof rename>) => {
        this.#changed.add(given[0].parent).add(given[1]);
        rename(...given);
      },
      unlink: (...given: Parameters<typeof unlink>) => {
        this.#changed.add(given[0]);
        unlink(...given);
      },
      rmdir: (...given: Parameters<typeof rmdir>) => {
        this.#changed.add(given[0]);
        rmdir(...given);
      },
    } satisfies NodeFileSystem["node_ops"]);
    files.stream_ops.fsync = (stream) =>
      files.tryFSOperation(() => {
        this.syncs++;
        if (isFolder(stream.node.mode)) syncFolder(() => fsyncSync(stream.nfd));
        else fsyncSync(stream.nfd);
        this.#syncNames(files);
        return 0;
      });
  }

  /** PostgreSQL relies on the fsync of a new file to persist its name too, which POSIX does not guarantee. */
  #syncNames(files: NodeFileSystem): void {
    for (const folder of this.#changed) {
      try {
        syncPath(files.realPath(folder), "folder");
      } catch (error) {
        // The folder itself has been removed since.
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      }
      this.#changed.delete(folder);
    }
  }
}

const durableSettings = {
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  // The default on Linux is fdatasync, which Emscripten implements as a no-op.
  wal_sync_method: "fsync",
};

/** PostgreSQL's start options; undefined for PGlite's own, which include `-F`: never wait for the disk. */
export function startParameters(durability: Durability): string[] | undefined {
  if (durability === "relaxed") return undefined;
  return [
    ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
    ...Object.entries(durableSettings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
}

/**
 * Commits something that leaves no trace, and checks whether it reached the disk: the mechanism is not part of PGlite's
 * interface, and a newer version may not honour it.
 * @param syncs how often a file was forced to the disk so far
 * @returns why an acknowledged write may be lost in a power cut; undefined when none is
 */
export async function probeDurability(client: PGlite, syncs: () => number): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name = any($1)",
    [Object.keys(durableSettings)],
  );
  const settings = new Map(rows.map(({ name, setting }) => [name, setting]));
  for (const [name, wanted] of Object.entries(durableSettings)) {
    const found = settings.get(name);
    if (found !== wanted) return `${name} is ${found ?? "unknown"} instead of ${wanted}`;
  }
  const before = syncs();
  await client.query("select pg_logical_emit_message(true, 'stint', 'durability')");
  return syncs() > before ? undefined : "a commit did not reach fsync";
}
