import "server-only";
import { implement, reply, streamed } from "@/lib/api/implement.ts";
import * as doors from "@/lib/assistant/turn/handlers.ts";
import { env } from "@/lib/core/env.ts";
import { assistantContract } from "./contract.ts";
import * as conversations from "./conversations.ts";
import { exportConversation } from "./export-conversation.ts";
import { currentModel } from "./model-call.ts";

/** The assistant, as every door calls it. */
export const assistant = implement(assistantContract, {
  chat: doors.chat,
  answer: doors.answer,
  read: (call, { user_id, ...input }) => {
    doors.checkOwner(call, user_id);
    return conversations.read(call.principal.id, input, new Date());
  },
  list: ({ principal }, input) => conversations.list(principal.id, input, new Date()),
  search: ({ principal }, input) => conversations.search(principal.id, input, new Date()),
  rename: ({ principal }, { id, title }) => conversations.rename(principal.id, id, title, new Date()),
  remove: async ({ principal }, { id }) => {
    await conversations.remove(principal.id, id);
    return null;
  },
  export: ({ principal }, { id, format }) => exportConversation(principal.id, id, format, new Date()),
  follow: async ({ principal }, { id }) => {
    const stream = await conversations.follow(principal.id, id, new Date());
    return stream ? streamed(stream, doors.streamHeaders) : reply(204, null);
  },
  stop: async ({ principal }, { id }) => reply(202, await conversations.stop(principal.id, id, new Date())),
  model: async () => {
    const { provider, name, isBuiltIn } = await currentModel();
    const { CHAT_RATE_LIMIT_PER_MINUTE } = env();
    return { provider, model: name, is_built_in: isBuiltIn, messages_per_minute: CHAT_RATE_LIMIT_PER_MINUTE };
  },
});
