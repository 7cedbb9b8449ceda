import "server-only";
import { database } from "@/db/index.ts";
import { migrationStatus } from "@/db/migrate.ts";
import { describeError } from "@/lib/api/describe-error.ts";
import { env } from "@/lib/env.ts";
import { log } from "@/lib/log.ts";
import { version } from "@/package.json";

// The contract promises an answer within two seconds.
const patienceMs = 1500;

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function ask() {
  const handle = await database();
  const started = performance.now();
  const { schema_version, pending } = await migrationStatus(handle);
  return { schema_version, pending, latency_ms: Math.round((performance.now() - started) * 100) / 100 };
}

/** How this process and its database are; never throws, and answers within two seconds. */
export async function health() {
  const about = { version, uptime_seconds: Math.round(process.uptime()) };
  const driver = env().DATABASE_DRIVER;
  try {
    const { schema_version, pending, latency_ms } = await within(patienceMs, ask());
    const state = { status: "ok" as const, latency_ms, driver };
    return { ...about, status: "ok" as const, schema_version, pending_migrations: pending, database: state };
  } catch (error) {
    log().warn(describeError(error), "the database did not answer the health check");
    const status = "unavailable" as const;
    const state = { status, latency_ms: null, driver };
    return { ...about, status, schema_version: null, pending_migrations: null, database: state };
  }
}
