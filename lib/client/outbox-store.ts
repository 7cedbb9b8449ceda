"use client";
import { openDatabase } from "./database.ts";

/** Where operations wait until the server has answered them. Without IndexedDB they live as long as their tab. */

/** What a user did. */
export interface Operation {
  /** UUID. */
  key: string;
  /** When they did it, in milliseconds of the server's clock. */
  at: number;
}

export interface OutboxItem {
  key: string;
  user: number;
  /** The domain that knows how to send it. */
  scope: string;
  operation: Operation;
}

interface Created {
  key: string;
  id: number;
  at: number;
}

/** For browsers that store nothing, and for single records that they refuse. */
const memory = new Map<string, OutboxItem>();
const createdInMemory = new Map<string, number>();

/** Stores an item, in the place of an earlier one with its key. */
export async function putItem(item: OutboxItem): Promise<void> {
  try {
    const database = await openDatabase();
    if (database) {
      await database.put("outbox", item);
      return;
    }
  } catch {
    // A full disk: the item lives as long as its tab.
  }
  memory.set(item.key, item);
}

/** Whether an item still waits; assumed when the store cannot be read, as sending it once more is safe. */
export async function hasItem(key: string): Promise<boolean> {
  if (memory.has(key)) return true;
  try {
    const database = await openDatabase();
    return database !== undefined && (await database.getKey("outbox", key)) !== undefined;
  } catch {
    return true;
  }
}

export async function deleteItem(key: string): Promise<void> {
  memory.delete(key);
  // What stays in the store is sent once more by the next page, which is safe.
  await (await openDatabase())?.delete("outbox", key).catch(() => {});
}

/** What waits for a user, oldest first. */
export async function itemsOf(user: number): Promise<OutboxItem[]> {
  const database = await openDatabase();
  const stored = ((await database?.getAll("outbox")) ?? []) as OutboxItem[];
  return [...stored, ...memory.values()]
    .filter((item) => item.user === user)
    .sort((one, other) => one.operation.at - other.operation.at);
}

const createdKey = (user: number, scope: string, provisional: number): string => `${user}.${scope}.${provisional}`;

/** Remembers the server's id of something that was created here, for operations that know it by its provisional id. */
export async function putCreatedId(user: number, scope: string, provisional: number, id: number): Promise<void> {
  const key = createdKey(user, scope, provisional);
  createdInMemory.set(key, id);
  const record: Created = { key, id, at: Date.now() };
  // Without it, only a later page would not know the id.
  await (await openDatabase())?.put("created", record).catch(() => {});
}

/** The server's id of something that was created here. */
export async function createdId(user: number, scope: string, provisional: number): Promise<number | undefined> {
  const key = createdKey(user, scope, provisional);
  const known = createdInMemory.get(key);
  if (known !== undefined) return known;
  const record = await (await openDatabase())?.get("created", key).catch(() => undefined);
  return (record as Created | undefined)?.id;
}

/** Forgets ids that were stored before `before`, in milliseconds of this browser's clock. */
export async function deleteCreatedIds(before: number): Promise<void> {
  const database = await openDatabase();
  for (const { key, at } of ((await database?.getAll("created")) ?? []) as Created[]) {
    if (at < before) await database?.delete("created", key);
  }
}
