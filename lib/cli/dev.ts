import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import nextEnv from "@next/env";
import { EnvError, parseEnv } from "../core/env.ts";
import { copyAssets } from "./assets.ts";
import { chosenHost } from "./serve.ts";
import { readCommandLine } from "./usage.ts";
import { buildWorker } from "./worker.ts";

// npm run dev: `next dev` on the port and address of the environment, with the static files from packages.

readCommandLine("Usage: npm run dev\nStarts Stint with live reload on PORT.");
const root = resolve(import.meta.dirname, "../..");
const next = createRequire(import.meta.url).resolve("next/dist/bin/next");

try {
  nextEnv.loadEnvConfig(root, true, { info: () => {}, error: console.error });
  const { PORT, HOSTNAME } = parseEnv(process.env);
  copyAssets(root);
  buildWorker(root);
  const host = chosenHost(HOSTNAME);
  const words = ["dev", "--port", String(PORT), ...(host ? ["--hostname", host] : [])];
  const child = spawn(process.execPath, [next, ...words], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  child.on("exit", (code) => process.exit(code ?? 0));
} catch (error) {
  if (!(error instanceof EnvError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
