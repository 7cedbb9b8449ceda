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

/** The tasks of a list that the person was shown. */
export const shownOf = (step: Step, selection: Selection | undefined): ListedTask[] =>
  meantOf(step, selection).slice(0, mostShown);
