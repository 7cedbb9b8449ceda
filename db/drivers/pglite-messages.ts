import type { Results } from "@electric-sql/pglite";
import { type Claimed, DataFolderLocked } from "./data-lock.ts";
import { DatabaseUnusable } from "./database-folder.ts";
import { DiskAlmostFull } from "./disk-space.ts";
import type { Durability } from "./pglite-files.ts";

/** The thread's start data. */
export interface ThreadData {
  /** The database's own, within the data folder. */
  folder: string;
  durability: Durability;
  /** The claim of the data folder, which the other thread holds. */
  claimed: Claimed;
  /** The thread's shared state, indexed by {@link signs}. */
  signs: Int32Array;
}

/**
 * Indexes in {@link ThreadData.signs}: 1 while the disk is almost full; and a counter that increases unless a statement
 * is stuck.
 */
export const signs = { low: 0, life: 1, length: 2 };

/** A statement; results of `drizzle` ones are parsed by Drizzle's parsers, as arrays or as objects. */
export interface Asked {
  kind: "query";
  id: number;
  text: string;
  values: unknown[] | undefined;
  reading: "own" | "drizzle-array" | "drizzle-object";
  /** Id of the transaction that it is part of. */
  transaction: number | undefined;
}

/** To the thread. Messages come in arrays, and are started in order. */
export type Order =
  | Asked
  | { kind: "begin"; transaction: number }
  | { kind: "end"; id: number; transaction: number; commit: boolean }
  | { kind: "close"; id: number };

/** The result of a statement; without the fields' names and types, which nothing reads. */
export type Answer = Pick<Results<unknown>, "rows" | "affectedRows">;

/** From the thread. */
export type Report =
  | { kind: "opened" }
  | { kind: "failed"; error: CarriedError }
  | { kind: "answer"; id: number; answer: Answer | undefined }
  | { kind: "refusal"; id: number; error: CarriedError }
  | { kind: "warning"; message: string }
  /** Another process has taken over the data folder. */
  | { kind: "replaced"; message: string }
  /** PostgreSQL has crashed; the thread exits. */
  | { kind: "died"; message: string };

/** An error as it crosses threads, where classes and non-standard properties would be lost. */
export interface CarriedError {
  name: string;
  message: string;
  stack: string | undefined;
  /** PostgreSQL's further fields: code, detail, constraint, table … */
  properties: Record<string, string | number>;
  cause: CarriedError | undefined;
}

// A statement and its values stay on the calling thread: Drizzle adds them there, and they would be copied twice.
const left = new Set(["name", "message", "stack", "cause", "query", "params"]);

/** Serializes an error for another thread. */
export function carry(error: unknown): CarriedError {
  if (!(error instanceof Error)) {
    return { name: "Error", message: String(error), stack: undefined, properties: {}, cause: undefined };
  }
  const properties = Object.entries(error).filter(
    ([key, value]) => !left.has(key) && (typeof value === "string" || typeof value === "number"),
  );
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    properties: Object.fromEntries(properties),
    cause: error.cause === undefined ? undefined : carry(error.cause),
  };
}

const classes: Record<string, (carried: CarriedError) => Error> = {
  DataFolderLocked: ({ message }) => new DataFolderLocked(message),
  DatabaseUnusable: ({ message }) => new DatabaseUnusable(message),
  DiskAlmostFull: ({ cause }) => new DiskAlmostFull(cause && uncarry(cause)),
};

/** Deserializes an error: of its original class if that is one of Stint's, with all of PostgreSQL's fields. */
export function uncarry(carried: CarriedError): Error {
  const known = classes[carried.name]?.(carried);
  if (known) return known;
  const { name, message, stack, properties, cause } = carried;
  const error = new Error(message, cause && { cause: uncarry(cause) });
  return Object.assign(error, properties, { name }, stack === undefined ? {} : { stack });
}
