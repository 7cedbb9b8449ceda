import { z } from "zod";
import { endpoint } from "@/lib/api/contract.ts";
import { cleanLine, idShape, pageQuery, pageShape } from "@/lib/api/shapes.ts";
import {
  approvalShape,
  conversationSummary,
  messageKey,
  messageShape,
  messageText,
  modelShape,
  toolCallShape,
} from "./shapes.ts";

/** Endpoints of the assistant. Safe for the browser. */

const tag = "Assistant";
const access = "user";
const stream = { mediaTypes: ["text/event-stream"] };

const conversationId = idShape.optional().meta({ description: "Without it, a new conversation starts." });

const keys =
  "With an `Idempotency-Key`, a message runs once: a repeat within 24 hours gets the same answer, even while it is being written.";

export const assistantContract = {
  chat: endpoint({
    method: "POST",
    path: "/chat",
    tag,
    access,
    limit: "chat",
    keepsKeys: true,
    summary: "Message the assistant and stream its answer",
    description: `Send exactly one of \`message\`, \`retry\` and \`approvals\`. The answer is a UI message stream of the AI SDK (server-sent events, \`x-vercel-ai-ui-message-stream: v1\`); its first part's \`messageMetadata\` names the conversation and both messages. The answer is completed and saved whether or not anyone reads it. Earlier messages come from the conversation, never from the caller. ${keys}`,
    input: {
      conversation_id: conversationId,
      message: messageText.optional(),
      message_key: messageKey.optional().meta({ description: "The caller's own id of the new message." }),
      replaces: idShape.optional().meta({
        description: "One of your messages to replace with `message`; it and everything after it are deleted.",
      }),
      retry: z
        .literal(true)
        .optional()
        .meta({ description: "Answer the latest message again, or continue the answer." }),
      approvals: z
        .array(approvalShape)
        .min(1)
        .max(20)
        .optional()
        .meta({ description: "The person's decisions on tools waiting for approval." }),
    },
    output: { 200: stream },
    errors: [404, 409, 503],
  }),
  answer: endpoint({
    method: "POST",
    path: "/users/:user_id/chat",
    tag,
    access,
    limit: "chat",
    keepsKeys: true,
    summary: "Message the assistant and get its whole answer",
    description: `Also at \`/api/:user_id/chat\`. A tool that deletes, changes many things or tracks time waits for an approval: its call has the state \`approval_required\`, and a following message of "yes" or "no" decides. ${keys} When the model cannot be reached (503), the message is saved, and \`detail\` names its conversation.`,
    repeats: ["user_id"],
    input: { user_id: idShape, message: messageText, conversation_id: conversationId },
    output: {
      200: z.object({
        conversation_id: z.int(),
        message_id: z.int(),
        response: z.string(),
        tool_calls: z.array(toolCallShape),
        model: z.string(),
      }),
    },
    errors: [404, 409, 503],
  }),
  read: endpoint({
    method: "GET",
    path: "/users/:user_id/conversations/:id",
    tag,
    access,
    summary: "Get a conversation with its latest messages",
    description:
      "Also at `/api/:user_id/conversations/:id`. Returns the latest `limit` messages, oldest first; `before` returns those before a message.",
    input: {
      user_id: idShape,
      id: idShape,
      limit: pageQuery.limit,
      before: idShape.optional().meta({ description: "Id of the oldest message in the previous answer." }),
    },
    output: {
      200: conversationSummary.extend({ messages: z.array(messageShape), has_more: z.boolean() }),
    },
    errors: [404],
  }),
  list: endpoint({
    method: "GET",
    path: "/conversations",
    tag,
    access,
    summary: "List conversations, most recent first",
    input: pageQuery,
    output: { 200: z.object({ conversations: z.array(conversationSummary), ...pageShape }) },
  }),
  search: endpoint({
    method: "GET",
    path: "/conversations/search",
    tag,
    access,
    summary: "Search conversations",
    description:
      "Finds conversations whose title or any message contains every word, or a word that contains it. Case and accents are ignored; the first eight distinct words count. Answers are found once complete.",
    input: { ...pageQuery, q: cleanLine(200) },
    output: {
      200: z.object({
        conversations: z.array(
          conversationSummary.extend({
            message_id: z.int().nullable().meta({ description: "The latest message that contains the words." }),
            excerpt: z.string().meta({ description: "Text around the words." }),
          }),
        ),
        ...pageShape,
      }),
    },
  }),
  rename: endpoint({
    method: "PATCH",
    path: "/conversations/:id",
    tag,
    access,
    summary: "Rename a conversation",
    input: { id: idShape, title: cleanLine(120) },
    output: { 200: conversationSummary },
    errors: [404],
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/conversations/:id",
    tag,
    access,
    summary: "Delete a conversation",
    description: "An answer in progress stops.",
    input: { id: idShape },
    output: { 204: null },
    errors: [404],
  }),
  export: endpoint({
    method: "GET",
    path: "/conversations/:id/export",
    tag,
    access,
    summary: "Export a conversation as a file",
    input: { id: idShape, format: z.enum(["md", "json"]).default("md") },
    output: { 200: { mediaTypes: ["text/markdown", "application/json"] } },
    errors: [404],
  }),
  follow: endpoint({
    method: "GET",
    path: "/conversations/:id/stream",
    tag,
    access,
    summary: "Stream the answer in progress from its start",
    description:
      "204 when no answer is in progress, or when another process writes it: then read the conversation again until `is_writing` is false.",
    input: { id: idShape },
    output: { 200: stream, 204: null },
    errors: [404],
  }),
  stop: endpoint({
    method: "POST",
    path: "/conversations/:id/stop",
    tag,
    access,
    summary: "Stop the answer in progress",
    description: "What was written so far is kept. Also 202 when no answer was in progress.",
    input: { id: idShape },
    output: { 202: z.object({ stopping: z.boolean() }) },
    errors: [404],
  }),
  model: endpoint({
    method: "GET",
    path: "/assistant/model",
    tag,
    access,
    summary: "Get the model that answers",
    input: {},
    output: { 200: modelShape },
  }),
};
