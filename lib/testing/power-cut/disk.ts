import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FileOperation } from "./record-files.ts";

/** A number from 0 up to, not including, 1. */
export type Random = () => number;

/** A disk's atomic write. Smaller parts of a write are never seen. */
const sector = 512;

interface Change {
  at: number;
  /** Undefined for a change of the size alone. */
  data?: Buffer;
  size: number;
}

class File {
  /** What is on the disk in any case. */
  safe: Buffer = Buffer.alloc(0);
  /** Changes since, which may be lost, oldest first. */
  pending: Change[] = [];
  size = 0;
}

type Entry = File | Folder;

/** An atomic change of names: `undefined` removes a name. */
type NameChange = Map<string, Entry | undefined>;

class Folder {
  readonly live = new Map<string, Entry>();
  readonly safe = new Map<string, Entry>();
  pending: NameChange[] = [];

  change(names: NameChange): void {
    apply(this.live, names);
    this.pending.push(names);
  }
}

function apply(names: Map<string, Entry>, change: NameChange): void {
  for (const [name, entry] of change) {
    if (entry) names.set(name, entry);
    else names.delete(name);
  }
}

const pick = (random: Random, below: number): number => Math.floor(random() * below);

/** How many of `count` changes have reached the disk: often none, often all, otherwise some. */
function reached(random: Random, count: number): number {
  const mood = random();
  if (mood < 0.3) return 0;
  return mood < 0.6 ? count : pick(random, count + 1);
}

function grow(content: Buffer, size: number): Buffer {
  return size <= content.length ? content : Buffer.concat([content, Buffer.alloc(size - content.length)]);
}

function make(change: Change, content: Buffer): void {
  if (change.data) change.data.copy(content, change.at);
  else content.fill(0, change.at);
}

/** The effect of an fsync. */
function keep(file: File): void {
  if (file.pending.length === 0) return;
  // In place: a log file has 16 MB, and each commit changes 8 kB of it.
  const content = grow(file.safe, Math.max(...file.pending.map((change) => change.size)));
  for (const change of file.pending) make(change, content);
  file.safe = content.subarray(0, file.size);
  file.pending = [];
}

/** A file after a power cut: each sector, and the size, from some moment since the last fsync. */
function tear(file: File, random: Random): Buffer {
  const { safe, pending } = file;
  if (pending.length === 0) return safe;
  const orderly = random() < 0.5;
  // Ordered: everything up to one moment, the last write torn. Otherwise: each sector has its own moment.
  const moment = reached(random, pending.length);
  const ofSector = new Map<number, number>();
  const momentOf = (number: number): number => {
    const known = ofSector.get(number);
    if (known !== undefined) return known;
    const chosen = orderly ? moment - pick(random, 2) : reached(random, pending.length);
    ofSector.set(number, chosen);
    return chosen;
  };
  const most = Math.max(safe.length, ...pending.map((change) => change.size));
  const live = grow(Buffer.from(safe), most);
  const left = grow(Buffer.from(safe), most);
  const sizeMoment = orderly ? moment : reached(random, pending.length);
  let size = safe.length;
  pending.forEach((change, index) => {
    make(change, live);
    const end = change.data ? change.at + change.data.length : most;
    for (let at = change.at - (change.at % sector); at < end; at += sector) {
      if (momentOf(at / sector) > index) live.copy(left, at, at, at + sector);
    }
    if (sizeMoment > index) size = change.size;
  });
  return left.subarray(0, size);
}

/** Names of a folder after a power cut. A rename within it is atomic. */
function names(folder: Folder, random: Random): Map<string, Entry> {
  const left = new Map(folder.safe);
  const orderly = random() < 0.5;
  const moment = reached(random, folder.pending.length);
  const moments = new Map<string, number>();
  folder.pending.forEach((change, index) => {
    // Names that a rename links share a moment, so that none of them appears out of nothing.
    const known = [...change.keys()].map((name) => moments.get(name)).find((each) => each !== undefined);
    const own = known ?? (orderly ? moment : reached(random, folder.pending.length));
    for (const name of change.keys()) moments.set(name, own);
    if (own > index) apply(left, change);
  });
  return left;
}

/** The disk of a recorded process: what is safe on it, and what a power cut may lose. */
export class Disk {
  readonly #root = new Folder();
  readonly #handles = new Map<string, Entry>();

  #find(path: string): Entry {
    let entry: Entry | undefined = this.#root;
    for (const name of path === "" ? [] : path.split("/"))
      entry = entry instanceof Folder ? entry.live.get(name) : undefined;
    if (!entry) throw new Error(`The record knows no ${path}`);
    return entry;
  }

  #folder(path: string): { folder: Folder; name: string } {
    const parts = path.split("/");
    const name = parts.pop() ?? "";
    const folder = this.#find(parts.join("/"));
    if (!(folder instanceof Folder)) throw new Error(`${path} is in no folder`);
    return { folder, name };
  }

  #file(handle: string): File {
    const file = this.#handles.get(handle);
    if (!(file instanceof File)) throw new Error(`${handle} is no open file`);
    return file;
  }

  /** Applies one operation of the record. */
  apply(operation: FileOperation, data: Buffer): void {
    if (operation.kind === "create" || operation.kind === "folder") {
      const { folder, name } = this.#folder(operation.path);
      folder.change(new Map([[name, operation.kind === "create" ? new File() : new Folder()]]));
    } else if (operation.kind === "remove") {
      this.#remove(operation.path);
    } else if (operation.kind === "rename") {
      this.#rename(operation.path, operation.to);
    } else if (operation.kind === "open") {
      this.#handles.set(operation.handle, this.#find(operation.path));
    } else if (operation.kind === "write") {
      const file = this.#file(operation.handle);
      file.size = Math.max(file.size, operation.at + data.length);
      file.pending.push({ at: operation.at, data, size: file.size });
    } else if (operation.kind === "resize") {
      const file = this.#file(operation.handle);
      file.size = operation.size;
      file.pending.push({ at: operation.size, size: operation.size });
    } else if (operation.kind === "sync") {
      this.#sync(operation.handle);
    }
  }

  #remove(path: string): void {
    const entry = this.#find(path);
    if (entry instanceof Folder) for (const name of [...entry.live.keys()]) this.#remove(`${path}/${name}`);
    const { folder, name } = this.#folder(path);
    folder.change(new Map([[name, undefined]]));
  }

  #rename(path: string, to: string): void {
    const [source, target] = [this.#folder(path), this.#folder(to)];
    const entry = this.#find(path);
    if (source.folder === target.folder) {
      source.folder.change(
        new Map<string, Entry | undefined>([
          [source.name, undefined],
          [target.name, entry],
        ]),
      );
      return;
    }
    target.folder.change(new Map([[target.name, entry]]));
    source.folder.change(new Map([[source.name, undefined]]));
  }

  #sync(handle: string): void {
    const entry = this.#handles.get(handle);
    if (entry instanceof Folder) {
      for (const change of entry.pending) apply(entry.safe, change);
      entry.pending = [];
    } else if (entry) {
      keep(entry);
    }
  }

  /** Writes the state after a power cut at this moment to `target`; unsynced data may be lost, torn or out of order. */
  cut(target: string, random: Random): void {
    const write = (folder: Folder, path: string): void => {
      mkdirSync(path, { recursive: true });
      for (const [name, entry] of names(folder, random)) {
        if (entry instanceof Folder) write(entry, join(path, name));
        else writeFileSync(join(path, name), tear(entry, random));
      }
    };
    mkdirSync(dirname(target), { recursive: true });
    write(this.#root, target);
  }
}
