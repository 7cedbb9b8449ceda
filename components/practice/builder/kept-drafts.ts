import { difficulties, sides, styles } from "@/lib/practice/constants.ts";
import type { Draft, DraftStep } from "./draft.ts";

/**
 * Drafts that are not saved yet, kept in this browser: each open builder has a place of its own, so that two tabs never
 * write over one another.
 */

export interface KeptDraft {
  /** When it was kept, in milliseconds. */
  at: number;
  /** The version of the sequence it began from; null for one that is not made yet. */
  version: number | null;
  base: Draft;
  draft: Draft;
}

/** Whose draft, and of what. */
export interface DraftOwner {
  person: number;
  sequence: number | null;
}

/** Grows when what is kept gets another shape; what an older Stint has kept is left out. */
const shape = 1;
const keptForMs = 90 * 24 * 3_600_000;

const prefixOf = ({ person, sequence }: DraftOwner): string => `stint.sequence-draft.${person}.${sequence ?? "new"}.`;

/** The name of a builder's own place. */
export const slotOf = (owner: DraftOwner, builder: string): string => `${prefixOf(owner)}${builder}`;

/** The browser may refuse to store (private windows, a full disk). */
function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

/** Keeps a draft. Answers whether the browser took it. */
export function keepDraft(slot: string, kept: KeptDraft): boolean {
  try {
    const store = storage();
    store?.setItem(slot, JSON.stringify({ shape, ...kept }));
    return store !== undefined;
  } catch {
    return false;
  }
}

export function dropDraft(slot: string): void {
  storage()?.removeItem(slot);
}

type Loose = Record<string, unknown>;
const isObject = (value: unknown): value is Loose => typeof value === "object" && value !== null;
const isText = (value: unknown): value is string => typeof value === "string";
const isOneOf = (words: readonly unknown[], value: unknown): boolean => words.includes(value);
const isNumberOrNull = (value: unknown): boolean => value === null || typeof value === "number";

function isStep(value: unknown): value is DraftStep {
  if (!isObject(value)) return false;
  return (
    [value.key, value.pose_slug, value.english_name, value.sanskrit_name, value.note].every(isText) &&
    typeof value.bilateral === "boolean" &&
    isNumberOrNull(value.hold_seconds) &&
    isNumberOrNull(value.transition_seconds) &&
    (value.side === null || isOneOf(sides, value.side))
  );
}

function isDraft(value: unknown): value is Draft {
  if (!isObject(value)) return false;
  const { steps } = value;
  return (
    [value.name, value.description, value.focus_area].every(isText) &&
    isOneOf(styles, value.style) &&
    isOneOf(difficulties, value.difficulty) &&
    typeof value.is_public === "boolean" &&
    Array.isArray(steps) &&
    steps.every(isStep) &&
    new Set(steps.map(({ key }) => key)).size === steps.length
  );
}

/** Reads what is kept; undefined for what this Stint did not write. */
export function parseDraft(text: string | null): KeptDraft | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    if (!isObject(value) || value.shape !== shape || typeof value.at !== "number") return undefined;
    const { at, version, base, draft } = value;
    if (!(isNumberOrNull(version) && isDraft(base) && isDraft(draft))) return undefined;
    return { at, version: version as number | null, base, draft };
  } catch {
    return undefined;
  }
}

/** A kept draft; undefined when there is none any more. */
export const readDraft = (slot: string): KeptDraft | undefined => parseDraft(storage()?.getItem(slot) ?? null);

/** The places of all drafts of an owner. What is bad or long forgotten is dropped. */
export function slotsOf(owner: DraftOwner, now: number): string[] {
  const store = storage();
  if (!store) return [];
  const slots = Object.keys(store).filter((name) => name.startsWith(prefixOf(owner)));
  return slots.filter((slot) => {
    const kept = readDraft(slot);
    if (kept && now - kept.at < keptForMs) return true;
    store.removeItem(slot);
    return false;
  });
}
