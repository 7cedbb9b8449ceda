"use client";
import { openDatabase } from "@/lib/client/database.ts";
import { isOver, type Waiting } from "./outbox-record.ts";
import { flag } from "./pending-flag.ts";

/** Where practices wait until the server knows them: IndexedDB, shared by all tabs of a browser. */

/** Without IndexedDB, practices live as long as their tab. */
const memory = new Map<string, Waiting>();

/**
 * Changes what waits under a key in one step, so that neither two tabs nor an answer that comes in overwrite each other.
 * @param change what becomes of it; undefined removes it, and what is not there comes as undefined
 */
export async function changeWaiting(
  key: string,
  change: (waiting: Waiting | undefined) => Waiting | undefined,
): Promise<Waiting | undefined> {
  const database = await openDatabase();
  if (!database) {
    const next = change(memory.get(key));
    if (next) memory.set(key, next);
    else memory.delete(key);
    return next;
  }
  const { store, done } = database.transaction("practices", "readwrite");
  const next = change((await store.get(key)) as Waiting | undefined);
  if (next) await store.put(next);
  else await store.delete(key);
  await done;
  return next;
}

/** What waits for a person, the earliest first. */
export async function waitingOf(person: number): Promise<Waiting[]> {
  const database = await openDatabase();
  const all = database ? ((await database.getAll("practices")) as Waiting[]) : [...memory.values()];
  return all.filter((each) => each.person === person).sort((a, b) => a.begun - b.begun);
}

/** Removes what nobody needs any longer, and the flag with the last of it. */
export async function tidy(person: number, now: number): Promise<void> {
  for (const { key } of await waitingOf(person)) {
    await changeWaiting(key, (each) => (each && !isOver(each, now) ? each : undefined));
  }
  if ((await waitingOf(person)).some(({ refused }) => !refused)) return;
  flag(person, false);
}
