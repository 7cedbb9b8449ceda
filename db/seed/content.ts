import {
  type Difficulty,
  type PoseCategory,
  poseSearchText,
  type Side,
  type Style,
  searchText,
  totalSeconds,
  type UnverifiedField,
} from "@/lib/practice/constants.ts";
import { type AchievementSeed, achievementSeeds } from "./achievements.ts";
import { poseWords } from "./pose-words.ts";
import poseFacts from "./poses.json" with { type: "json" };
import { sequenceWords } from "./sequence-words.ts";
import outlines from "./sequences.json" with { type: "json" };

/** The data Stint ships, as rows: facts from the JSON files, texts from the files beside them. */

interface PoseFacts {
  slug: string;
  english_name: string;
  sanskrit_name: string;
  category: PoseCategory;
  difficulty: Difficulty;
  bilateral: boolean;
  typical_hold_seconds: number;
  target_areas: string[];
  cautions: string[];
  unverified: UnverifiedField[];
}

export interface PoseSeed extends PoseFacts {
  description: string;
  instructions: string[];
  benefits: string[];
  search_text: string;
  position: number;
}

interface Outline {
  name: string;
  style: Style;
  difficulty: Difficulty;
  focus_area: string;
  steps: { pose: string; side: Side | null; hold_seconds: number }[];
}

export interface SequenceSeed {
  slug: string;
  name: string;
  description: string;
  style: Style;
  difficulty: Difficulty;
  focus_area: string;
  is_public: true;
  total_seconds: number;
  pose_count: number;
  search_text: string;
  position: number;
  steps: { pose_slug: string; hold_seconds: number; side: Side | null; transition_seconds: number }[];
}

/** All seed data. */
export interface SeedContent {
  poses: PoseSeed[];
  sequences: SequenceSeed[];
  achievements: AchievementSeed[];
}

const noWords = { description: "", instructions: [], benefits: [] };

const poseOf = (facts: PoseFacts, position: number): PoseSeed => ({
  ...facts,
  ...(poseWords[facts.slug] ?? noWords),
  search_text: poseSearchText(facts.english_name, facts.sanskrit_name, facts.target_areas),
  position,
});

function sequenceOf({ steps: outlined, ...outline }: Outline, index: number, all: Outline[]): SequenceSeed {
  const slug = outline.name.toLowerCase().replaceAll(" ", "-");
  const description = sequenceWords[slug]?.description ?? "";
  const steps = outlined.map(({ pose, side, hold_seconds }) => ({
    pose_slug: pose,
    hold_seconds,
    side,
    transition_seconds: 0,
  }));
  return {
    ...outline,
    slug,
    description,
    is_public: true,
    total_seconds: totalSeconds(steps),
    pose_count: steps.length,
    search_text: searchText(outline.name, description, outline.focus_area),
    // Lists begin with the highest.
    position: all.length - index,
    steps,
  };
}

/** The seed data of this version of Stint. */
export const shipped: SeedContent = {
  poses: (poseFacts as PoseFacts[]).map(poseOf),
  sequences: (outlines as Outline[]).map(sequenceOf),
  achievements: achievementSeeds,
};
