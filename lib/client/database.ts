"use client";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** Stint's IndexedDB, shared by all tabs of a browser. Each store knows the shape of its own records. */

interface Schema extends DBSchema {
  /** Practices on their way to the server (components/practice/player/outbox-store.ts). */
  practices: { key: string; value: unknown };
  /** Operations on their way to the server (outbox-store.ts). */
  outbox: { key: string; value: unknown };
  /** Server ids of what was created here (outbox-store.ts). */
  created: { key: string; value: unknown };
}

export type Database = IDBPDatabase<Schema>;

const version = 2;

let opening: Promise<Database | undefined> | undefined;

async function open(): Promise<Database | undefined> {
  try {
    return await openDB<Schema>("stint", version, {
      upgrade: (database, from) => {
        if (from < 1) database.createObjectStore("practices", { keyPath: "key" });
        if (from < 2) {
          database.createObjectStore("outbox", { keyPath: "key" });
          database.createObjectStore("created", { keyPath: "key" });
        }
      },
      // A newer Stint in another tab wants to upgrade; the next use opens it again.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase | null)?.close();
        opening = undefined;
      },
      terminated: () => {
        opening = undefined;
      },
    });
  } catch {
    // Browsers refuse in different ways: some throw, some fail later, some have no IndexedDB.
    return undefined;
  }
}

/** Opens the database; undefined where the browser stores nothing (private windows, a full disk). */
export function openDatabase(): Promise<Database | undefined> {
  opening ??= open();
  return opening;
}
