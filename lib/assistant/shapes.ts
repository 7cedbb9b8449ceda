import { z } from "zod";
import { cleanProse, instantOut } from "@/lib/api/shapes.ts";
import { longestMessage, type MessagePart, messageRoles, messageStatuses } from "./constants.ts";

/** Shapes of the assistant. Safe for the browser. */

/** A user's message. */
export const messageText = cleanProse(longestMessage, 1).meta({ description: "1 to 10,000 characters." });

/** The client's id of a message before it has one here. */
export const messageKey = z.string().regex(/^[\w-]{1,64}$/, "Must be 1 to 64 letters, digits, _ or -");

export const toolCallShape = z.object({
  id: z.string(),
  name: z.string(),
  arguments: z.unknown(),
  result: z.unknown().meta({ description: "Null until set." }),
  state: z.enum(["running", "approval_required", "denied", "done", "failed"]),
});
export type ToolCall = z.output<typeof toolCallShape>;

export const messageShape = z
  .object({
    id: z.int(),
    key: z.string(),
    role: z.enum(messageRoles),
    content: z.string(),
    parts: z
      .array(z.custom<MessagePart>((part) => typeof part === "object" && part !== null))
      .meta({ description: "As in the AI SDK's UI messages." }),
    tool_calls: z.array(toolCallShape),
    status: z.enum(messageStatuses),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    model: z.string().nullable(),
    usage: z
      .object({ input_tokens: z.int().nullable(), output_tokens: z.int().nullable(), duration_ms: z.int().nullable() })
      .nullable(),
    created_at: instantOut,
  })
  .meta({ id: "Message" });
export type Message = z.output<typeof messageShape>;

export const conversationSummary = z
  .object({
    id: z.int(),
    title: z.string(),
    is_writing: z.boolean().meta({ description: "Whether an answer is in progress." }),
    created_at: instantOut,
    updated_at: instantOut,
  })
  .meta({ id: "Conversation" });
export type ConversationSummary = z.output<typeof conversationSummary>;

export const approvalShape = z.strictObject({ id: z.string().min(1).max(200), approved: z.boolean() });

/** The model in use. */
export const modelShape = z.object({
  provider: z.string(),
  model: z.string(),
  is_built_in: z.boolean().meta({ description: "Whether it understands commands only." }),
  messages_per_minute: z.int(),
});
export type ModelInfo = z.output<typeof modelShape>;
