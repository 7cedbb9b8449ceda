import { type ChildProcess, spawn } from "node:child_process";
import { enableCompileCache } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import nextEnv from "@next/env";
import { DataFolderLocked, lockDataFolder } from "../../db/drivers/data-lock.ts";
import { DatabaseUnusable, mustCreate } from "../../db/drivers/database-folder.ts";
import type { DoorOptions, NativeDoor } from "../api/native/door.ts";
import { type Env, EnvError, env, resetEnv } from "../core/env.ts";
import { Gate } from "./gate.ts";
import { nativeDoorFile } from "./native-file.ts";
import { chosenHost, compress, createSafeServer, drain, listen, StartError } from "./serve.ts";
import { buildIsStale } from "./sources.ts";
import { readCommandLine } from "./usage.ts";

// npm start: checks the environment, builds when the sources are newer than the build, and serves in this process. Node
// runs this file and its imports as they are, so imports here are relative and nothing is bundled.

const root = resolve(import.meta.dirname, "../..");
// The whole stop fits into the ten seconds that `docker stop` and others give a process before they kill it.
const drainMs = 7000;
const stopMs = 9000;

const preparing = new Set<ChildProcess>();

// However this process exits, its children exit as well.
process.once("exit", () => {
  for (const child of preparing) child.kill();
});

/** Runs a part of the start as a separate process, so that this one can respond to `/health`. */
function prepare(words: string[], output: "inherit" | "ignore", failure: string): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, words, { cwd: root, stdio: ["ignore", output, "inherit"] });
    preparing.add(child);
    child.once("error", fail);
    child.once("exit", (code) => {
      preparing.delete(child);
      if (code === 0) done();
      else fail(new StartError(`${failure}; see the messages above.`));
    });
  });
}

function build(): Promise<void> {
  console.log("Building Stint: this is its first start, or its sources have changed.");
  return prepare([join(import.meta.dirname, "build.ts")], "inherit", "The build failed");
}

/** Creates the embedded database, which would block this process for many seconds. */
function createDatabase(): Promise<void> {
  const words = ["--conditions=react-server", "--import", "tsx", join(import.meta.dirname, "migrate.ts"), "up"];
  return prepare(words, "ignore", "The database could not be created");
}

function readEnvironment(): Env {
  nextEnv.loadEnvConfig(root, false, { info: () => {}, error: console.error });
  return resetEnv({ NODE_ENV: "production" });
}

/**
 * Checks that the folder is free and its database complete, before anything that takes long.
 * @returns whether the database has yet to be created
 */
async function checkDataFolder(folder: string): Promise<boolean> {
  try {
    const lock = await lockDataFolder(folder);
    lock.release();
    return mustCreate(join(folder, "database"));
  } catch (error) {
    if (error instanceof DataFolderLocked || error instanceof DatabaseUnusable) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`DATA_DIR is ${resolve(folder)}, which cannot be used: ${reason}`);
  }
}

function whereDataLies({ DATABASE_DRIVER, DATABASE_URL, DATA_DIR, EMBEDDED_DURABILITY }: Env): string {
  if (DATABASE_DRIVER === "pglite" || !DATABASE_URL) {
    const relaxed = EMBEDDED_DURABILITY === "relaxed" ? "; a power cut may lose the latest changes" : "";
    return `${resolve(DATA_DIR)} (embedded database${relaxed})`;
  }
  const { host, pathname } = new URL(DATABASE_URL);
  return `${host}${pathname} (${DATABASE_DRIVER})`;
}

/**
 * The door that serves the API without Next (lib/api/native/door.ts); one that leaves everything to Next when it is
 * off.
 */
async function openNativeDoor(): Promise<NativeDoor> {
  if (env().STINT_NATIVE_API === "off") return () => false;
  const { createDoor } = (await import(pathToFileURL(nativeDoorFile(root)).href)) as {
    createDoor: (options: DoorOptions) => NativeDoor;
  };
  return createDoor({ compress });
}

function announce(settings: Env): void {
  const address = settings.APP_URL;
  const demo = "\n  Demo mode    on: anyone can open a new account with sample data, which is deleted after a day";
  // Not by console, which goes to the log once the server runs.
  process.stdout.write(`
  Stint is at  ${address}
  Sign in      ${address}/sign-in; on a new installation open ${address}/sign-up: the first account becomes admin
  Data         ${whereDataLies(settings)}${settings.DEMO_MODE ? demo : ""}

`);
}

async function start(): Promise<void> {
  process.chdir(root);
  const { PORT, HOSTNAME, DATABASE_DRIVER, DATA_DIR } = readEnvironment();

  // Bound first: a port in use shows at once, and early requests wait for their response.
  const gate = new Gate(DATABASE_DRIVER);
  const server = createSafeServer(gate.listener);
  // Longer than the idle timeout of the usual reverse proxies, which would otherwise use closed connections.
  server.keepAliveTimeout = 65_000;
  const host = chosenHost(HOSTNAME);
  const port = await listen(server, PORT, host);
  resetEnv({ PORT: String(port) });

  let stopping = false;
  let close = async () => {};
  const stop = async () => {
    // npm forwards a signal that the terminal sends as well, so a second one means nothing.
    if (stopping) return;
    stopping = true;
    if (!gate.isOpen) process.exit(0);
    // Longer responses are cut off, and the database rolls back what a statement was doing.
    setTimeout(() => process.exit(0), stopMs).unref();
    await drain(server, drainMs);
    await close();
    await (globalThis as { stintStop?: () => Promise<void> }).stintStop?.();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);

  const isNew = DATABASE_DRIVER === "pglite" && (await checkDataFolder(DATA_DIR));
  await Promise.all([isNew && createDatabase(), buildIsStale(root) && build()]);
  // Compile cache: a sixth of the start was spent compiling the same code as the time before.
  enableCompileCache(join(root, ".next", "cache", "start"));
  const { default: next } = await import("next");
  const app = next({ dev: false, dir: root, port, hostname: host ?? "localhost", quiet: true });
  await app.prepare();
  close = () => app.close();
  const native = await openNativeDoor();
  const passOn = app.getRequestHandler();
  gate.open((request, response) => {
    if (native(request, response)) return;
    compress(request, response);
    void passOn(request, response);
  });
  announce(env());
}

readCommandLine(
  "Usage: npm start\nStarts Stint on PORT; README.md lists the settings, which are environment variables.",
);
try {
  await start();
} catch (error) {
  const known = [EnvError, DataFolderLocked, DatabaseUnusable, StartError].some((kind) => error instanceof kind);
  console.error(known && error instanceof Error ? `\n${error.message}\n` : error);
  process.exit(1);
}
