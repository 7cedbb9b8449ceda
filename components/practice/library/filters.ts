import { createLoader, createParser, type inferParserType } from "nuqs/server";
import {
  type Problem,
  problemsIn,
  urlParam,
  type Wrong,
  wrongChoice,
  wrongText,
} from "@/components/forms/url-params.ts";
import { type ConditionId, conditionIds } from "@/lib/practice/conditions.ts";
import {
  type Difficulty,
  difficulties,
  type PoseCategory,
  poseCategories,
  type Style,
  styles,
  targetAreas,
} from "@/lib/practice/constants.ts";

/** What of the sequences or the poses an address asks for; its parts are called as the API calls them. */

const listed = (words: readonly string[]) => words.join(", ").replaceAll("_", " ");
const longestMinutes = 10_000;
const isCondition = (word: string): word is ConditionId => (conditionIds as string[]).includes(word);
const wordsOf = (text: string) => text.split(",").filter((word) => word !== "");

const wrongAvoid: Wrong = (text) => {
  const unknown = wordsOf(text.trim()).filter((word) => !isCondition(word));
  return unknown.length === 0 ? null : "contains an unknown value";
};
const wrongFlag = wrongChoice(["true", "false"], "true or false");

const shared = {
  q: wrongText(100),
  difficulty: wrongChoice(difficulties, `a difficulty: ${listed(difficulties)}`),
  avoid: wrongAvoid,
} satisfies Record<string, Wrong>;

const sequenceWrongs = {
  ...shared,
  style: wrongChoice(styles, `a style: ${listed(styles)}`),
  focus_area: wrongText(50),
  max_minutes: (text: string) =>
    /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= longestMinutes
      ? null
      : "is not a number of minutes such as 20",
  mine: wrongFlag,
  favorite: wrongFlag,
} satisfies Record<string, Wrong>;

const poseWrongs = {
  ...shared,
  category: wrongChoice(poseCategories, "a kind of pose such as standing"),
  target_area: wrongChoice(targetAreas, "an area such as hips"),
} satisfies Record<string, Wrong>;

const sharedParsers = {
  q: urlParam(shared.q, String),
  difficulty: urlParam(shared.difficulty, (text) => text as Difficulty),
  // What is known of it still counts: leaving out too little would be worse than not being told.
  avoid: createParser<ConditionId[]>({
    parse: (text) => {
      const known = [...new Set(wordsOf(text.trim()).filter(isCondition))];
      return known.length > 0 ? known : null;
    },
    serialize: (ids) => ids.join(","),
    eq: (one, other) => one.join(",") === other.join(","),
  }),
};

// Only `true` narrows anything.
const flag = (wrong: Wrong) =>
  createParser<true>({
    parse: (text) => (wrong(text) === null && text.trim() === "true" ? true : null),
    serialize: String,
  });

/** The parts of the sequences' address, for nuqs. */
export const sequenceParsers = {
  ...sharedParsers,
  style: urlParam(sequenceWrongs.style, (text) => text as Style),
  focus_area: urlParam(sequenceWrongs.focus_area, (text) => text.toLowerCase()),
  max_minutes: urlParam(sequenceWrongs.max_minutes, Number),
  mine: flag(sequenceWrongs.mine),
  favorite: flag(sequenceWrongs.favorite),
};

/** The parts of the poses' address, for nuqs. */
export const poseParsers = {
  ...sharedParsers,
  category: urlParam(poseWrongs.category, (text) => text as PoseCategory),
  target_area: urlParam(poseWrongs.target_area, (text) => text as (typeof targetAreas)[number]),
};

/** The part that a sequence's own page has. */
export const avoidParsers = { avoid: sharedParsers.avoid };

export type SequenceFilters = inferParserType<typeof sequenceParsers>;
export type PoseFilters = inferParserType<typeof poseParsers>;

/** Read the address on the server. */
export const loadSequenceFilters = createLoader(sequenceParsers);
export const loadPoseFilters = createLoader(poseParsers);
export const loadAvoid = createLoader(avoidParsers);

type Search = Pick<URLSearchParams, "get">;

/** What of an address was left out, and why. */
export const sequenceProblems = (search: Search): Problem[] => problemsIn(sequenceWrongs, search);
export const poseProblems = (search: Search): Problem[] => problemsIn(poseWrongs, search);
export const avoidProblems = (search: Search): Problem[] => problemsIn({ avoid: wrongAvoid }, search);

/** All of these filters taken away. */
export const nothingOf = <Filters extends object>(filters: Filters) =>
  Object.fromEntries(Object.keys(filters).map((name) => [name, null])) as { [Name in keyof Filters]: null };

/** The names of the filters that are on. */
export const namesOn = <Filters extends object>(filters: Filters): (keyof Filters & string)[] =>
  (Object.keys(filters) as (keyof Filters & string)[]).filter((name) => filters[name] !== null);

const asked = (value: unknown): unknown =>
  Array.isArray(value) ? value.join(",") : typeof value === "boolean" ? String(value) : value;

/** What the API is asked for: the filters that are on, in the shapes of its contract. */
export function queryOf(filters: SequenceFilters | PoseFilters): object {
  const on = Object.entries(filters).filter(([, value]) => value !== null);
  return Object.fromEntries(on.map(([name, value]) => [name, asked(value)]));
}
