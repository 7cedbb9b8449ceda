import type { ListedTask, Selection } from "./intents.ts";
import type { Step } from "./prompt.ts";
import { resultOf, tasksIn } from "./results.ts";

/** How many tasks of a list are shown. */
export const mostShown = 25;

/** The tasks of a list that are meant, all of them. */
export function meantOf(step: Step, selection: Selection | undefined): ListedTask[] {
  const tasks = tasksIn(resultOf(step)?.tasks);
  return selection?.where ? tasks.filter(selection.where) : tasks;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The tasks whose titles are said to be just this, else those that have all of its words; open ones before all others. */
export function matching(said: string, tasks: ListedTask[]): ListedTask[] {
  const words = wordsOf(said);
  if (words.length === 0) return [];
  const exact = tasks.filter(({ title }) => wordsOf(title).join(" ") === words.join(" "));
  const some = tasks.filter(({ title }) => words.every((word) => wordsOf(title).includes(word)));
  const open = (found: ListedTask[]) => found.filter(({ status }) => status !== "completed");
  return [open(exact), exact, open(some), some].find((found) => found.length > 0) ?? [];
}

/** The tasks of a list that the person was shown. */
export const shownOf = (step: Step, selection: Selection | undefined): ListedTask[] =>
  meantOf(step, selection).slice(0, mostShown);
