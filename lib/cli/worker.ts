import { join } from "node:path";
import { buildSync } from "esbuild";

/** Makes `public/sw.js` out of `app/sw.ts`: the service worker is one file of its own, beside what Next builds. */
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
