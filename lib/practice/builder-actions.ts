"use server";
import { type ActionResult, act, pageCaller } from "@/lib/api/action.ts";
import type { InputOf } from "@/lib/api/contract.ts";
import { once } from "@/lib/api/idempotency.ts";
import { toAppError } from "@/lib/core/errors.ts";
import type { practiceContract } from "./contract.ts";
import { practice } from "./service.ts";
import type { Sequence } from "./shapes.ts";

/** Saves from the sequence builder. Gets the user id of its page, and rejects any other caller. */

type Input<Name extends keyof typeof practiceContract> = InputOf<(typeof practiceContract)[Name]>;

/**
 * Creates a sequence, once per key: clicked twice, or retried after a lost response, it returns the same one.
 * @param key printable characters that this browser uses for no other sequence
 */
export async function createSequence(
  person: number,
  key: string,
  input: Input<"createSequence">,
): Promise<ActionResult<Sequence>> {
  const make = () => act(practice.createSequence, input, person);
  const { principal } = await pageCaller();
  if (principal?.id !== person || !/^[\x21-\x7e]{1,100}$/.test(key)) return make();
  try {
    const { answer } = await once(`user:${person}`, `builder.${key}`, JSON.stringify(input), async () => {
      const result = await make();
      // A rejected request may succeed after a correction; only a success is stored.
      return { status: result.ok ? 201 : 503, headers: {}, body: JSON.stringify(result) };
    });
    return JSON.parse(answer.body ?? "null") as ActionResult<Sequence>;
  } catch (cause) {
    const { code, message } = toAppError(cause);
    if (code === "INTERNAL") throw cause;
    const isStillMade = code === "CONFLICT";
    return { ok: false, code, message: isStillMade ? "It is already being saved" : message, fields: {} };
  }
}

/** Saves a sequence; rejected with CONFLICT when its version has changed. */
export async function updateSequence(person: number, input: Input<"updateSequence">) {
  return act(practice.updateSequence, input, person);
}
