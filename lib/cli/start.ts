import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type RequestListener } from "node:http";
import { enableCompileCache } from "node:module";
import { join, resolve } from "node:path";
import nextEnv from "@next/env";
import { DataFolderLocked, lockDataFolder } from "../../db/drivers/data-lock.ts";
import { type Env, EnvError, env, resetEnv } from "../env.ts";
import { chosenHost, drain, listen, refuseUnroutable, StartError } from "./serve.ts";
import { buildIsStale } from "./sources.ts";

// npm start: checks the environment, builds when the sources are newer than the build, and serves in this process.
// Node runs this file and what it imports as they are, so imports here are relative and nothing is bundled.

const root = resolve(import.meta.dirname, "../..");
const stopPatience = 10_000;

let building: ChildProcess | undefined;

function build(): Promise<void> {
  console.log("Building Stint: this is its first start, or its sources have changed.");
  return new Promise((done, fail) => {
    building = spawn(process.execPath, [join(import.meta.dirname, "build.ts")], { cwd: root, stdio: "inherit" });
    building.once("error", fail);
    building.once("exit", (code) => {
      building = undefined;
      if (code === 0) done();
      else fail(new StartError("The build failed; what is wrong stands above."));
    });
  });
}

function readEnvironment(): Env {
  nextEnv.loadEnvConfig(root, false, { info: () => {}, error: console.error });
  return resetEnv({ NODE_ENV: "production" });
}

/** Looks whether the folder is free, before anything that takes long. The open database holds it later. */
function checkDataFolder(folder: string): void {
  try {
    lockDataFolder(folder)();
  } catch (error) {
    if (error instanceof DataFolderLocked) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`DATA_DIR is ${resolve(folder)}, which cannot be used: ${reason}`);
  }
}

function whereDataLies({ DATABASE_DRIVER, DATABASE_URL, DATA_DIR }: Env): string {
  if (DATABASE_DRIVER === "pglite" || !DATABASE_URL) return `${resolve(DATA_DIR)} (embedded database)`;
  const { host, pathname } = new URL(DATABASE_URL);
  return `${host}${pathname} (${DATABASE_DRIVER})`;
}

function announce(settings: Env): void {
  const address = settings.APP_URL;
  const demo =
    "\n  Demo mode    on: anybody may look around in a fresh account with sample data, which goes away after a day";
  console.log(`
  Stint is at  ${address}
  Sign in      ${address}/sign-in; on a new installation open ${address}/sign-up: the first account becomes admin
  Data         ${whereDataLies(settings)}${settings.DEMO_MODE ? demo : ""}
`);
}

async function start(): Promise<void> {
  process.chdir(root);
  const { PORT, HOSTNAME, DATABASE_DRIVER, DATA_DIR } = readEnvironment();
  if (DATABASE_DRIVER === "pglite") checkDataFolder(DATA_DIR);

  // Bound first: a taken port shows at once, and requests that come early wait for their answer.
  let handle: RequestListener | undefined;
  const ready = Promise.withResolvers<void>();
  const server = createServer(async (request, response) => {
    if (refuseUnroutable(request, response)) return;
    if (!handle) await ready.promise;
    handle?.(request, response);
  });
  // Longer than the idle time of the usual reverse proxies, which would otherwise meet closed connections.
  server.keepAliveTimeout = 65_000;
  const host = chosenHost(HOSTNAME);
  const port = await listen(server, PORT, host);
  resetEnv({ PORT: String(port) });

  let stopping = false;
  let close = async () => {};
  const stop = async () => {
    // npm hands on a signal that the terminal sends as well, so a second one means nothing.
    if (stopping) return;
    stopping = true;
    building?.kill();
    if (!handle) process.exit(0);
    setTimeout(() => process.exit(1), stopPatience + 5000).unref();
    await drain(server, stopPatience);
    await close();
    await (globalThis as { stintStop?: () => Promise<void> }).stintStop?.();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);

  if (buildIsStale(root)) await build();
  // A sixth of the start went into compiling what was compiled the time before.
  enableCompileCache(join(root, ".next", "cache", "start"));
  const { default: next } = await import("next");
  const app = next({ dev: false, dir: root, port, hostname: host ?? "localhost", quiet: true });
  await app.prepare();
  close = () => app.close();
  handle = app.getRequestHandler();
  ready.resolve();
  announce(env());
}

try {
  await start();
} catch (error) {
  const known = [EnvError, DataFolderLocked, StartError].some((kind) => error instanceof kind);
  console.error(known && error instanceof Error ? `\n${error.message}\n` : error);
  process.exit(1);
}
