import "server-only";
import { database, databaseIsOpening } from "@/db/index.ts";
import { migrationStatus } from "@/db/migrate.ts";
import { describeError } from "@/lib/core/describe-error.ts";
import { env } from "@/lib/core/env.ts";
import { log } from "@/lib/core/log.ts";
import { version } from "@/package.json";

// The contract promises a response within two seconds.
const patienceMs = 1500;

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** The process information of `/health` and `/health/live`. */
export const aboutProcess = () => ({ version, uptime_seconds: Math.round(process.uptime()) });

async function ask() {
  const handle = await database();
  const started = performance.now();
  const refusal = handle.refusal?.();
  const { schema_version, pending } = await migrationStatus(handle);
  return { schema_version, pending, refusal, latency_ms: Math.round((performance.now() - started) * 100) / 100 };
}

/** The health of this process and its database; never throws, and returns within two seconds. */
export async function health() {
  const about = aboutProcess();
  const driver = env().DATABASE_DRIVER;
  try {
    const { schema_version, pending, refusal, latency_ms } = await within(patienceMs, ask());
    const known = { ...about, schema_version, pending_migrations: pending };
    // Reads still work, so this is not a 503: a load balancer would take them away as well.
    if (refusal) {
      const state = { status: "read_only" as const, latency_ms, driver, message: refusal };
      return { ...known, status: "degraded" as const, database: state };
    }
    return { ...known, status: "ok" as const, database: { status: "ok" as const, latency_ms, driver } };
  } catch (error) {
    const nothingKnown = { schema_version: null, pending_migrations: null };
    if (databaseIsOpening()) {
      const status = "starting" as const;
      return { ...about, status, ...nothingKnown, database: { status, latency_ms: null, driver } };
    }
    log().warn(describeError(error), "the database did not respond to the health check");
    const status = "unavailable" as const;
    return { ...about, status, ...nothingKnown, database: { status, latency_ms: null, driver } };
  }
}
