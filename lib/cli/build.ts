import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { copyAssets } from "./assets.ts";
import { buildNativeDoor } from "./native.ts";
import { readSources, writeStamp } from "./sources.ts";
import { readCommandLine } from "./usage.ts";
import { buildWorker } from "./worker.ts";

// npm run build: the static files from packages, the service worker, the production build, the native door.

readCommandLine("Usage: npm run build\nMakes the production build.");
const root = resolve(import.meta.dirname, "../..");
const next = createRequire(import.meta.url).resolve("next/dist/bin/next");

copyAssets(root);
buildWorker(root);
const sources = readSources(root);
const { status } = spawnSync(process.execPath, [next, "build"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
});
if (status === 0) {
  buildNativeDoor(root);
  writeStamp(root, sources);
}
process.exitCode = status ?? 1;
