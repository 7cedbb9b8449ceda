import "server-only";
import { describeError } from "@/lib/core/describe-error.ts";
import { env } from "@/lib/core/env.ts";
import { log } from "@/lib/core/log.ts";
import { sweep } from "./sweep.ts";

const everyMs = 60_000;

const shared = globalThis as { stintSweeper?: NodeJS.Timeout };

/**
 * Sweeps once a minute for as long as this process runs. Serverless deployments have no such process; there the cron
 * route does it.
 */
export function startSweeper(): void {
  if (shared.stintSweeper || env().VERCEL) return;
  shared.stintSweeper = setInterval(() => {
    sweep(new Date()).catch((error: unknown) => log().error(describeError(error), "the sweep failed"));
  }, everyMs);
  shared.stintSweeper.unref();
}
