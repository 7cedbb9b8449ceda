import { backbendWords } from "./pose-words-backbends.ts";
import { balanceWords } from "./pose-words-balances.ts";
import { floorWords } from "./pose-words-floor.ts";
import { forwardBendWords } from "./pose-words-forward-bends.ts";
import { standingWords } from "./pose-words-standing.ts";

/** The texts of each pose, by its slug: what it is, how it is done, what it is good for. */
export const poseWords: Record<string, { description: string; instructions: string[]; benefits: string[] }> = {
  ...standingWords,
  ...balanceWords,
  ...forwardBendWords,
  ...backbendWords,
  ...floorWords,
};
