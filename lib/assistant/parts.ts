import type { MessagePart } from "./constants.ts";
import type { ToolCall } from "./shapes.ts";

/** Pure functions over the parts of a message. */

/** A tool's call within a message. */
export type ToolPart = Extract<MessagePart, { toolCallId: string }>;

// The SDK's own questions about parts would bring all of it along, to pages and jobs that need nothing else of it.
export const isToolPart = (part: MessagePart): part is ToolPart => "toolCallId" in part;

/** The name of the tool that a part calls. */
export const toolNameOf = (part: ToolPart): string =>
  part.type === "dynamic-tool" ? part.toolName : part.type.slice("tool-".length);

/** What the person says to a tool that waits. */
export interface Decision {
  id: string;
  approved: boolean;
  /** The words they said it in. */
  reason?: string;
}

const interrupted = "It was interrupted and may or may not have taken effect.";

/** The text of a message: what is searched, and what a plain client reads. */
export const textOf = (parts: readonly MessagePart[]): string =>
  parts.flatMap((part) => (part.type === "text" && part.text.trim() !== "" ? [part.text] : [])).join("\n\n");

const isError = (output: unknown): boolean =>
  typeof output === "object" && output !== null && "status" in output && output.status === "error";

function stateOf(part: ToolPart): ToolCall["state"] {
  if (part.state === "output-available") return isError(part.output) ? "failed" : "done";
  if (part.state === "output-error") return "failed";
  if (part.state === "output-denied" || part.approval?.approved === false) return "denied";
  return part.state === "approval-requested" ? "approval_required" : "running";
}

function resultOf(part: ToolPart): unknown {
  if (part.state === "output-available") return part.output;
  if (part.state === "output-error")
    return { status: "error", code: "TOOL_FAILED", message: part.errorText, details: {} };
  return null;
}

/** What tools were called in a message, and what became of that. */
export const toolCallsOf = (parts: readonly MessagePart[]): ToolCall[] =>
  parts.filter(isToolPart).map((part) => ({
    id: part.toolCallId,
    name: toolNameOf(part),
    arguments: part.input ?? {},
    result: resultOf(part),
    state: stateOf(part),
  }));

/** Ids of the approvals that a message waits for. */
export const waitingFor = (parts: readonly MessagePart[]): string[] =>
  parts.filter(isToolPart).flatMap((part) => (part.state === "approval-requested" ? [part.approval.id] : []));

/** Lays decisions onto the parts that wait for them. */
export function decide(parts: readonly MessagePart[], decisions: readonly Decision[]): MessagePart[] {
  const byId = new Map(decisions.map((decision) => [decision.id, decision]));
  return parts.map((part) => {
    if (!isToolPart(part) || part.state !== "approval-requested") return part;
    const decision = byId.get(part.approval.id);
    if (!decision) return part;
    const { approved, reason } = decision;
    const approval = { ...part.approval, approved, ...(reason !== undefined && { reason }) };
    return { ...part, state: "approval-responded", approval } as MessagePart;
  });
}

/** Denies whatever still waits, because the person went on with something else. */
export function denyWaiting(parts: readonly MessagePart[], reason: string): MessagePart[] {
  return decide(
    parts,
    waitingFor(parts).map((id) => ({ id, approved: false, reason })),
  ).map((part) =>
    isToolPart(part) && part.state === "approval-responded" && part.approval.approved === false
      ? ({ ...part, state: "output-denied" } as MessagePart)
      : part,
  );
}

function settledTool(part: ToolPart): MessagePart[] {
  switch (part.state) {
    case "input-streaming":
      return [];
    case "approval-responded":
      if (part.approval.approved === false) return [{ ...part, state: "output-denied" } as MessagePart];
      return [{ ...part, state: "output-error", errorText: interrupted } as MessagePart];
    case "input-available":
      return [{ ...part, state: "output-error", errorText: interrupted } as MessagePart];
    default:
      return [part];
  }
}

/**
 * The parts of a message that nobody writes any more: nothing in them is under way, so that the next turn can be
 * told of them. A call whose arguments had not come whole is left out.
 */
export function settled(parts: readonly MessagePart[]): MessagePart[] {
  return parts.flatMap((part): MessagePart[] => {
    if (part.type === "text") return part.text.trim() === "" ? [] : [{ ...part, state: "done" }];
    if (part.type === "reasoning") return [{ ...part, state: "done" }];
    return isToolPart(part) ? settledTool(part) : [part];
  });
}

/** The parts of a message that broke off: what waited for the person waits no more. */
export const brokenOff = (parts: readonly MessagePart[]): MessagePart[] =>
  settled(denyWaiting(parts, "The answer ended first."));

/** Up to the last tool that has answered: what an answer that broke off can go on from. Empty when no tool has. */
export function finishedPart(parts: readonly MessagePart[]): MessagePart[] {
  const last = parts.findLastIndex((part) => isToolPart(part) && part.state === "output-available");
  return parts.slice(0, last + 1);
}

/** Whether all it holds is what the model said and tools that only read, by their names. */
export const onlyRead = (parts: readonly MessagePart[], readTools: ReadonlySet<string>): boolean =>
  parts.filter(isToolPart).every((part) => readTools.has(toolNameOf(part)) || part.state === "output-denied");

const controls = /[^\P{Cc}\n\r\t]/gu;

/** A copy that PostgreSQL can keep: JSON, without control characters and lone surrogates. */
export function storable<T>(value: T): T {
  if (typeof value === "string") return value.toWellFormed().replace(controls, "") as T;
  if (Array.isArray(value)) return value.map(storable) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => (each === undefined ? [] : [[storable(name), storable(each)]])),
  ) as T;
}

/** A conversation's title: the first line of its first message, cut at a word to 60 characters. */
export function titleOf(text: string): string {
  const [line = ""] = text.trim().split("\n");
  const short = line.replace(/\s+/g, " ").trim();
  const characters = [...short];
  if (characters.length <= 60) return short;
  const cut = characters.slice(0, 59).join("");
  const space = cut.lastIndexOf(" ");
  return `${(space > 20 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

/** The latest messages the model is shown; they begin at one of the person's. */
export function windowOf<M extends { role: string }>(messages: readonly M[], size: number): M[] {
  const latest = messages.slice(-size);
  const first = latest.findIndex(({ role }) => role === "user");
  return first === -1 ? [] : latest.slice(first);
}
