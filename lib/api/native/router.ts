import findMyWay from "find-my-way";
import { compile, match } from "path-to-regexp";
import { aliases } from "../aliases.ts";

/** Finds the route file for a path, by the rules of Next's file routing. */

/** A matching route file, and the parameters of its path. */
export interface Found<T> {
  target: T;
  /** Decoded; one for each `[name]` of the file's path. */
  params: Record<string, string>;
}

/** The paths of a route file in find-my-way's syntax: `app/api/v1/tasks/[id]/route.ts` is `/api/v1/tasks/:id`. */
function pathsOf(file: string): string[] {
  const segments = file
    .replace(/^\/?app\//, "")
    .replace(/\/?route\.ts$/, "")
    .split("/")
    .filter((segment) => segment !== "" && !segment.startsWith("("));
  const last = segments.at(-1) ?? "";
  const path = segments.map((segment) => (/^\[+\.\.\./.test(segment) ? "*" : segment.replace(/^\[(\w+)\]$/, ":$1")));
  const all = [`/${path.join("/")}`];
  // An optional catch-all also matches without it.
  if (last.startsWith("[[...")) all.push(`/${path.slice(0, -1).join("/")}`);
  return all;
}

const readers = aliases.map(({ source, destination }) => ({
  read: match<Record<string, string>>(source),
  write: compile(destination, { validate: false }),
}));

/** The path that `path` is an alias for, if any. */
function aliased(path: string): string | undefined {
  for (const { read, write } of readers) {
    const result = read(path);
    if (result) return write(result.params);
  }
  return undefined;
}

/**
 * A router over route files.
 * @param files values by their paths from the project root (`app/…/route.ts`)
 * @returns the file for a path (without its query), or undefined when none matches
 */
export function createRouter<T>(files: (readonly [file: string, target: T])[]): (path: string) => Found<T> | undefined {
  // Long segments are for handlers to reject, not for the router to miss.
  const router = findMyWay({ maxParamLength: 100_000 });
  const handler = () => {};
  for (const [file, target] of files) {
    for (const path of pathsOf(file)) router.on("GET", path, handler, { target, isStatic: !/[:*]/.test(path) });
  }
  const find = (path: string) => {
    const found = router.find("GET", path);
    const store = found?.store as { target: T; isStatic: boolean } | undefined;
    return store && { ...store, params: found?.params as Record<string, string> };
  };
  return (path) => {
    const found = find(path);
    if (found?.isStatic) return found;
    const other = aliased(path);
    return other === undefined ? found : find(other);
  };
}
