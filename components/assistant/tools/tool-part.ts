import type { MessagePart } from "@/lib/assistant/constants.ts";

/** The part of a message for a tool call: its input, and its outcome. */
export type ToolPart = Extract<MessagePart, { toolCallId: string }>;

export const isToolPart = (part: MessagePart): part is ToolPart => "toolCallId" in part;

/** As `add_task`. */
export const toolNameOf = (part: ToolPart): string =>
  part.type === "dynamic-tool" ? part.toolName : part.type.slice("tool-".length);

type Loose = Record<string, unknown>;

/** An object, whatever a model or a tool has sent; an empty one for anything else. */
export const looseOf = (value: unknown): Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Loose) : {};

export const wordOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

export const numberOf = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined;

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A task as tools name it. */
export interface NamedTask {
  id: number;
  title: string;
}

/** The tasks of a list that have both an id and a title. */
export const namedTasksOf = (value: unknown): NamedTask[] =>
  listOf(value).flatMap((each) => {
    const { id, title } = looseOf(each);
    return typeof id === "number" && typeof title === "string" ? [{ id, title }] : [];
  });

/** Whether a call waits for what the person says to it. */
export const isWaiting = (part: MessagePart): part is ToolPart =>
  isToolPart(part) && part.state === "approval-requested";

/** Whether a tool changes something; the others only look. */
export const changesSomething = (part: ToolPart): boolean =>
  /^(?:add|complete|reopen|update|delete|change|start|end)_/.test(toolNameOf(part));
