import type { Operation } from "./pending.ts";

/**
 * Operations that are on their way, kept in this browser until the server has answered, so that neither a closed tab nor
 * a lost connection loses them. Sending one twice is harmless: each is idempotent by its key or by what it asks for.
 */

const prefix = "stint.operation.";
/** The server takes nothing that lies further back. */
const keptForMs = 24 * 3_600_000;

const nameOf = (person: number, key: string): string => `${prefix}${person}.${key}`;

/** The browser may refuse to store (private windows, a full disk); then an operation lives as long as its tab. */
function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

/** Keeps an operation of a person. */
export function keep(person: number, operation: Operation): void {
  try {
    storage()?.setItem(nameOf(person, operation.key), JSON.stringify(operation));
  } catch {
    // Nothing more can be done than what is said above.
  }
}

/** Drops an operation that was answered. */
export function drop(person: number, { key }: Operation): void {
  storage()?.removeItem(nameOf(person, key));
}

function parse(text: string | null): Operation | undefined {
  try {
    return text === null ? undefined : (JSON.parse(text) as Operation);
  } catch {
    return undefined;
  }
}

/** Operations that were found here, and not done on the page that stands now. */
const found = new Set<string>();

/** Whether an operation was done on an earlier page: no form waits for its answer. */
export const isFound = ({ key }: Operation): boolean => found.has(key);

/** What a person did that was never answered, in order; what is too old for the server to take is dropped. */
export function keptOf(person: number, now: number): Operation[] {
  const store = storage();
  if (!store) return [];
  const kept: Operation[] = [];
  for (const name of Object.keys(store).filter((each) => each.startsWith(`${prefix}${person}.`))) {
    const operation = parse(store.getItem(name));
    if (operation && now - operation.at < keptForMs) kept.push(operation);
    else store.removeItem(name);
  }
  for (const { key } of kept) found.add(key);
  return kept.sort((a, b) => a.at - b.at);
}
