import { z } from "zod";
import { dateShape, instantOut, line, prose, queryFlag, secondsShape } from "@/lib/api/shapes.ts";
import { conditionIds } from "./conditions.ts";
import { difficulties, poseCategories, practiceStatuses, sides, styles, targetAreas } from "./constants.ts";

/** Shapes of practice. Safe for the browser. */

export const slugShape = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "Must be lower-case letters and digits, separated by single hyphens")
  .max(100);

const style = z.enum(styles);
const difficulty = z.enum(difficulties);
const category = z.enum(poseCategories);
const side = z.enum(sides);
const area = z.enum(targetAreas);

/** One of the suggested areas or the user's own word for it, in lower case. */
const focusArea = line(50).transform((value) => value.toLowerCase());

/** The allowed duration of a step, in seconds for each side. */
const hold = z.int().min(1, { error: "Must be at least 1 second" }).max(3600, { error: "Must be at most an hour" });
const transition = z.int().min(0).max(120);

// — Poses —

export const poseShape = z
  .object({
    id: z.int(),
    slug: z.string(),
    english_name: z.string(),
    sanskrit_name: z.string().meta({ description: "Without diacritics unless confirmed." }),
    category,
    difficulty: difficulty.nullable().meta({ description: "Null unless confirmed." }),
    bilateral: z.boolean().meta({ description: "Whether it is done on each side." }),
    typical_hold_seconds: z.int().nullable().meta({ description: "For each side; null unless confirmed." }),
    target_areas: z.array(z.string()),
    description: z.string(),
    instructions: z.array(z.string()),
    benefits: z.array(z.string()),
    cautions: z.array(z.string()).nullable().meta({
      description: "Not medical advice. Null when none is confirmed, which does not mean that the pose has none.",
    }),
    updated_at: instantOut,
  })
  .meta({ id: "Pose" });
export type Pose = z.output<typeof poseShape>;

const lines = (most: number) => z.array(line(500)).max(most);

/** An administrator's input for a pose. */
export const poseInput = {
  english_name: line(100),
  sanskrit_name: line(100),
  category,
  difficulty,
  bilateral: z.boolean(),
  typical_hold_seconds: hold,
  target_areas: z
    .array(area)
    .max(targetAreas.length)
    .transform((values) => [...new Set(values)]),
  description: prose(2000).optional(),
  instructions: lines(20).optional(),
  benefits: lines(20).optional(),
  cautions: z.array(line(100)).max(20).optional(),
};

const avoid = z
  .string()
  .max(200)
  .transform((value) => value.split(",").filter(Boolean))
  .pipe(z.array(z.enum(conditionIds)))
  .optional();

export const poseFilters = {
  category: category.optional(),
  difficulty: difficulty.optional(),
  target_area: area.optional(),
  q: line(100)
    .optional()
    .meta({ description: "Words in a name or an area. Accents are ignored; the first eight words count." }),
  avoid: avoid.meta({
    description: `Excludes poses with a caution for these, separated by commas: ${conditionIds.join(", ")}. Unconfirmed cautions count too.`,
  }),
};

// — Sequences —

/** A step in a request. */
export const stepInput = z.strictObject({
  pose_slug: slugShape,
  hold_seconds: hold,
  side: side.nullable().default(null).meta({ description: "Only for a pose that is done on each side." }),
  transition_seconds: transition.default(0).meta({ description: "Time to get into the pose, once, before the hold." }),
  note: line(500).nullable().default(null),
});

const steps = z
  .array(stepInput)
  .min(1, { error: "A sequence has at least one pose" })
  .max(100, { error: "A sequence has at most 100 poses" });

/** A step as it is stored. */
export const stepShape = z.object({
  pose_slug: z.string(),
  english_name: z.string(),
  sanskrit_name: z.string(),
  hold_seconds: z.int(),
  side: side.nullable(),
  transition_seconds: z.int(),
  note: z.string().nullable(),
});
export type Step = z.output<typeof stepShape>;

/** The input of a sequence. */
export const sequenceInput = {
  name: line(100),
  description: prose(2000).optional(),
  style,
  difficulty,
  focus_area: focusArea,
  is_public: z.boolean().optional(),
  poses: steps,
};

/** A sequence without its steps, as in lists. */
export const sequenceSummary = z.object({
  id: z.int(),
  name: z.string(),
  description: z.string(),
  style,
  difficulty,
  focus_area: z.string(),
  is_public: z.boolean(),
  is_mine: z.boolean(),
  is_favorite: z.boolean(),
  author: z
    .string()
    .nullable()
    .meta({ description: "The owner's name; null for Stint's own sequences and owners without a name." }),
  is_builtin: z.boolean().meta({ description: "Whether it is one of Stint's own." }),
  total_seconds: secondsShape.meta({ description: "Both sides and transitions included." }),
  pose_count: z.int(),
  pose_slugs: z.array(z.string()).max(5).meta({ description: "Its first poses, for a picture." }),
  version: z.int(),
  concerns: z
    .array(z.object({ pose_slug: z.string(), english_name: z.string(), conditions: z.array(z.enum(conditionIds)) }))
    .meta({ description: "Its poses with a caution for what `avoid` names." }),
  created_at: instantOut,
  updated_at: instantOut,
});
export type SequenceSummary = z.output<typeof sequenceSummary>;

export const sequenceShape = sequenceSummary
  .extend({ poses: z.array(stepShape.extend({ bilateral: z.boolean() })) })
  .meta({ id: "Sequence" });
export type Sequence = z.output<typeof sequenceShape>;

const areaList = z
  .string()
  .max(200)
  .transform((value) => value.split(",").filter(Boolean))
  .pipe(z.array(area));

export const sequenceFilters = {
  style: style.optional(),
  difficulty: difficulty.optional(),
  focus_area: focusArea.optional(),
  target_area: areaList.optional().meta({
    description: `For one of these areas, or with a pose that reaches one, separated by commas: ${targetAreas.join(", ")}.`,
  }),
  max_minutes: z.int().min(1).max(10_000).optional(),
  q: line(100).optional().meta({ description: "Words in the name, description or area. Accents are ignored." }),
  mine: queryFlag.meta({ description: "`true`: only your own." }),
  favorite: queryFlag.meta({ description: "`true`: only your favourites." }),
  avoid: avoid.meta({
    description: `Marks sequences with poses that have a caution for these (\`concerns\`), separated by commas: ${conditionIds.join(", ")}.`,
  }),
};

// — Practices —

export const clientSessionId = z.guid().transform((value) => value.toLowerCase());

/** The sequence as a player cached it, for a practice that was started offline. */
export const copyInput = z.strictObject({ name: line(100), style, poses: steps });

export const outcomeShape = z.object({
  position: z.int().min(0).max(99).meta({ description: "The position of the step, from 0." }),
  outcome: z.enum(["completed", "skipped", "partial"]),
  held_seconds: secondsShape.max(86_400),
});

export const progressInput = {
  duration_seconds: secondsShape.max(86_400).meta({ description: "Time held, without pauses and skipped poses." }),
  completed_poses: z.int().min(0).max(100),
  skipped_poses: z.int().min(0).max(100),
  outcomes: z.array(outcomeShape.strict()).max(100).meta({ description: "The outcome of each step, by position." }),
  mood: line(50).nullable(),
  note: prose(2000).nullable(),
};

export const practiceShape = z
  .object({
    id: z.int(),
    client_session_id: z.string().nullable(),
    sequence_id: z.int().nullable().meta({ description: "Null once the sequence is deleted; the copy is kept." }),
    sequence_name: z.string(),
    style,
    status: z.enum(practiceStatuses),
    started_at: instantOut,
    ended_at: instantOut.nullable(),
    timezone: z.string(),
    local_date: dateShape.meta({ description: "The day it began, in the time zone it began in." }),
    total_seconds: secondsShape,
    duration_seconds: secondsShape,
    pose_count: z.int(),
    completed_poses: z.int(),
    skipped_poses: z.int(),
    counts: z.boolean().meta({ description: "Completed, with at least 30 % of its time held." }),
    mood: z.string().nullable(),
    note: z.string().nullable(),
    created_at: instantOut,
    updated_at: instantOut,
  })
  .meta({ id: "Practice" });
export type Practice = z.output<typeof practiceShape>;

/** One practice with its copy of the sequence and the outcome of each step. */
export const practiceDetail = practiceShape.extend({ poses: z.array(stepShape), outcomes: z.array(outcomeShape) });
export type PracticeDetail = z.output<typeof practiceDetail>;

export const achievementShape = z
  .object({
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    threshold: z.int(),
    progress: z.int().meta({ description: "Up to `threshold`." }),
    earned_at: instantOut.nullable(),
  })
  .meta({ id: "Achievement" });
export type Achievement = z.output<typeof achievementShape>;

export const month = z
  .string()
  .regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, "Must be a month such as 2026-03")
  .refine((value) => value >= "1970-01" && value <= "9998-12", { error: "Must be a month from 1970 to 9998" });
