import { looseOf, namedTasksOf, numberOf, type ToolPart } from "./tool-part.ts";

/** How what a tool did is taken back, by acts on tasks and sessions. */
export type Undo =
  | { act: "remove" | "reopen" | "complete"; id: number }
  | { act: "update"; id: number; previous: Record<string, unknown> }
  | { act: "change"; action: "complete" | "reopen"; ids: number[] }
  | { act: "restore"; ids: number[] }
  | { act: "remove-session"; id: number };

function ofSeveral(status: unknown, ids: number[]): Undo | null {
  if (ids.length === 0) return null;
  if (status === "deleted") return { act: "restore", ids };
  if (status === "completed") return { act: "change", action: "reopen", ids };
  return status === "reopened" ? { act: "change", action: "complete", ids } : null;
}

/** What takes back what a tool did; null when nothing was done, or nothing can be. */
export function undoForToolCall(part: ToolPart): Undo | null {
  if (part.state !== "output-available") return null;
  const output = looseOf(part.output);
  const { status, already } = output;
  if ("tasks" in output)
    return ofSeveral(
      status,
      namedTasksOf(output.tasks).map(({ id }) => id),
    );
  const session = numberOf(output.session_id);
  if (session !== undefined) {
    // An end is not among them: a session that has ended does not run again.
    const isNew = status === "added" || (status === "started" && already !== true);
    return isNew ? { act: "remove-session", id: session } : null;
  }
  const id = numberOf(output.task_id);
  if (id === undefined || already === true) return null;
  switch (status) {
    case "created":
      return { act: "remove", id };
    case "completed":
      return { act: "reopen", id };
    case "reopened":
      return { act: "complete", id };
    case "deleted":
      return { act: "restore", ids: [id] };
    case "updated": {
      const previous = looseOf(output.previous);
      return Object.keys(previous).length > 0 ? { act: "update", id, previous } : null;
    }
    default:
      return null;
  }
}
