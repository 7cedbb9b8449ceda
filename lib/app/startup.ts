import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { settleDeferred } from "@/lib/api/defer.ts";
import { logConsole } from "@/lib/core/console-log.ts";
import { describeError } from "@/lib/core/describe-error.ts";
import { EnvError, env } from "@/lib/core/env.ts";
import { causes } from "@/lib/core/errors.ts";
import { log } from "@/lib/core/log.ts";

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

const peerHeader = "x-stint-peer";

/**
 * Route handlers never see the socket, so every request carries its address in a header; a value from the client is
 * dropped.
 */
function nameThePeer(message: unknown): void {
  const { request } = message as { request: IncomingMessage };
  const { headers, rawHeaders } = request;
  const address = request.socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/, "");
  if (headers[peerHeader] !== undefined) {
    for (let at = rawHeaders.length - 2; at >= 0; at -= 2) {
      if (rawHeaders[at]?.toLowerCase() === peerHeader) rawHeaders.splice(at, 2);
    }
    delete headers[peerHeader];
  }
  if (address === undefined) return;
  headers[peerHeader] = address;
  // The headers may be copied from the raw ones.
  rawHeaders.push(peerHeader, address);
}

/** Errors whose message tells an operator what to do. */
const explained = new Set(["DataFolderLocked", "DatabaseUnusable", "MigrationError"]);

async function openDatabase(): Promise<void> {
  try {
    const { database } = await import("@/db/index.ts");
    await database();
  } catch (error) {
    // By name: these classes may be bundled twice.
    const known = error instanceof Error && explained.has(error.name);
    const cause = causes(error).at(-1)?.message || String(error);
    const reason = known ? error.message : `The embedded database could not be brought up to date: ${cause}`;
    // In development the previous process may be about to release the lock, and the next request tries again.
    if (env().NODE_ENV === "production") refuseToRun(reason);
    log().error(describeError(error), reason);
  }
}

/** A database with an operator is migrated by command; until then, many requests would fail without an explanation. */
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
  await settleDeferred();
  await closeDatabase();
  await new Promise<void>((resolve) => log().flush(() => resolve()));
}

/** Checks a server process makes before its first request; exits with one message when the environment is invalid. */
export async function startProcess(): Promise<void> {
  if (shared.stintStarted) return;
  shared.stintStarted = true;
  checkEnvironment();
  if (env().NODE_ENV === "production") logConsole();
  subscribe("http.server.request.start", nameThePeer);
  // The start command calls this on shutdown.
  shared.stintStop = stopProcess;
  const opening = env().DATABASE_DRIVER === "pglite" ? openDatabase() : undefined;
  if (!opening && !env().VERCEL) void lookForMigrations();
  if (env().NODE_ENV === "production" && !env().VERCEL) {
    const { startWatchdog } = await import("@/lib/operation/watchdog.ts");
    // A migration of the embedded database may block the event loop for longer than the watchdog allows.
    void (opening ?? Promise.resolve()).then(() => startWatchdog());
  }
  const { startSweeper } = await import("@/lib/jobs/sweeper.ts");
  startSweeper();
}
