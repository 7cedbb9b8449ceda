import { onlineManager } from "@tanstack/react-query";
import type { ChatTransport, UIMessageChunk } from "ai";
import { ApiError } from "@/lib/api/api-error.ts";
import type { InputOf } from "@/lib/api/contract.ts";
import type { MessageMetadata } from "@/lib/assistant/constants.ts";
import type { assistantContract } from "@/lib/assistant/contract.ts";
import { send, type WriteOptions } from "@/lib/client/api.ts";
import { isUnreachable, reportUnreachable, untilOnline } from "@/lib/client/connection.ts";
import { askToSignInAgain } from "@/lib/client/session-expiry.ts";
import type { ChatMessage } from "./chat-message.ts";
import { setChatRateLimit } from "./chat-rate-limit.ts";
import { readParts } from "./event-stream.ts";

/** What is sent: the server knows the rest of the conversation itself. */
export type ChatRequest = InputOf<(typeof assistantContract)["chat"]>;

export interface TransportEvents {
  /** Nobody could be reached; it is sent as soon as somebody can. */
  waits: () => void;
  /** The answer begins, under the key it is known by. */
  begins: (key: string | undefined, about: Partial<MessageMetadata>) => void;
  /** The conversation whose answer is to be followed. */
  conversation: () => number | null;
}

const pauseMs = 500;

const pause = (): Promise<void> => new Promise((done) => setTimeout(done, pauseMs));

/** Waits for the connection; fails at once when it is not wanted any more. */
function untilOnlineOr(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(new DOMException("Not wanted any more", "AbortError"));
    if (signal?.aborted) return leave();
    signal?.addEventListener("abort", leave, { once: true });
    void untilOnline().then(resolve);
  });
}

/** What a failed attempt asks for before the next one. Throws what no repeat would better. */
async function prepareRepeat(error: unknown, events: TransportEvents): Promise<void> {
  if (isUnreachable(error)) {
    reportUnreachable();
    events.waits();
    return pause();
  }
  if (error instanceof ApiError && error.status === 401) {
    await askToSignInAgain();
    return;
  }
  throw error;
}

/**
 * Sends to the assistant and follows what it writes. It waits for connection and sign-in as long as it takes; every
 * repeat carries the same key, so that it is answered once.
 */
export function createTransport(events: TransportEvents): ChatTransport<ChatMessage> {
  const partsOf = (response: Response): ReadableStream<UIMessageChunk> => {
    if (!response.body) throw new Error("The answer has no body");
    return readParts(response.body, (part) => {
      if (part.type === "start")
        events.begins(part.messageId, (part.messageMetadata ?? {}) as Partial<MessageMetadata>);
    });
  };

  async function post(options: WriteOptions): Promise<Response> {
    const response = await send("POST", "/chat", options);
    setChatRateLimit(response.headers);
    if (!response.ok) throw await ApiError.of(response);
    return response;
  }

  return {
    resumeStreamIsReplay: true,

    async sendMessages({ body, headers, abortSignal }) {
      const key = new Headers(headers).get("Idempotency-Key") ?? undefined;
      for (;;) {
        if (!onlineManager.isOnline()) events.waits();
        await untilOnlineOr(abortSignal);
        try {
          return partsOf(await post({ body, key, signal: abortSignal }));
        } catch (error) {
          if (abortSignal?.aborted) throw error;
          await prepareRepeat(error, events);
        }
      }
    },

    async reconnectToStream({ abortSignal }) {
      const id = events.conversation();
      if (id === null) return null;
      const signal = abortSignal && { signal: abortSignal };
      const response = await fetch(`/api/v1/conversations/${id}/stream`, { cache: "no-store", ...signal });
      if (response.status === 204) return null;
      if (!response.ok) throw await ApiError.of(response);
      return partsOf(response);
    },
  };
}
