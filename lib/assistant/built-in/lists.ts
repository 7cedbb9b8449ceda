import type { ListedTask, Selection } from "./intents.ts";
import type { Step } from "./prompt.ts";
import { resultOf, tasksIn } from "./results.ts";

/** How many tasks of a list are shown. */
export const mostShown = 25;

/** All tasks of a list that are meant. */
export function meantOf(step: Step, selection: Selection | undefined): ListedTask[] {
  const tasks = tasksIn(resultOf(step)?.tasks);
  return selection?.where ? tasks.filter(selection.where) : tasks;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The tasks whose titles equal these words, else those that have all of them; open ones first. */
export function matching(said: string, tasks: ListedTask[]): ListedTask[] {
  const words = wordsOf(said);
  if (words.length === 0) return [];
  const exact = tasks.filter(({ title }) => wordsOf(title).join(" ") === words.join(" "));
  const some = tasks.filter(({ title }) => words.every((word) => wordsOf(title).includes(word)));
  const open = (found: ListedTask[]) => found.filter(({ status }) => status !== "completed");
  return [open(exact), exact, open(some), some].find((found) => found.length > 0) ?? [];
}

/** The tasks of a list that were shown to the user. */
export const shownOf = (step: Step, selection: Selection | undefined): ListedTask[] =>
  meantOf(step, selection).slice(0, mostShown);
