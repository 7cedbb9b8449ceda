"use client";
import { unstable_isUnrecognizedActionError } from "next/navigation";
import type { ActionResult } from "@/lib/api/action.ts";
import { reportUnreachable, Unreachable, untilOnline } from "./connection.ts";
import { askToSignInAgain, SignInDeclined } from "./session-expiry.ts";

/** Why the server would not do something. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly code: string;
  /** What is wrong, by field. */
  readonly fields: Record<string, string>;

  constructor({ code, message, fields = {} }: { code: string; message: string; fields?: Record<string, string> }) {
    super(message);
    this.code = code;
    this.fields = fields;
  }
}

const attempts = 3;
const pauseMs = 500;

const outdated = {
  code: "OUTDATED",
  message: "Stint was updated. Reload the page and your change will be sent.",
};

const lost = {
  code: "LOST",
  message: "No answer arrived, so the change may or may not have been made. Check, and try again if needed.",
};

/** Sends once. Undefined when the person had to sign in first and has done so. */
async function attempt<T>(action: () => Promise<ActionResult<T>>): Promise<{ data: T } | undefined> {
  const result = await action();
  if (result.ok) return result;
  if (result.code === "UNAVAILABLE") throw new Unreachable(result.message);
  if (result.code !== "UNAUTHORIZED") throw new Refusal(result);
  await askToSignInAgain();
  return undefined;
}

/**
 * Sends by a server action, waits for connection and sign-in as long as it takes, and answers with what the server says.
 * @param repeatable false when doing it twice would do harm: then it is not sent again when nobody knows what became of it
 * @throws {Refusal} when the server says no
 * @throws {SignInDeclined} when the person would not sign in again
 */
export async function send<T>(action: () => Promise<ActionResult<T>>, repeatable = true): Promise<T> {
  for (let failures = 0; failures < attempts; ) {
    await untilOnline();
    try {
      const answer = await attempt(action);
      if (answer) return answer.data;
    } catch (error) {
      if (error instanceof Refusal || error instanceof SignInDeclined) throw error;
      if (unstable_isUnrecognizedActionError(error)) throw new Refusal(outdated);
      if (!repeatable && !(error instanceof Unreachable)) throw new Refusal(lost);
      // `fetch` throws a TypeError when nobody answers; anything else may be here to stay.
      if (!(error instanceof TypeError || error instanceof Unreachable)) failures++;
      reportUnreachable();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  throw new Refusal({ code: "INTERNAL", message: "Something went wrong on our side." });
}
