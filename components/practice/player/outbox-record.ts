import type { Style } from "@/lib/practice/constants.ts";
import type { Result } from "./results.ts";

/** A practice on its way to the server, and what to send of it next. Pure; the outbox keeps and sends. */

export interface CopyToSend {
  name: string;
  style: Style;
  poses: {
    pose_slug: string;
    hold_seconds: number;
    side: "left" | "right" | "both" | null;
    transition_seconds: number;
    note: string | null;
  }[];
}

export interface Waiting {
  /** Its `client_session_id`: however often it is sent, there is one practice of it. */
  key: string;
  person: number;
  sequence_id: number;
  copy: CopyToSend;
  /** When it began and ended, in milliseconds of this browser's clock. */
  begun: number;
  ended: number | null;
  /** The server's number and beginning, as soon as they are known. */
  id: number | null;
  started: string | null;
  result: Result;
  /** Counts the changes of `result`, and says which of them the server knows. */
  revision: number;
  told: number;
  /** The server knows that it is over. */
  completed: boolean;
  mood: string | null;
  note: string | null;
  /** Mood or note have changed since the server was told. */
  wordsWait: boolean;
  /** Nothing was held: it is not to be kept. */
  discarded: boolean;
  /** Why the server would not have it; it is not sent again. */
  refused: { message: string; at: number } | null;
}

export interface Call {
  what: "begin" | "progress" | "complete" | "words" | "remove";
  method: "POST" | "PATCH" | "DELETE";
  path: `/${string}`;
  body?: object;
}

/** What is sent this much later than it happened says when that was; else the server's clock counts. */
const lateAfterMs = 5000;
/** Stint gives up a practice that nobody has told of for a day; and a refused one has been seen by then. */
const unfinishedForMs = 25 * 3_600_000;
const refusedForMs = 7 * 24 * 3_600_000;
/** The server takes none that began longer ago. */
const takenForMs = 30 * 24 * 3_600_000;

/**
 * What to send next of a practice; nothing when the server knows everything.
 * @param now this browser's clock
 * @param offset what to add to it to get the server's
 */
export function nextCall(waiting: Waiting, now: number, offset: number): Call | undefined {
  const { key, id, begun, ended, result, completed, wordsWait, mood, note } = waiting;
  if (waiting.refused) return undefined;
  const instant = (at: number) => new Date(at + offset).toISOString();
  const isLate = (at: number) => now - at > lateAfterMs;
  if (id === null) {
    if (waiting.discarded) return undefined;
    const { sequence_id, copy } = waiting;
    const body = { sequence_id, client_session_id: key, copy, ...(isLate(begun) && { started_at: instant(begun) }) };
    return { what: "begin", method: "POST", path: "/practice/sessions", body };
  }
  const path = `/practice/sessions/${id}` as const;
  if (waiting.discarded) return { what: "remove", method: "DELETE", path };
  if (ended !== null && !completed) {
    const { started } = waiting;
    // Clocks that differ by a second must not make it end before it began.
    const ended_at = started === null || instant(ended) > started ? instant(ended) : started;
    const body = { ...result, mood, note, ...(isLate(ended) && { ended_at }) };
    return { what: "complete", method: "POST", path: `${path}/complete`, body };
  }
  if (completed && wordsWait) return { what: "words", method: "PATCH", path, body: { mood, note } };
  if (!completed && waiting.told < waiting.revision) return { what: "progress", method: "PATCH", path, body: result };
  return undefined;
}

/** What of the server's answers matters. */
export interface Answer {
  id?: number;
  started_at?: string;
}

/** A practice as it waits once a call for it was answered; `sent` is how it was when it was sent. */
export function answered(waiting: Waiting, { what }: Call, sent: Waiting, answer: Answer): Waiting {
  // What changed while the call was under way still waits.
  const wordsWait = waiting.mood !== sent.mood || waiting.note !== sent.note;
  switch (what) {
    case "begin":
      return { ...waiting, id: answer.id ?? null, started: answer.started_at ?? null };
    case "progress":
      return { ...waiting, told: sent.revision };
    case "complete":
      return { ...waiting, completed: true, told: sent.revision, wordsWait };
    case "words":
      return { ...waiting, wordsWait };
    case "remove":
      return { ...waiting, id: null };
  }
}

/** What an answer that is no success means: try again later, go on without it, or give up. */
export function meaningOf(
  status: number,
  code: string,
  what: Call["what"],
): "later" | "signed-out" | "done" | "refused" {
  if (status === 401) return "signed-out";
  // The token belongs to a sign-in that has ended.
  if (code === "CSRF_FAILED" || status === 408 || status === 429 || status >= 500) return "later";
  if (what === "remove" && status === 404) return "done";
  // Another tab has ended it; what is told on the way no longer matters.
  if (what === "progress" && status === 409) return "done";
  return "refused";
}

/** Nothing of it has to be kept any longer. */
export function isOver(waiting: Waiting, now: number): boolean {
  const { refused, discarded, id, completed, wordsWait, ended, begun } = waiting;
  if (refused) return now - refused.at > refusedForMs;
  if (discarded && id === null) return true;
  if (completed) return !wordsWait;
  return now - begun > (ended === null ? unfinishedForMs : takenForMs);
}
