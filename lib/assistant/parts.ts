import type { MessagePart } from "./constants.ts";
import type { ToolCall } from "./shapes.ts";

/** Pure functions over the parts of a message. */

/** A tool call within a message. */
export type ToolPart = Extract<MessagePart, { toolCallId: string }>;

// The SDK's own type guards would pull in all of it, for pages and jobs that need nothing else of it.
export const isToolPart = (part: MessagePart): part is ToolPart => "toolCallId" in part;

/** The name of the tool that a part calls. */
export const toolNameOf = (part: ToolPart): string =>
  part.type === "dynamic-tool" ? part.toolName : part.type.slice("tool-".length);

/** The user's decision on a waiting tool. */
export interface Decision {
  id: string;
  approved: boolean;
  /** The user's words for it. */
  reason?: string;
}

const interrupted = "It was interrupted and may or may not have taken effect.";

/** The text of a message: searched, and shown by plain clients. */
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

/** The tool calls of a message, with their outcome. */
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

/** Applies decisions to the parts that wait for them. */
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

/** Denies whatever still waits, because the user continued with something else. */
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
 * The parts of an interrupted message: nothing in them is in progress, so that the next turn can be sent them. A call
 * whose arguments are incomplete is left out.
 */
export function settled(parts: readonly MessagePart[]): MessagePart[] {
  return parts.flatMap((part): MessagePart[] => {
    if (part.type === "text") return part.text.trim() === "" ? [] : [{ ...part, state: "done" }];
    if (part.type === "reasoning") return [{ ...part, state: "done" }];
    return isToolPart(part) ? settledTool(part) : [part];
  });
}

/** The parts of an interrupted message: approvals no longer wait. */
export const brokenOff = (parts: readonly MessagePart[]): MessagePart[] =>
  settled(denyWaiting(parts, "The answer ended first."));

/** Up to the last tool result: what an interrupted answer can continue from. Empty without a tool result. */
export function finishedPart(parts: readonly MessagePart[]): MessagePart[] {
  const last = parts.findLastIndex((part) => isToolPart(part) && part.state === "output-available");
  return parts.slice(0, last + 1);
}

/** Whether it has only text and calls of read-only tools, by their names. */
export const onlyRead = (parts: readonly MessagePart[], readTools: ReadonlySet<string>): boolean =>
  parts.filter(isToolPart).every((part) => readTools.has(toolNameOf(part)) || part.state === "output-denied");

const controls = /[^\P{Cc}\n\r\t]/gu;

/** A copy that PostgreSQL can store: JSON, without control characters and lone surrogates. */
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

/** The latest messages for the model; they begin with one of the user's. */
export function windowOf<M extends { role: string }>(messages: readonly M[], size: number): M[] {
  const latest = messages.slice(-size);
  const first = latest.findIndex(({ role }) => role === "user");
  return first === -1 ? [] : latest.slice(first);
}
