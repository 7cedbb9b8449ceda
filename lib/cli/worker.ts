import { join } from "node:path";
import { buildSync } from "esbuild";

/** Builds `public/sw.js` from `app/sw.ts`: the service worker is a separate file, beside Next's output. */
export function buildWorker(root: string): void {
  buildSync({
    absWorkingDir: root,
    entryPoints: [join("app", "sw.ts")],
    outfile: join("public", "sw.js"),
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "warning",
  });
}
