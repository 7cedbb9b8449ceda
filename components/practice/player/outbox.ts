"use client";
import { ApiError } from "@/lib/api/api-error.ts";
import { send } from "@/lib/client/api.ts";
import type { Achievement } from "@/lib/practice/shapes.ts";
import { type Answer, answered, type Call, meaningOf, nextCall, type Waiting } from "./outbox-record.ts";
import { changeWaiting, tidy, waitingOf } from "./outbox-store.ts";
import { flag } from "./pending-flag.ts";

/**
 * Sends practices, each at most once whatever is pressed twice: from a page that may be older than the server, without a
 * connection for hours, and only as the person who practised.
 */

/** What became of the last try. */
export type Sending = "sent" | "waiting" | "signed-out" | "other-account";

/** What the server made of a practice in this tab. */
export interface Recorded {
  achievements: Achievement[];
}

export interface News {
  key: string;
  /** As it waits now; undefined once nothing of it waits. */
  waiting: Waiting | undefined;
  /** What it was answered with when it was completed. */
  recorded?: Recorded;
}

const listeners = new Set<(news: News) => void>();

/** Calls `listener` with what becomes of practices in this tab; returns the way out. */
export function onNews(listener: (news: News) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(news: News): void {
  for (const listener of listeners) listener(news);
}

class Stop extends Error {
  override name = "Stop";
  readonly why: Sending;

  constructor(why: Sending) {
    super(why);
    this.why = why;
  }
}

/** What to add to this browser's clock to get the server's, in milliseconds. */
async function clockOffset(): Promise<number> {
  const response = await fetch("/api/v1/csrf-token", { cache: "no-store" });
  if (!response.ok) throw new Stop("waiting");
  const date = response.headers.get("date");
  const offset = date === null ? 0 : Date.parse(date) - Date.now();
  // The header has whole seconds, and took a moment to arrive.
  return Math.abs(offset) < 2500 ? 0 : offset;
}

const formatRefusal = ({ status, message }: ApiError, { what }: Call): string =>
  status === 404 && what !== "begin" ? "It was deleted in the meantime." : message;

/** Sends one thing. Answers with what waits afterwards. */
async function sendNext(waiting: Waiting, call: Call): Promise<Waiting | undefined> {
  const { key, person } = waiting;
  const response = await send(call.method, call.path, { body: call.body, user: person });
  const error = response.ok ? undefined : await ApiError.of(response);
  const meaning = error && meaningOf(error.status, error.code, call.what);
  if (error?.code === "USER_ID_MISMATCH") throw new Stop("other-account");
  if (meaning === "later") throw new Stop("waiting");
  if (meaning === "signed-out") throw new Stop("signed-out");
  if (error && meaning === "refused") {
    const refused = { message: formatRefusal(error, call), at: Date.now() };
    const next = await changeWaiting(key, (each) => each && { ...each, refused });
    tell({ key, waiting: next });
    return next;
  }
  const body: Answer & Partial<Recorded> = response.ok && response.status !== 204 ? await response.json() : {};
  const next = await changeWaiting(key, (each) => each && answered(each, call, waiting, body));
  tell({
    key,
    waiting: next,
    ...(call.what === "complete" && { recorded: { achievements: body.achievements ?? [] } }),
  });
  return next;
}

async function sendAll(person: number): Promise<Sending> {
  try {
    let offset: number | undefined;
    for (const first of await waitingOf(person)) {
      let waiting: Waiting | undefined = first;
      for (;;) {
        const call: Call | undefined = waiting && nextCall(waiting, Date.now(), offset ?? 0);
        if (!waiting || !call) break;
        // Only now that there is something to send; what to send depends on the server's clock.
        if (offset === undefined) offset = await clockOffset();
        else waiting = await sendNext(waiting, call);
      }
    }
    return "sent";
  } catch (error) {
    if (error instanceof Stop) return error.why;
    if (error instanceof TypeError || error instanceof ApiError) return "waiting";
    throw error;
  } finally {
    await tidy(person, Date.now());
  }
}

/** One tab at a time sends; where a browser cannot tell, repeats are harmless all the same. */
const alone = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks ? navigator.locks.request("stint.practice.outbox", work) : work();

let underWay: Promise<Sending> | undefined;
let again = false;

/** Sends what waits for a person. Resolves when everything was tried. */
export async function flush(person: number): Promise<Sending> {
  if (underWay) {
    again = true;
    return underWay;
  }
  underWay = (async () => {
    let outcome: Sending;
    do {
      again = false;
      outcome = await alone(() => sendAll(person));
    } while (again);
    return outcome;
  })();
  try {
    return await underWay;
  } finally {
    underWay = undefined;
  }
}

/** Keeps a practice, or a change of one, until it was sent. */
export async function keepWaiting(
  person: number,
  key: string,
  change: (waiting: Waiting | undefined) => Waiting | undefined,
): Promise<void> {
  flag(person, true);
  tell({ key, waiting: await changeWaiting(key, change) });
}
