import { formatHold } from "../labels.ts";
import { addStep, changeStep, type Draft, type DraftStep } from "./draft.ts";
import { longestHold } from "./problems.ts";

/** Unbalanced sides: a pose held longer on one side than on the other, and what puts it right. Pure. */

export interface Imbalance {
  pose_slug: string;
  english_name: string;
  /** Seconds over the whole sequence. */
  left: number;
  right: number;
}

const secondsOn = (side: "left" | "right", steps: DraftStep[]): number =>
  steps.reduce((sum, step) => sum + (step.side === side || step.side === "both" ? (step.hold_seconds ?? 0) : 0), 0);

/** Poses whose sides differ, in the order they come. One with an empty field is still being typed and is left out. */
export function imbalancesOf({ steps }: Draft): Imbalance[] {
  const poses = new Map<string, DraftStep[]>();
  for (const step of steps) {
    if (step.bilateral) poses.set(step.pose_slug, [...(poses.get(step.pose_slug) ?? []), step]);
  }
  return [...poses.entries()].flatMap(([pose_slug, all]) => {
    const [left, right] = [secondsOn("left", all), secondsOn("right", all)];
    if (left === right || all.some(({ hold_seconds }) => hold_seconds === null)) return [];
    return [{ pose_slug, english_name: all[0]?.english_name ?? pose_slug, left, right }];
  });
}

export interface Remedy {
  /** Names the act. */
  act: string;
  apply: (draft: Draft) => Draft;
}

/**
 * The least that puts a pose right: the short side held longer, a lone side made both, or else a step added for what is
 * missing.
 */
export function remedyOf({ steps }: Draft, { pose_slug, left, right }: Imbalance): Remedy {
  const missing = Math.abs(left - right);
  const [short, long] = left < right ? (["left", "right"] as const) : (["right", "left"] as const);
  const all = steps.filter((step) => step.pose_slug === pose_slug);
  const lengthened = all.findLast(
    ({ side, hold_seconds }) => side === short && (hold_seconds ?? 0) + missing <= longestHold,
  );
  if (lengthened) {
    const hold_seconds = (lengthened.hold_seconds ?? 0) + missing;
    return {
      act: `Hold the ${short} ${formatHold(missing)} longer`,
      apply: (draft) => changeStep(draft, lengthened.key, { hold_seconds }),
    };
  }
  const lone = all.find(({ side, hold_seconds }) => side === long && hold_seconds === missing);
  if (lone) return { act: "Hold both sides", apply: (draft) => changeStep(draft, lone.key, { side: "both" }) };
  const last = all.findLast(({ side }) => side === long || side === "both");
  return {
    act: `Add ${formatHold(missing)} on the ${short}`,
    apply: (draft) => {
      if (!last) return draft;
      const added = addStep(draft, last, Math.min(missing, longestHold), last.key);
      const key = added.steps.find((step) => !draft.steps.some((known) => known.key === step.key))?.key ?? "";
      return changeStep(added, key, { side: short });
    },
  };
}
