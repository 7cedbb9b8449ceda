import { mostSearchTerms } from "@/lib/core/search-text.ts";

/** The constants of practice for its columns, its API and its pages. Without zod, so pages may use it. */

export const poseCategories = [
  "standing",
  "balancing",
  "forward_bend",
  "backbend",
  "twist",
  "seated",
  "supine",
  "prone",
  "arm_balance",
  "inversion",
  "restorative",
] as const;
export type PoseCategory = (typeof poseCategories)[number];

export const difficulties = ["beginner", "intermediate", "advanced"] as const;
export type Difficulty = (typeof difficulties)[number];

export const styles = ["desk", "hatha", "vinyasa", "power", "yin", "restorative"] as const;
export type Style = (typeof styles)[number];

export const sides = ["left", "right", "both"] as const;
export type Side = (typeof sides)[number];

export const practiceStatuses = ["active", "completed", "abandoned"] as const;

/** Areas of the body that poses reach. */
export const targetAreas = [
  "neck",
  "shoulders",
  "arms",
  "wrists",
  "chest",
  "spine",
  "lower-back",
  "core",
  "hips",
  "hip-flexors",
  "glutes",
  "inner-thighs",
  "quads",
  "hamstrings",
  "calves",
  "ankles",
] as const;

/** Suggested areas of sequences; others are accepted too. */
export const focusAreas = ["full body", "relaxation", ...targetAreas] as const;

/** Suggested after a practice; other words are accepted too. */
export const moods = ["calm", "energised", "good", "tired", "sore"] as const;

/** Fields of a pose whose value may be too uncertain to be shown. */
export const unverifiedFields = ["difficulty", "hold", "cautions", "diacritics"] as const;
export type UnverifiedField = (typeof unverifiedFields)[number];

/** A step of a practice, as it was when the practice began. */
export interface PracticeStep {
  pose_slug: string;
  english_name: string;
  sanskrit_name: string;
  /** For each side. */
  hold_seconds: number;
  side: Side | null;
  transition_seconds: number;
  note: string | null;
}

/** The outcome of a step: its position from 0, and the seconds it was held on all its sides. */
export interface PracticeOutcome {
  position: number;
  outcome: "completed" | "skipped" | "partial";
  held_seconds: number;
}

/** The duration of a step: both sides where it has both, and the transition into it once. */
export const stepSeconds = (step: Pick<PracticeStep, "hold_seconds" | "side" | "transition_seconds">): number =>
  step.hold_seconds * (step.side === "both" ? 2 : 1) + step.transition_seconds;

/** The total duration of steps. */
export const totalSeconds = (steps: Pick<PracticeStep, "hold_seconds" | "side" | "transition_seconds">[]): number =>
  steps.reduce((sum, step) => sum + stepSeconds(step), 0);

/** Without accents: "Tāḍāsana" is "Tadasana". */
export const withoutAccents = (text: string): string => text.normalize("NFKD").replaceAll(/\p{M}/gu, "");

/** Lower case without accents: "Tāḍāsana" and "tadasana" are the same. */
export const plain = (text: string): string => withoutAccents(text).toLowerCase();

// Scripts without spaces between words: each of their letters counts as one.
const wordPattern =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}])[\p{L}\p{N}])+/gu;

/** The words of a text as a search compares them: plain letters and digits, each word once. */
export const plainWords = (text: string): string[] => [
  ...new Set((plain(text).match(wordPattern) ?? []).map((word) => word.slice(0, 100).toWellFormed())),
];

/** The words of a query: as many as any search uses. */
export const askedWords = (question: string): string[] => plainWords(question).slice(0, mostSearchTerms);

/** The searched form of texts: their plain words, separated by single spaces. */
export const searchText = (...texts: string[]): string => plainWords(texts.join(" ")).join(" ");

/** A Sanskrit name in English spelling: "Vṛkṣāsana" is "Vrikshasana". */
const byEar = (name: string): string =>
  name
    .normalize("NFC")
    .replaceAll(/[śṣ]/gi, "sh")
    .replaceAll(/ṛ/gi, "ri")
    .replaceAll(/c(?!h)/gi, "ch");

/** The searched text of a pose. */
export const poseSearchText = (english: string, sanskrit: string, areas: readonly string[]): string =>
  searchText(english, sanskrit, byEar(sanskrit), ...areas);
