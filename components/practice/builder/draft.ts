import { formatTicking } from "@/lib/core/format.ts";
import { type Difficulty, type Side, type Style, stepSeconds } from "@/lib/practice/constants.ts";
import type { Sequence } from "@/lib/practice/shapes.ts";

/** A sequence as it stands in the builder, and what can be done to it. Pure: each function answers with a new draft. */

/** What the builder knows of a pose. */
export interface PoseFacts {
  pose_slug: string;
  english_name: string;
  sanskrit_name: string;
  /** It is done on each side. */
  bilateral: boolean;
}

export interface DraftStep extends PoseFacts {
  /** Tells it from the others wherever it moves; the server does not know it. */
  key: string;
  /** For each side; null while the field is empty. */
  hold_seconds: number | null;
  side: Side | null;
  transition_seconds: number | null;
  note: string;
}

export interface Draft {
  name: string;
  description: string;
  style: Style;
  difficulty: Difficulty;
  focus_area: string;
  is_public: boolean;
  steps: DraftStep[];
}

/** What can be changed of a step in its row. */
export type StepChange = Partial<Pick<DraftStep, "hold_seconds" | "side" | "transition_seconds" | "note">>;

const usualHold = 30;
const usualTransition = 5;

/** A sequence nobody has made yet. */
export const blankDraft: Draft = {
  name: "",
  description: "",
  style: "hatha",
  difficulty: "beginner",
  focus_area: "full body",
  is_public: false,
  steps: [],
};

/** A sequence as the builder shows it at first. */
export function draftOf(sequence: Sequence): Draft {
  const { name, description, style, difficulty, focus_area, is_public, poses } = sequence;
  const steps = poses.map((pose, index) => ({ ...pose, key: String(index + 1), note: pose.note ?? "" }));
  return { name, description, style, difficulty, focus_area, is_public, steps };
}

/** What is sent of a draft without problems. */
export function inputOf({ steps, ...rest }: Draft) {
  const poses = steps.map(({ pose_slug, hold_seconds, side, transition_seconds, note }) => ({
    pose_slug,
    hold_seconds: hold_seconds ?? 0,
    side,
    transition_seconds: transition_seconds ?? 0,
    note: note.trim() === "" ? null : note,
  }));
  return { ...rest, poses };
}

const asSent = ({ name, focus_area, ...rest }: Draft): string => {
  const { poses, ...fields } = inputOf({ ...rest, name: name.trim(), focus_area: focus_area.trim().toLowerCase() });
  const trimmed = poses.map(({ note, ...pose }) => ({ ...pose, note: note?.trim() ?? null }));
  return JSON.stringify([Object.entries(fields).sort(), trimmed.map((pose) => Object.entries(pose).sort())]);
};

/** Whether two drafts would be saved alike, whatever their keys. */
export const isSame = (one: Draft, other: Draft): boolean => one === other || asSent(one) === asSent(other);

const withSteps = (draft: Draft, steps: DraftStep[]): Draft => ({ ...draft, steps });

/** A key that no step has. */
const freshKey = (steps: DraftStep[]): string => String(1 + Math.max(0, ...steps.map(({ key }) => Number(key) || 0)));

/** Where a step stands, from 0; -1 when it is gone. */
export const placeOf = (draft: Draft, key: string): number => draft.steps.findIndex((step) => step.key === key);

/**
 * Puts a pose into the sequence, on both sides where it has them.
 * @param hold seconds for each side; the usual where the pose has none of its own
 * @param after key of the step it follows; at the end without one
 */
export function addStep(draft: Draft, pose: PoseFacts, hold: number | null, after: string | null): Draft {
  const { pose_slug, english_name, sanskrit_name, bilateral } = pose;
  const before = after === null ? -1 : placeOf(draft, after);
  const at = before === -1 ? draft.steps.length : before + 1;
  const step: DraftStep = {
    key: freshKey(draft.steps),
    ...{ pose_slug, english_name, sanskrit_name, bilateral },
    hold_seconds: hold ?? usualHold,
    side: bilateral ? "both" : null,
    transition_seconds: usualTransition,
    note: "",
  };
  return withSteps(draft, draft.steps.toSpliced(at, 0, step));
}

export const removeStep = (draft: Draft, key: string): Draft =>
  withSteps(
    draft,
    draft.steps.filter((step) => step.key !== key),
  );

/** Moves a step to a place from 0, the nearest there is; the same draft where it stays. */
export function moveStep(draft: Draft, key: string, to: number): Draft {
  const from = placeOf(draft, key);
  const step = draft.steps[from];
  const at = Math.max(0, Math.min(to, draft.steps.length - 1));
  if (!step || at === from) return draft;
  return withSteps(draft, draft.steps.toSpliced(from, 1).toSpliced(at, 0, step));
}

/** Puts a copy of a step behind it. */
export function duplicateStep(draft: Draft, key: string): Draft {
  const at = placeOf(draft, key);
  const step = draft.steps[at];
  if (!step) return draft;
  return withSteps(draft, draft.steps.toSpliced(at + 1, 0, { ...step, key: freshKey(draft.steps) }));
}

export const changeStep = (draft: Draft, key: string, change: StepChange): Draft =>
  withSteps(
    draft,
    draft.steps.map((step) => (step.key === key ? { ...step, ...change } : step)),
  );

/** How long a step takes; an empty field counts as nothing. */
export const secondsOf = ({ hold_seconds, transition_seconds, side }: DraftStep): number =>
  stepSeconds({ hold_seconds: hold_seconds ?? 0, transition_seconds: transition_seconds ?? 0, side });

/** How long all steps take. */
export const totalOf = ({ steps }: Draft): number => steps.reduce((sum, step) => sum + secondsOf(step), 0);

/** Seconds exactly: `7 m 05 s`, `1 h 02 m 30 s`, `45 s`. */
export const formatSeconds = (seconds: number): string => formatTicking(seconds).filter(Boolean).join(" ");

const longestName = 100;
const copied = " (copy)";

/** The name of a copy, as the server gives it: within what a name may have, and never half a character. */
export const copyName = (name: string): string =>
  `${name
    .slice(0, longestName - copied.length)
    .replace(/[\ud800-\udbff]$/, "")
    .trimEnd()}${copied}`;
