"use client";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { isOver, type Waiting } from "./outbox-record.ts";
import { flag } from "./pending-flag.ts";

/** Where practices wait until the server knows them: IndexedDB, shared by all tabs of a browser. */

interface Stored extends DBSchema {
  practices: { key: string; value: Waiting };
}

type Database = Pick<IDBPDatabase<Stored>, "transaction">;

let opened: Promise<Database | undefined> | undefined;
/** Where the browser keeps nothing, practices live as long as their tab. */
const memory = new Map<string, Waiting>();

async function openStored(): Promise<Database | undefined> {
  try {
    return await openDB<Stored>("stint", 1, {
      upgrade: (database) => void database.createObjectStore("practices", { keyPath: "key" }),
      // A newer Stint in another tab wants to change it; the next use opens it anew.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase | null)?.close();
        opened = undefined;
      },
      terminated: () => {
        opened = undefined;
      },
    });
  } catch {
    // Browsers refuse in different ways: some throw, some fail later, some know nothing of it.
    return undefined;
  }
}

function open(): Promise<Database | undefined> {
  opened ??= openStored();
  return opened;
}

/**
 * Changes what waits under a key in one step, so that neither two tabs nor an answer that comes in overwrite each other.
 * @param change what becomes of it; undefined removes it, and what is not there comes as undefined
 */
export async function changeWaiting(
  key: string,
  change: (waiting: Waiting | undefined) => Waiting | undefined,
): Promise<Waiting | undefined> {
  const database = await open();
  if (!database) {
    const next = change(memory.get(key));
    if (next) memory.set(key, next);
    else memory.delete(key);
    return next;
  }
  const { store, done } = database.transaction("practices", "readwrite");
  const next = change(await store.get(key));
  if (next) await store.put(next);
  else await store.delete(key);
  await done;
  return next;
}

/** What waits for a person, the earliest first. */
export async function waitingOf(person: number): Promise<Waiting[]> {
  const database = await open();
  const all = database ? await database.transaction("practices").store.getAll() : [...memory.values()];
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
