import type { TaskWords } from "@/components/tasks/pending.ts";
import { longestDescription, longestTitle, type Priority } from "@/lib/tasks/constants.ts";
import type { Task } from "@/lib/tasks/shapes.ts";

/** What somebody types about a task, read as the server will read it. Pure. */

export interface TaskDraft {
  title: string;
  description: string;
  /** `YYYY-MM-DD`, or nothing. */
  due_date: string;
  priority: Priority | "none";
}

export type TaskProblems = Partial<Record<"title" | "description" | "due_date", string>>;

/** A task as its editor shows it at first. */
export const draftOf = ({ title, description, due_date, priority }: Task): TaskDraft => ({
  title,
  description: description ?? "",
  due_date: due_date ?? "",
  priority: priority ?? "none",
});

const tooLong = (text: string, most: number): string | undefined =>
  text.length > most
    ? `At most ${most.toLocaleString("en")} characters; you entered ${text.length.toLocaleString("en")}`
    : undefined;

/** Reads a draft: what it changes of the task, or what is wrong with it. */
export function readDraft(draft: TaskDraft, base: Task): { changes: Partial<TaskWords>; problems: TaskProblems } {
  const title = draft.title.trim();
  const description = draft.description.trim();
  const found = {
    title: title === "" ? "Enter a title" : tooLong(title, longestTitle),
    description: tooLong(description, longestDescription),
    due_date:
      draft.due_date !== "" && !(draft.due_date >= "1970-01-01" && draft.due_date <= "9999-12-31")
        ? "Choose a date after 1969"
        : undefined,
  };
  const problems = Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined));
  if (Object.keys(problems).length > 0) return { changes: {}, problems };
  const words: TaskWords = {
    title,
    description: description === "" ? null : description,
    due_date: draft.due_date === "" ? null : draft.due_date,
    priority: draft.priority === "none" ? null : draft.priority,
  };
  const names = Object.keys(words) as (keyof TaskWords)[];
  const changes = Object.fromEntries(
    names.filter((name) => words[name] !== base[name]).map((name) => [name, words[name]]),
  );
  return { changes, problems };
}
