import type { Json } from "./prompt.ts";
import type { Reference } from "./reference.ts";

/** The user's intent, as the built-in model understood it. */

/** A tool call. */
export interface Call {
  tool: string;
  input: Json;
}

/** A task as tools list it. */
export interface ListedTask {
  id: number;
  title: string;
  status?: string;
  due_date?: string | null;
  priority?: string | null;
  created_at?: string | null;
}

export type OneTool = "complete_task" | "reopen_task" | "delete_task" | "update_task";

/** The tasks meant by "all …". */
export interface Selection {
  /** The list that contains them. */
  input: {
    status?: "all" | "pending" | "completed";
    due?: string;
    q?: string;
    completed_from?: string;
    completed_to?: string;
  };
  /** A filter of the list, for what the tool cannot filter itself. */
  where?: (task: ListedTask) => boolean;
  /** As in "no *overdue* tasks". */
  name: string;
}

/** The part of a result that was asked for, so that the answer begins with it. */
export type Focus =
  | "most"
  | "least"
  | "count"
  | "sessions"
  | "active_days"
  | "average_day"
  | "average_session"
  | "longest_session"
  | "start"
  | "end"
  | "when"
  | "streak";

/** Words of a question that were not understood, and what the answer therefore omits. */
interface Partly {
  unread?: string[];
  notes?: string[];
}

export type Intent = Partly &
  (
    | { kind: "say"; text: string }
    /** Something is missing; `fill` resolves the answer, or returns undefined when it is about something else. */
    | { kind: "ask"; question: string; fill: (answer: string, known: Known) => Intent | undefined }
    | { kind: "call"; calls: Call[]; focus?: Focus; limit?: number }
    | { kind: "list"; selection: Selection; style: "list" | "count" | "next" }
    | { kind: "one"; tool: OneTool; reference: Reference; changes?: Json }
    /**
     * Tasks to be deleted, by words of their titles: they are searched first, so that the user approves exactly those.
     */
    | { kind: "remove"; words: string[] }
    /** A change of one task, or of each of several, which only the list can decide: "milk and eggs". */
    | { kind: "either"; tool: OneTool; whole: string; parts: string[]; changes?: Json }
    | { kind: "bulk"; action: "complete" | "reopen" | "delete"; selection: Selection }
    | { kind: "bulk"; action: "update"; selection: Selection; changes: Json }
    /** Only an answer: yes, no, or which one. */
    | { kind: "pick"; reference: Reference }
    | { kind: "decide"; yes: boolean }
    | { kind: "undo" }
    | { kind: "unknown" }
  );

/** The context of a message. */
export interface Known {
  /** `YYYY-MM-DD` */
  today: string;
  weekStart: "monday" | "saturday" | "sunday";
}

export const call = (tool: string, input: Json = {}): Intent => ({ kind: "call", calls: [{ tool, input }] });

export const say = (text: string): Intent => ({ kind: "say", text });
