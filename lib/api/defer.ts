import "server-only";
import { after } from "next/server";
import { describeError } from "@/lib/core/describe-error.ts";
import { log } from "@/lib/core/log.ts";

/** Stored on globalThis, as this module is bundled several times in one process. */
const shared = globalThis as { stintDeferred?: Set<Promise<void>> };

const running = (): Set<Promise<void>> => {
  shared.stintDeferred ??= new Set();
  return shared.stintDeferred;
};

const logged = (task: () => Promise<void>): Promise<void> =>
  task().catch((error: unknown) => log().error(describeError(error), "a deferred task failed"));

/** Starts a task whose failure is logged and does not affect the response; {@link settleDeferred} waits for it. */
export function runDeferred(task: () => Promise<void>): void {
  const work = logged(task).finally(() => running().delete(work));
  running().add(work);
}

/** Runs a task after the response was sent; its failure is logged and does not affect the response. */
export function defer(task: () => Promise<void>): void {
  try {
    after(() => logged(task));
  } catch {
    // Outside a Next request (tests, the command line) there is no "after": start at once.
    runDeferred(task);
  }
}

/** Waits for deferred tasks that run outside a Next request. */
export async function settleDeferred(): Promise<void> {
  while (running().size > 0) await Promise.all(running());
}
