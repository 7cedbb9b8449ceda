import { formatCount } from "@/lib/core/format.ts";
import { formatDue, timeDoing, timeDone } from "./time-tool-labels.ts";
import { looseOf, namedTasksOf, numberOf, type ToolPart, toolNameOf, wordOf } from "./tool-part.ts";

/** What a card says a tool did, is doing or would do, in plain words. */

type Loose = Record<string, unknown>;

const quoted = (title: unknown): string => `“${wordOf(title) ?? "a task"}”`;

/** `due tomorrow, high priority`; empty when there is neither. */
function formatDetails({ due_date, priority }: Loose, today: string): string {
  const due = wordOf(due_date);
  const words = [
    ...(due ? [`due ${formatDue(due, today)}`] : []),
    ...(wordOf(priority) ? [`${priority} priority`] : []),
  ];
  return words.length > 0 ? ` — ${words.join(", ")}` : "";
}

/** What is different about a task, as `due tomorrow, was Mon 17 Nov`. */
function formatChange(output: Loose, today: string): string {
  const previous = looseOf(output.previous);
  const days = (date: unknown) => (wordOf(date) ? formatDue(String(date), today) : "none");
  const changes = Object.keys(previous).flatMap((name) => {
    if (name === "title") return [`renamed from ${quoted(previous.title)}`];
    if (name === "due_date") return [`due ${days(output.due_date)}, was ${days(previous.due_date)}`];
    if (name === "priority") return [`priority ${output.priority ?? "none"}, was ${previous.priority ?? "none"}`];
    return name === "description" ? ["new description"] : [];
  });
  return changes.length > 0 ? ` — ${changes.join("; ")}` : " — nothing to change";
}

const several = { completed: "Completed", reopened: "Reopened", deleted: "Deleted" } as const;

const done: Record<string, (output: Loose, today: string) => string> = {
  add_task: (output, today) => `Added ${quoted(output.title)}${formatDetails(output, today)}`,
  complete_task: ({ title, already }) =>
    already === true ? `${quoted(title)} was already completed` : `Completed ${quoted(title)}`,
  reopen_task: ({ title, already }) =>
    already === true ? `${quoted(title)} was already open` : `Reopened ${quoted(title)}`,
  update_task: (output, today) => `Changed ${quoted(output.title)}${formatChange(output, today)}`,
  delete_task: ({ title }) => `Deleted ${quoted(title)}`,
  change_tasks: ({ status, tasks }) =>
    `${several[status as keyof typeof several] ?? "Changed"} ${formatCount(namedTasksOf(tasks).length, "task")}`,
  list_tasks: ({ total, tasks }) =>
    `Checked your tasks: ${formatCount(numberOf(total) ?? namedTasksOf(tasks).length, "task")} found`,
  ...timeDone,
};

const doing: Record<string, string> = {
  add_task: "Adding a task",
  complete_task: "Completing a task",
  reopen_task: "Reopening a task",
  update_task: "Changing a task",
  delete_task: "Deleting a task",
  change_tasks: "Changing tasks",
  list_tasks: "Checking your tasks",
  ...timeDoing,
};

const denied: Record<string, string> = {
  change_tasks: "Cancelled: nothing was changed",
  start_session: "Cancelled: nothing was started",
  end_session: "Cancelled: the session is still running",
  add_session: "Cancelled: nothing was added",
};

/** A tool whose words are not known here: `some_tool` as "some tool". */
const plainName = (name: string): string => name.replaceAll("_", " ");

/** What a tool could not do, as a sentence that says why. */
const failed = (name: string, message: string | undefined): string => {
  const act = doing[name];
  const what = act ? `${act} failed` : `${plainName(name)} failed`;
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
export function formatToolCall(part: ToolPart, today: string): string {
  const name = toolNameOf(part);
  const output = looseOf(part.state === "output-available" ? part.output : undefined);
  switch (toolStateOf(part)) {
    case "done":
      return done[name]?.(output, today) ?? `Used ${plainName(name)}`;
    case "failed":
      return failed(name, wordOf(output.message));
    case "denied":
      return denied[name] ?? "Cancelled: nothing was deleted";
    default:
      return `${doing[name] ?? `Using ${plainName(name)}`}…`;
  }
}
