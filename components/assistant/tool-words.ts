import { sayCount, sayDate, sayDuration } from "@/lib/words.ts";
import { looseOf, namedTasksOf, numberOf, type ToolPart, toolNameOf, wordOf } from "./tool-part.ts";

/** What a card says a tool did, is doing or would do, in plain words. */

type Loose = Record<string, unknown>;

const quoted = (title: unknown): string => `“${wordOf(title) ?? "a task"}”`;

const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** A due date inside a sentence: `today`, `tomorrow`, `Mon 17 Nov`. */
export function sayDue(date: string, today: string): string {
  if (date === dayAfter(today)) return "tomorrow";
  return sayDate(date, today).replace(/^(?:Today|Yesterday)$/, (day) => day.toLowerCase());
}

/** `due tomorrow, high priority`; empty when there is neither. */
function sayDetails({ due_date, priority }: Loose, today: string): string {
  const due = wordOf(due_date);
  const words = [...(due ? [`due ${sayDue(due, today)}`] : []), ...(wordOf(priority) ? [`${priority} priority`] : [])];
  return words.length > 0 ? ` — ${words.join(", ")}` : "";
}

/** What is different about a task, as `due tomorrow, was Mon 17 Nov`. */
function sayChange(output: Loose, today: string): string {
  const previous = looseOf(output.previous);
  const days = (date: unknown) => (wordOf(date) ? sayDue(String(date), today) : "none");
  const changes = Object.keys(previous).flatMap((name) => {
    if (name === "title") return [`was called ${quoted(previous.title)}`];
    if (name === "due_date") return [`due ${days(output.due_date)}, was ${days(previous.due_date)}`];
    if (name === "priority") return [`priority ${output.priority ?? "none"}, was ${previous.priority ?? "none"}`];
    return name === "description" ? ["its description"] : [];
  });
  return changes.length > 0 ? ` — ${changes.join("; ")}` : " — it was so already";
}

const several = { completed: "Completed", reopened: "Reopened", deleted: "Deleted" } as const;

function sayPeriod(output: Loose, today: string): string {
  const { from, to, repository } = output;
  const days = wordOf(from) && wordOf(to) ? [sayDue(String(from), today), sayDue(String(to), today)] : [];
  const when = days[0] === days[1] ? days[0] : `${days[0]} to ${days[1]}`;
  const what = wordOf(repository) ? ` on ${repository}` : "";
  const total = wordOf(output.total) ?? sayDuration(numberOf(output.total_seconds) ?? 0);
  return `Looked up tracked time${what}${when ? `, ${when}` : ""}: ${total}`;
}

const done: Record<string, (output: Loose, today: string) => string> = {
  add_task: (output, today) => `Added ${quoted(output.title)}${sayDetails(output, today)}`,
  complete_task: ({ title, already }) =>
    already === true ? `${quoted(title)} was completed already` : `Completed ${quoted(title)}`,
  reopen_task: ({ title, already }) =>
    already === true ? `${quoted(title)} was open already` : `Reopened ${quoted(title)}`,
  update_task: (output, today) => `Changed ${quoted(output.title)}${sayChange(output, today)}`,
  delete_task: ({ title }) => `Deleted ${quoted(title)}`,
  change_tasks: ({ status, tasks }) =>
    `${several[status as keyof typeof several] ?? "Changed"} ${sayCount(namedTasksOf(tasks).length, "task")}`,
  list_tasks: ({ total, tasks }) =>
    `Looked at your tasks: ${sayCount(numberOf(total) ?? namedTasksOf(tasks).length, "task")} found`,
  tracked_time: sayPeriod,
  running_session: ({ running }) =>
    running
      ? `Looked at what is being tracked: ${wordOf(looseOf(running).repository) ?? "a session"}`
      : "Looked: nothing is being tracked",
  practice_totals: () => "Looked up your practice",
};

const doing: Record<string, string> = {
  add_task: "Adding a task",
  complete_task: "Completing a task",
  reopen_task: "Reopening a task",
  update_task: "Changing a task",
  delete_task: "Deleting a task",
  change_tasks: "Changing tasks",
  list_tasks: "Looking at your tasks",
  tracked_time: "Looking up tracked time",
  running_session: "Looking at what is being tracked",
  practice_totals: "Looking up your practice",
};

/** A tool whose words are not known here: `some_tool` as "some tool". */
const plainName = (name: string): string => name.replaceAll("_", " ");

/** What a tool could not do, as a sentence that says why. */
const failed = (name: string, message: string | undefined): string => {
  const act = doing[name];
  const what = act ? `${act} did not work` : `${plainName(name)} did not work`;
  return message ? `${what}: ${message}` : `${what}.`;
};

export type ToolState = "running" | "done" | "failed" | "denied" | "waiting";

/** How far a call has come. An error that a tool tells is a failure as one that it throws. */
export function toolStateOf(part: ToolPart): ToolState {
  if (part.state === "approval-requested") return "waiting";
  if (part.state === "output-denied") return "denied";
  if (part.state === "output-error") return "failed";
  if (part.state !== "output-available") return "running";
  return looseOf(part.output).status === "error" ? "failed" : "done";
}

/**
 * What a card says.
 * @param today the person's, as `YYYY-MM-DD`
 */
export function sayTool(part: ToolPart, today: string): string {
  const name = toolNameOf(part);
  const output = looseOf(part.state === "output-available" ? part.output : undefined);
  switch (toolStateOf(part)) {
    case "done":
      return done[name]?.(output, today) ?? `Used ${plainName(name)}`;
    case "failed":
      return failed(name, wordOf(output.message));
    case "denied":
      return name === "change_tasks" ? "Kept as they were: nothing was changed" : "Kept: nothing was deleted";
    default:
      return `${doing[name] ?? `Using ${plainName(name)}`}…`;
  }
}
