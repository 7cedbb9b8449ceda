import { createHash } from "node:crypto";
import { accessSync, globSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { nativeDoorFile } from "./native-file.ts";

const patterns = [
  "{app,components,lib,db,public,drizzle}/**/*",
  "{next.config,postcss.config,instrumentation,middleware}.*",
  "{package-lock,tsconfig}.json",
];

// Tests and commands are not part of the build; public/vendor and public/sw.js are written by it.
const ignored = /^(public\/vendor|lib\/cli|lib\/testing)\/|^public\/sw\.js$|\.test\.tsx?$/;

/** The sources of a build: the list of its files, their hash, and the newest change it saw (ms). */
export interface Sources {
  names: string;
  contents: string;
  newest: number;
}

const stampOf = (root: string): string => join(root, ".next", "stint-sources.json");

function hashOf(parts: (string | Buffer)[]): string {
  const digest = createHash("sha256");
  for (const part of parts) digest.update(part).update("\0");
  return digest.digest("base64url");
}

/** The files a build of `root` is made from, as paths below it, sorted. */
export function sourceFiles(root: string): string[] {
  return globSync(patterns, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((path) => !ignored.test(path))
    .sort();
}

const newestOf = (root: string, files: string[]): number =>
  files.reduce((newest, file) => Math.max(newest, statSync(join(root, file)).mtimeMs), 0);

const contentsOf = (root: string, files: string[]): string =>
  hashOf(files.map((file) => readFileSync(join(root, file))));

/** Reads the current sources; call it before a build, so that an edit during the build counts as newer. */
export function readSources(root: string): Sources {
  const files = sourceFiles(root);
  return { names: hashOf(files), contents: contentsOf(root, files), newest: newestOf(root, files) };
}

/** Records the sources beside the build. */
export function writeStamp(root: string, sources: Sources): void {
  writeFileSync(stampOf(root), JSON.stringify(sources));
}

function readStamp(root: string): Sources | undefined {
  try {
    for (const made of [join(root, ".next", "BUILD_ID"), nativeDoorFile(root)]) accessSync(made);
    return JSON.parse(readFileSync(stampOf(root), "utf8")) as Sources;
  } catch {
    return undefined;
  }
}

/**
 * True when there is no build, or one of other sources. Times are compared first; where they are newer, as after a
 * checkout, the contents decide.
 */
export function buildIsStale(root: string): boolean {
  const stamp = readStamp(root);
  if (!stamp) return true;
  const files = sourceFiles(root);
  if (hashOf(files) !== stamp.names) return true;
  const newest = newestOf(root, files);
  if (newest <= stamp.newest) return false;
  if (contentsOf(root, files) !== stamp.contents) return true;
  writeStamp(root, { ...stamp, newest });
  return false;
}
