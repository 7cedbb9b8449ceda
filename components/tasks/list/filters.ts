import { createLoader, type inferParserType } from "nuqs/server";
import {
  type Problem,
  problemsIn,
  urlParam,
  type Wrong,
  wrongChoice,
  wrongText,
} from "@/components/forms/url-params.ts";
import type { InputOf } from "@/lib/api/contract.ts";
import { addDays, isDate } from "@/lib/core/dates.ts";
import { foldText, searchTerms } from "@/lib/core/search-text.ts";
import { type TaskStatus, taskStatuses } from "@/lib/tasks/constants.ts";
import type { tasksContract } from "@/lib/tasks/contract.ts";
import type { Task } from "@/lib/tasks/shapes.ts";

/** Which tasks an address asks for; its parts are called as the API calls them. Page and browser read it alike. */

const longestSearch = 200;
const spans = ["overdue", "today", "week", "any", "none"] as const;

const wrongDue: Wrong = (text) =>
  (spans as readonly string[]).includes(text.trim()) || isDate(text.trim())
    ? null
    : "is not a date such as 2026-03-14, overdue, today, week, any or none";

const wrongs = {
  q: wrongText(longestSearch),
  due: wrongDue,
  status: wrongChoice(taskStatuses, "a state: pending or completed"),
} satisfies Record<string, Wrong>;

/** The parts of the address, for nuqs. */
export const taskParsers = {
  q: urlParam(wrongs.q, String),
  due: urlParam(wrongs.due, String),
  status: urlParam(wrongs.status, (text) => text as TaskStatus),
};

export type TaskFilters = inferParserType<typeof taskParsers>;

/** Sets some of the filters. Going on typing replaces the entry of the history, anything else makes a new one. */
export type SetTaskFilters = (values: Partial<TaskFilters>, options?: { history: "push" | "replace" }) => void;

/** Reads the address on the server. */
export const loadTaskFilters = createLoader(taskParsers);

export const filterNames = ["q", "due", "status"] as const;

/** Everything that narrows the list taken away. */
export const unfiltered = { q: null, due: null, status: null } as const;

/** Which filters are on. */
export const namesOn = (filters: TaskFilters) => filterNames.filter((name) => filters[name] !== null);

/** What of an address was left out, and why. */
export const problemsOf = (search: Pick<URLSearchParams, "get">): Problem[] => problemsIn(wrongs, search);

type ListInput = InputOf<(typeof tasksContract)["list"]>;

/** What a page of the tasks of one state is asked for, on the server as in the browser. */
export const listInput = (
  { q, due }: TaskFilters,
  status: TaskStatus,
  cursor: string | null,
): ListInput & { status: TaskStatus } => ({
  status,
  limit: status === "pending" ? 100 : 50,
  ...(q !== null && { q }),
  ...(due !== null && { due: due as NonNullable<ListInput["due"]> }),
  ...(cursor !== null && { cursor }),
});

function isDue({ due_date: due, completed }: Task, asked: string, today: string): boolean {
  if (asked === "none") return due === null;
  if (due === null) return false;
  if (asked === "any") return true;
  // What is done is late no more.
  const isLate = !completed && due < today;
  if (asked === "overdue") return isLate;
  if (asked === "today") return isLate || due === today;
  if (asked === "week") return isLate || (due >= today && due <= addDays(today, 7));
  return due === asked;
}

/** Whether a task is one that the filters ask for, as far as a browser can tell. */
export function matches(task: Task, { q, due, status }: TaskFilters, today: string): boolean {
  if (status !== null && task.status !== status) return false;
  if (due !== null && !isDue(task, due, today)) return false;
  if (q === null) return true;
  const [text, terms] = [foldText(`${task.title} ${task.description ?? ""}`), searchTerms(q)];
  return terms.length > 0 && terms.every((term) => text.includes(term));
}
