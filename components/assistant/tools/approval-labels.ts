import { formatCount, formatDuration } from "@/lib/core/format.ts";
import { formatDue, formatWork } from "./time-tool-labels.ts";
import { looseOf, numberOf, type ToolPart, toolNameOf, wordOf } from "./tool-part.ts";

/** What the person is asked before a tool runs, and what its buttons say. Pure. */

/** A task that a call is about; null when it is not there, or not the only one. */
export interface Meant {
  reference: number | string;
  task: { id: number; title: string } | null;
}

/** What an approval card says. */
export interface Ask {
  question: string;
  /** The button that runs the tool, named by its act; and the one that does not. */
  yes: string;
  no: string;
  /** What the person said, once they have. */
  done: [yes: string, no: string];
  note: string;
  isDeleting: boolean;
}

/** What is known of tracked time where a call is about it. */
export interface TimeContext {
  /** The repository that words mean, when just one is meant. */
  repository?: string | undefined;
  /** What runs, as `owner/name#1`. */
  running?: string | undefined;
  /** The person's date. */
  today: string;
}

const timeNote = "The assistant asks before changing tracked time.";

/** When a session is to have been: `yesterday, 09:00 to 10:30`, as far as the call says it. */
function formatAddedSession(input: Record<string, unknown>, today: string): string {
  const day = wordOf(input.date) ?? today;
  const clocks = [wordOf(input.start_local), wordOf(input.end_local)];
  const minutes = numberOf(input.duration_minutes);
  const isNow =
    minutes !== undefined && !["start_local", "end_local", "start_time", "end_time"].some((name) => input[name]);
  if (isNow) return "It ends now.";
  const instants = [wordOf(input.start_time), wordOf(input.end_time)].filter((instant) => instant !== undefined);
  const [from, to] = clocks;
  const time = from && to ? `${from} to ${to}` : from ? `from ${from}` : to ? `until ${to}` : instants.join(" to ");
  if (instants.length > 0 && !from && !to) return `${time}.`;
  const said = `${formatDue(day, today)}, ${time}`;
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}

/** What is asked before tracked time changes; null for every other tool. */
export function askOfTime(part: ToolPart, { repository, running, today }: TimeContext): Ask | null {
  const input = looseOf(part.input);
  const work = formatWork({ ...input, ...(repository && { repository }) });
  const cancel = { no: "Cancel", isDeleting: false, done: ["Approved", "Cancelled"] as [string, string] };
  switch (toolNameOf(part)) {
    case "start_session": {
      const note =
        running && running.toLowerCase() !== work.toLowerCase()
          ? `This ends the running session of ${running}.`
          : timeNote;
      return { ...cancel, question: `Start tracking ${work}?`, yes: "Start tracking", note };
    }
    case "end_session":
      return {
        ...cancel,
        question: running ? `End ${running}?` : "End the running session?",
        yes: "End",
        note: timeNote,
      };
    case "add_session": {
      const minutes = numberOf(input.duration_minutes);
      const length = minutes === undefined ? "a session" : formatDuration(minutes * 60);
      const question = `Add ${length} on ${work}?`;
      return { ...cancel, question, yes: "Add session", note: formatAddedSession(input, today) };
    }
    default:
      return null;
  }
}

/** What is asked before tasks are deleted, or several change. */
export function askOfTasks(part: ToolPart, meant: Meant[]): Ask {
  const { action } = looseOf(part.input);
  const isDeleting = toolNameOf(part) === "delete_task" || action === "delete";
  const verb = isDeleting ? "Delete" : action === "complete" ? "Complete" : action === "reopen" ? "Reopen" : undefined;
  const [only] = meant;
  const what =
    meant.length === 1 && only?.task
      ? `“${only.task.title}”`
      : meant.length === 0
        ? "these tasks"
        : formatCount(meant.length, "task");
  return {
    question: verb ? `${verb} ${what}?` : `Do this with ${what}?`,
    yes: verb ?? "Approve",
    no: "Cancel",
    done: ["Approved", "Cancelled"],
    note: isDeleting ? "You can undo this for one hour." : "The assistant asks before changing several tasks.",
    isDeleting,
  };
}
