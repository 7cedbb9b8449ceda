import type { TaskOperation } from "./pending.ts";

/**
 * Operations that are on their way, kept in this browser until they are answered, so that neither a closed tab nor a lost
 * connection loses them. A lock says which tab is at one: only when that is gone may another send it.
 */

const prefix = "stint.task-operation.";
/** What was never answered for so long is forgotten, in milliseconds. */
const keptForMs = 24 * 3_600_000;

export interface KeptOperation {
  operation: TaskOperation;
  /** It was sent, and nobody knows what became of it. */
  isTried: boolean;
}

const nameOf = (person: number, key: string): string => `${prefix}${person}.${key}`;

/** The browser may refuse to store; then an operation lives as long as its tab, as it does where there are no locks. */
function storage(): Storage | undefined {
  try {
    return navigator.locks && window.localStorage;
  } catch {
    return undefined;
  }
}

/** Keeps an operation of a person. */
export function keep(person: number, operation: TaskOperation, isTried = false): void {
  const kept: KeptOperation = { operation, isTried };
  try {
    storage()?.setItem(nameOf(person, operation.key), JSON.stringify(kept));
  } catch {
    // Nothing more can be done than what is said above.
  }
}

/** Drops an operation that was answered. */
export function drop(person: number, { key }: TaskOperation): void {
  storage()?.removeItem(nameOf(person, key));
}

function parse(text: string | null): KeptOperation | undefined {
  try {
    return text === null ? undefined : (JSON.parse(text) as KeptOperation);
  } catch {
    return undefined;
  }
}

/** What a person did that was never answered, in order. */
export function keptOf(person: number, now: number): KeptOperation[] {
  const store = storage();
  if (!store) return [];
  const kept: KeptOperation[] = [];
  for (const name of Object.keys(store).filter((each) => each.startsWith(`${prefix}${person}.`))) {
    const found = parse(store.getItem(name));
    if (found && now - found.operation.at < keptForMs) kept.push(found);
    else store.removeItem(name);
  }
  return kept.sort((one, other) => one.operation.at - other.operation.at);
}

const releases = new Map<string, () => void>();

/** By then a page that was to be left is left, or stays, in milliseconds. */
const leavingMs = 10_000;
let leftAt = Number.NEGATIVE_INFINITY;
const noteLeaving = () => {
  leftAt = Date.now();
};

/** Whether the page is about to go: what is under way then fails, and the next page is to tell. */
export const isLeaving = (): boolean => Date.now() - leftAt < leavingMs;

/** Says that this tab is at an operation, until {@link release}. */
export function hold({ key }: TaskOperation): void {
  window.addEventListener("beforeunload", noteLeaving);
  if (!navigator.locks || releases.has(key)) return;
  const held = new Promise<void>((done) => releases.set(key, done));
  void navigator.locks.request(`${prefix}${key}`, () => held);
}

export function release({ key }: TaskOperation): void {
  releases.get(key)?.();
  releases.delete(key);
  if (releases.size === 0) window.removeEventListener("beforeunload", noteLeaving);
}

/** Does `work` for an operation that no other tab is at. */
export async function ifFree({ key }: TaskOperation, work: () => Promise<void>): Promise<void> {
  await navigator.locks.request(`${prefix}${key}`, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    // Who does the work has the lock already, and must not ask for it.
    releases.set(key, () => {});
    await work();
  });
}
