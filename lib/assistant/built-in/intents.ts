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
}

export type OneTool = "complete_task" | "reopen_task" | "delete_task" | "update_task";

/** Which tasks somebody means by "all …". */
export interface Selection {
  /** The list that has them. */
  input: { status?: "all" | "pending" | "completed"; due?: "today" | "overdue" | "week"; q?: string };
  /** Those of the list that are meant, when the tool cannot tell them apart itself. */
  where?: (task: ListedTask) => boolean;
  /** As in "no *overdue* tasks". */
  name: string;
}

export type Intent =
  | { kind: "say"; text: string }
  /** Something is missing; `fill` understands the answer, or gives undefined when it is about something else. */
  | { kind: "ask"; question: string; fill: (answer: string, today: string) => Intent | undefined }
  | { kind: "call"; calls: Call[] }
  | { kind: "list"; selection: Selection; style: "list" | "count" | "next" }
  | { kind: "one"; tool: OneTool; reference: Reference; changes?: Json }
  /** One task to be deleted, by words of its title: it is found first, so that the person approves just that one. */
  | { kind: "remove"; words: string }
  | { kind: "bulk"; action: "complete" | "reopen" | "delete"; selection: Selection }
  /** Nothing but an answer: yes, no, or which one. */
  | { kind: "pick"; reference: Reference }
  | { kind: "decide"; yes: boolean }
  | { kind: "undo" }
  | { kind: "unknown" };

export const call = (tool: string, input: Json = {}): Intent => ({ kind: "call", calls: [{ tool, input }] });

export const say = (text: string): Intent => ({ kind: "say", text });
