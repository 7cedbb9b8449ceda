"use server";
import { type ActionResult, act, pageCaller } from "@/lib/api/action.ts";
import type { InputOf } from "@/lib/api/contract.ts";
import { once } from "@/lib/api/idempotency.ts";
import { toAppError } from "@/lib/core/errors.ts";
import type { practiceContract } from "./contract.ts";
import { practice } from "./service.ts";
import type { Sequence } from "./shapes.ts";

/** What the builder of sequences saves. It is told whose page it is, and refused for anybody else. */

type Input<Name extends keyof typeof practiceContract> = InputOf<(typeof practiceContract)[Name]>;

/**
 * Makes a sequence, once for a key: pressed twice, or sent again because the first answer was lost, it answers the same.
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
      // What is refused may be better the next time; only what was made is kept.
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

/** Saves a sequence; refused with CONFLICT when it has another version by now. */
export async function updateSequence(person: number, input: Input<"updateSequence">) {
  return act(practice.updateSequence, input, person);
}
