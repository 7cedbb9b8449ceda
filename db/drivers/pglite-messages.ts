import type { Results } from "@electric-sql/pglite";
import { type Claimed, DataFolderLocked } from "./data-lock.ts";
import { DatabaseUnusable } from "./database-folder.ts";
import { DiskAlmostFull } from "./disk-space.ts";
import type { Durability } from "./pglite-files.ts";

/** What the thread of the embedded database is started with. */
export interface ThreadData {
  /** The database's own, within the data folder. */
  folder: string;
  durability: Durability;
  /** The claim of the data folder, which the other thread holds. */
  claimed: Claimed;
  /** What the thread shows at any time: by {@link signs}. */
  signs: Int32Array;
}

/** Places in {@link ThreadData.signs}: 1 while the disk is almost full; and a count that goes on unless a statement is stuck. */
export const signs = { low: 0, life: 1, length: 2 };

/** A statement; `drizzle` ones are read by Drizzle's parsers, as arrays or as objects. */
export interface Asked {
  kind: "query";
  id: number;
  text: string;
  values: unknown[] | undefined;
  reading: "own" | "drizzle-array" | "drizzle-object";
  /** Number of the transaction that it is part of. */
  transaction: number | undefined;
}

/** To the thread. Messages come in arrays, and are begun in their order. */
export type Order =
  | Asked
  | { kind: "begin"; transaction: number }
  | { kind: "end"; id: number; transaction: number; commit: boolean }
  | { kind: "close"; id: number };

/** What comes of a statement; without the fields' names and types, which nothing reads. */
export type Answer = Pick<Results<unknown>, "rows" | "affectedRows">;

/** From the thread. */
export type Report =
  | { kind: "opened" }
  | { kind: "failed"; error: CarriedError }
  | { kind: "answer"; id: number; answer: Answer | undefined }
  | { kind: "refusal"; id: number; error: CarriedError }
  | { kind: "warning"; message: string }
  /** Somebody else has taken the data folder over. */
  | { kind: "replaced"; message: string }
  /** PostgreSQL has given up; the thread ends. */
  | { kind: "died"; message: string };

/** An error as it crosses threads, where classes and what is not the language's own would be lost. */
export interface CarriedError {
  name: string;
  message: string;
  stack: string | undefined;
  /** What PostgreSQL says besides: code, detail, constraint, table … */
  properties: Record<string, string | number>;
  cause: CarriedError | undefined;
}

// A statement and its values stay where they were asked: Drizzle names them, and they would only be carried twice.
const left = new Set(["name", "message", "stack", "cause", "query", "params"]);

/** Takes an error apart for another thread. */
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

/** Puts an error together again: of the class that it had where that is one of Stint's, with all that PostgreSQL said. */
export function uncarry(carried: CarriedError): Error {
  const known = classes[carried.name]?.(carried);
  if (known) return known;
  const { name, message, stack, properties, cause } = carried;
  const error = new Error(message, cause && { cause: uncarry(cause) });
  return Object.assign(error, properties, { name }, stack === undefined ? {} : { stack });
}
