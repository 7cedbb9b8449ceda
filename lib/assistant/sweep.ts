import "server-only";
import { idempotencyHours } from "@/lib/api/idempotency.ts";
import { endTurn, findDead, forgetKeys, freeDead } from "@/lib/assistant/turn/turn-queries.ts";
import { failure } from "./failure-messages.ts";
import { brokenOff, textOf } from "./parts.ts";

const portion = 100;

/** Ends answers whose process has died, and deletes the keys of old requests. */
export async function sweepAssistant(now: Date): Promise<void> {
  const usage = { input_tokens: null, output_tokens: null, duration_ms: null };
  for (const { parts: kept, ...keys } of await findDead(now, portion)) {
    const parts = brokenOff(kept);
    const ending = { parts, content: textOf(parts), status: "failed" as const, error: failure("INTERRUPTED"), usage };
    await endTurn(keys, ending, now);
  }
  await freeDead(now);
  await forgetKeys(new Date(now.getTime() - idempotencyHours * 3_600_000));
}
