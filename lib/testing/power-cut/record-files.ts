import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { relative, sep } from "node:path";

/**
 * One operation on the files below a folder, in order. Paths are relative to that folder; `handle` identifies an open
 * file until it is closed. `mark` is a word written by the process itself.
 */
export type FileOperation =
  | { kind: "open"; handle: string; path: string }
  | { kind: "create"; path: string }
  | { kind: "folder"; path: string }
  | { kind: "write"; handle: string; at: number }
  | { kind: "resize"; handle: string; size: number }
  | { kind: "rename"; path: string; to: string }
  | { kind: "remove"; path: string }
  | { kind: "sync"; handle: string }
  | { kind: "mark"; text: string };

/** Excluded from power cuts: the lock, which names a running process. */
const ignored = /^data\/database\.lock(?:\/|$)/;

/**
 * Records, from now on, each change that this process makes to the files below `folder` through `node:fs`, and each
 * fsync. PGlite's file system on Node calls the same functions.
 * @param logFile is appended to; each entry is the length of its JSON, the length of its data (4 bytes each), JSON,
 * data
 * @returns a function that writes a word of the caller's own to the log
 */
export function recordFiles(folder: string, logFile: string): (text: string) => void {
  const real = { ...fs };
  const log = real.openSync(logFile, "a");
  const handles = new Map<number, { handle: string; path: string; position: number }>();
  let opened = 0;

  const note = (operation: FileOperation, data: Uint8Array = new Uint8Array()): void => {
    const json = Buffer.from(JSON.stringify(operation));
    const lengths = Buffer.alloc(8);
    lengths.writeUInt32LE(json.length, 0);
    lengths.writeUInt32LE(data.length, 4);
    real.writeSync(log, Buffer.concat([lengths, json, data]));
  };
  const nameOf = (path: fs.PathLike): string => relative(folder, String(path)).split(sep).join("/");
  const isRecorded = (name: string): boolean => name !== ".." && !name.startsWith("../") && !ignored.test(name);
  const within = (path: fs.PathLike): string | undefined => {
    const name = nameOf(path);
    return isRecorded(name) ? name : undefined;
  };
  const bytesOf = (data: unknown): Buffer => {
    if (typeof data === "string") return Buffer.from(data);
    const view = data as NodeJS.ArrayBufferView;
    return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  };

  const openSync: typeof fs.openSync = (path, flags, mode) => {
    const name = within(path);
    const existed = name === undefined || real.existsSync(path);
    const descriptor = real.openSync(path, flags, mode);
    if (name === undefined) return descriptor;
    const handle = `${process.pid}-${opened++}`;
    if (!existed) note({ kind: "create", path: name });
    note({ kind: "open", handle, path: name });
    handles.set(descriptor, { handle, path: name, position: 0 });
    const truncates = typeof flags === "number" ? (flags & real.constants.O_TRUNC) !== 0 : flags?.startsWith("w");
    if (existed && truncates) note({ kind: "resize", handle, size: 0 });
    return descriptor;
  };
  const closeSync: typeof fs.closeSync = (descriptor) => {
    handles.delete(descriptor);
    real.closeSync(descriptor);
  };
  const writeSync = (descriptor: number, data: unknown, ...rest: unknown[]): number => {
    const written: number = Reflect.apply(real.writeSync, real, [descriptor, data, ...rest]);
    const known = handles.get(descriptor);
    if (known) {
      const [offset, , position] = typeof data === "string" ? [0, 0, rest[0]] : rest;
      const at = typeof position === "number" ? position : known.position;
      const from = typeof offset === "number" ? offset : 0;
      note({ kind: "write", handle: known.handle, at }, bytesOf(data).subarray(from, from + written));
      if (typeof position !== "number") known.position += written;
    }
    return written;
  };
  const writeFileSync: typeof fs.writeFileSync = (path, data, options) => {
    if (within(path as fs.PathLike) === undefined) return real.writeFileSync(path, data, options);
    const { flag = "w", mode = 0o666 } = (typeof options === "object" && options) || {};
    const descriptor = openSync(path as fs.PathLike, flag, mode);
    if (bytesOf(data).length > 0) writeSync(descriptor, data);
    closeSync(descriptor);
  };
  const resize = (descriptor: number, size: number): void => {
    const known = handles.get(descriptor);
    if (known) note({ kind: "resize", handle: known.handle, size });
  };

  Object.assign(fs, {
    openSync,
    closeSync,
    writeSync,
    writeFileSync,
    ftruncateSync(descriptor: number, size = 0) {
      real.ftruncateSync(descriptor, size);
      resize(descriptor, size ?? 0);
    },
    truncateSync(path: fs.PathLike, size = 0) {
      const descriptor = openSync(path, "r+");
      real.ftruncateSync(descriptor, size);
      resize(descriptor, size ?? 0);
      closeSync(descriptor);
    },
    fsyncSync(descriptor: number) {
      real.fsyncSync(descriptor);
      const known = handles.get(descriptor);
      if (known) note({ kind: "sync", handle: known.handle });
    },
    mkdirSync(path: fs.PathLike, options?: fs.MakeDirectoryOptions) {
      const first = real.mkdirSync(path, options);
      if (options?.recursive && first === undefined) return first;
      // Of the folders that `recursive` creates, all below the first are new as well.
      const parts = nameOf(path).split("/");
      const depth = first === undefined ? parts.length : nameOf(first).split("/").length;
      const made = parts.map((_, index) => parts.slice(0, index + 1).join("/")).slice(depth - 1);
      for (const name of made.filter(isRecorded)) note({ kind: "folder", path: name });
      return first;
    },
    renameSync(path: fs.PathLike, to: fs.PathLike) {
      real.renameSync(path, to);
      const [from, name] = [within(path), within(to)];
      if (from !== undefined && name !== undefined) note({ kind: "rename", path: from, to: name });
    },
    unlinkSync(path: fs.PathLike) {
      real.unlinkSync(path);
      const name = within(path);
      if (name !== undefined) note({ kind: "remove", path: name });
    },
    rmdirSync(path: fs.PathLike) {
      real.rmdirSync(path);
      const name = within(path);
      if (name !== undefined) note({ kind: "remove", path: name });
    },
    rmSync(path: fs.PathLike, options?: fs.RmOptions) {
      const name = within(path);
      const existed = real.existsSync(path);
      real.rmSync(path, options);
      if (name !== undefined && existed) note({ kind: "remove", path: name });
    },
  });
  syncBuiltinESMExports();
  return (text) => note({ kind: "mark", text });
}
