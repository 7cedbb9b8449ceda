import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach } from "vitest";
import { db } from "@/db/index.ts";
import { messages } from "@/db/schema/index.ts";
import { useModel } from "@/lib/assistant/model-call.ts";
import { turnCounts } from "@/lib/assistant/turn/turn.ts";
import { newChatter, until } from "./assistant.ts";
import { api, call } from "./http.ts";

type Chatter = Awaited<ReturnType<typeof newChatter>>;
type Sent = [body: object, headers?: Record<string, string>];

/**
 * Gives each test of a file a user who writes to the assistant, and checks that the process holds no turns once its
 * answers are complete.
 */
export function chatting() {
  const who: { user?: Chatter } = {};
  const user = (): Chatter => {
    if (!who.user) throw new Error("Nobody chats outside a test");
    return who.user;
  };
  beforeEach(async () => {
    who.user = await newChatter();
  });
  afterEach(async () => {
    await until(() => turnCounts().running === 0 && turnCounts().waiting === 0);
    useModel(undefined);
  });
  return {
    get user() {
      return user();
    },
    /** Sends to the streaming endpoint. */
    post: (...[body, headers = {}]: Sent) => api("POST", "/chat", { token: user().token, body, headers }),
    /** Sends to the JSON endpoint. */
    ask: (...[body, headers = {}]: Sent) =>
      call<Record<string, unknown>>("POST", `/users/${user().id}/chat`, { token: user().token, body, headers }),
  };
}

/** The messages of a conversation as they are stored, in order. */
export const rowsOf = async (conversation: unknown) =>
  (await db())
    .select()
    .from(messages)
    .where(eq(messages.conversation_id, Number(conversation)))
    .orderBy(asc(messages.position));
