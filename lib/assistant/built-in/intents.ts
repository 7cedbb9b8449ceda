import type { Json } from "./prompt.ts";
import type { Reference } from "./reference.ts";

/** What the person wants, as the built-in model understood it. */

/** A call of a tool. */
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

/** Which tasks somebody means by "all …". */
export interface Selection {
  /** The list that has them. */
  input: {
    status?: "all" | "pending" | "completed";
    due?: string;
    q?: string;
    completed_from?: string;
    completed_to?: string;
  };
  /** Those of the list that are meant, when the tool cannot tell them apart itself. */
  where?: (task: ListedTask) => boolean;
  /** As in "no *overdue* tasks". */
  name: string;
}

/** What of a result was asked for, so that the answer begins with it. */
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

/** Words of a question that were not understood, and what is therefore not told. */
interface Partly {
  unread?: string[];
  notes?: string[];
}

export type Intent = Partly &
  (
    | { kind: "say"; text: string }
    /** Something is missing; `fill` understands the answer, or gives undefined when it is about something else. */
    | { kind: "ask"; question: string; fill: (answer: string, known: Known) => Intent | undefined }
    | { kind: "call"; calls: Call[]; focus?: Focus; limit?: number }
    | { kind: "list"; selection: Selection; style: "list" | "count" | "next" }
    | { kind: "one"; tool: OneTool; reference: Reference; changes?: Json }
    /** Tasks to be deleted, by words of their titles: they are found first, so that the person approves just those. */
    | { kind: "remove"; words: string[] }
    /** Something for a task, or for each of several, where only the list can tell: "milk and eggs". */
    | { kind: "either"; tool: OneTool; whole: string; parts: string[]; changes?: Json }
    | { kind: "bulk"; action: "complete" | "reopen" | "delete"; selection: Selection }
    | { kind: "bulk"; action: "update"; selection: Selection; changes: Json }
    /** Nothing but an answer: yes, no, or which one. */
    | { kind: "pick"; reference: Reference }
    | { kind: "decide"; yes: boolean }
    | { kind: "undo" }
    | { kind: "unknown" }
  );

/** What is known of the person besides what they say. */
export interface Known {
  /** `YYYY-MM-DD` */
  today: string;
  weekStart: "monday" | "saturday" | "sunday";
}

export const call = (tool: string, input: Json = {}): Intent => ({ kind: "call", calls: [{ tool, input }] });

export const say = (text: string): Intent => ({ kind: "say", text });
