import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { describeError } from "./api/describe-error.ts";
import { EnvError, env } from "./env.ts";
import { log } from "./log.ts";

const shared = globalThis as { stintStarted?: boolean; stintStop?: () => Promise<void> };

function refuseToRun(message: string): never {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

function checkEnvironment(): void {
  try {
    env();
  } catch (error) {
    if (error instanceof EnvError) refuseToRun(error.message);
    throw error;
  }
}

/** Route handlers never see the socket, so every request carries its address; what a client put there is dropped. */
function nameThePeer(message: unknown): void {
  const { request } = message as { request: IncomingMessage };
  const address = request.socket.remoteAddress;
  if (address) request.headers["x-stint-peer"] = address.replace(/^::ffff:(?=\d+\.)/, "");
  else delete request.headers["x-stint-peer"];
}

async function openDatabase(): Promise<void> {
  try {
    const { database } = await import("@/db/index.ts");
    await database();
  } catch (error) {
    // By name: this class may be bundled twice. In development the process before may be about to let go.
    const locked = error instanceof Error && error.name === "DataFolderLocked";
    if (locked && env().NODE_ENV === "production") refuseToRun(error.message);
    log().error(describeError(error), locked ? error.message : "the embedded database could not be opened");
  }
}

/** A database with an operator is brought up to date by command; until then, much would fail without a word why. */
async function lookForMigrations(): Promise<void> {
  try {
    const [{ database }, { migrationStatus }] = await Promise.all([import("@/db/index.ts"), import("@/db/migrate.ts")]);
    const { pending } = await migrationStatus(await database());
    if (pending.length > 0) log().warn({ pending }, "the database lacks migrations; run: npm run migrate:up");
  } catch (error) {
    log().warn(describeError(error), "the database cannot be reached yet");
  }
}

async function stopProcess(): Promise<void> {
  const { closeDatabase } = await import("@/db/index.ts");
  await closeDatabase();
  await new Promise<void>((resolve) => log().flush(() => resolve()));
}

/** What a server process does before its first request; ends it with one message when the environment is wrong. */
export async function startProcess(): Promise<void> {
  if (shared.stintStarted) return;
  shared.stintStarted = true;
  checkEnvironment();
  subscribe("http.server.request.start", nameThePeer);
  // The start command calls this when it is asked to stop.
  shared.stintStop = stopProcess;
  if (env().DATABASE_DRIVER === "pglite") void openDatabase();
  else if (!env().VERCEL) void lookForMigrations();
  const { startSweeper } = await import("@/lib/jobs/sweeper.ts");
  startSweeper();
}
