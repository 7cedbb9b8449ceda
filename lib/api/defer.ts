import "server-only";
import { after } from "next/server";
import { log } from "@/lib/log.ts";
import { describeError } from "./describe-error.ts";

const running = new Set<Promise<void>>();

/** Runs a task after the answer has left; its failure is logged and changes no answer. */
export function defer(task: () => Promise<void>): void {
  const run = () => task().catch((error: unknown) => log().error(describeError(error), "a deferred task failed"));
  try {
    after(run);
  } catch {
    // Outside a request of Next (tests, the command line) there is no "after": start at once.
    const work = run().finally(() => running.delete(work));
    running.add(work);
  }
}

/** Waits for deferred tasks that run outside a request of Next; for tests. */
export async function settleDeferred(): Promise<void> {
  while (running.size > 0) await Promise.all(running);
}
