import { globSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { nativeDoorFile } from "./native-file.ts";

/** Route files of libraries, which need Next's own request and response. */
const left = "app/api/auth/[...nextauth]/route.ts";

/** The route files below a folder, by their relative paths, so that no list has to be maintained. */
export function routeFilesOf(root: string): string[] {
  // A pattern that begins with a dot must be explicit.
  const files = globSync(["app/**/route.ts", "app/.well-known/**/route.ts"], { cwd: root });
  return files.map((file) => file.replaceAll("\\", "/")).sort();
}

/** The source of the bundle: a door to these route files; next-auth's is left to Next. */
export function entry(files: string[]): string {
  const own = files.filter((file) => file !== left);
  const imports = own.map((file, index) => `import * as route${index} from "./${file}";`);
  const targets = own.map((file, index) => `[${JSON.stringify(file)}, route${index}]`);
  return [
    'import { createNativeDoor } from "@/lib/api/native/door.ts";',
    ...imports,
    `const files = [${[...targets, `[${JSON.stringify(left)}, "next"]`].join(", ")}];`,
    "export const createDoor = (options) => createNativeDoor(files, options);",
  ].join("\n");
}

/** Bundles the native door (lib/api/native/door.ts) with every route file, for the start command. */
export function buildNativeDoor(root: string): void {
  buildSync({
    absWorkingDir: root,
    stdin: { contents: entry(routeFilesOf(root)), resolveDir: root, sourcefile: "native-door.ts", loader: "ts" },
    outfile: nativeDoorFile(root),
    bundle: true,
    // `next` has no exports map, so only `require` resolves its parts.
    format: "cjs",
    platform: "node",
    target: "node20",
    packages: "external",
    // `server-only`, which keeps server code out of browser bundles, is irrelevant here.
    alias: { "server-only": join(root, "node_modules", "server-only", "empty.js") },
    define: { "process.env.NODE_ENV": '"production"' },
    sourcemap: "linked",
    sourcesContent: false,
    logLevel: "warning",
  });
}
