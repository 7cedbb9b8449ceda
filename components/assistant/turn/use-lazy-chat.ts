"use client";
import type { Chat } from "@ai-sdk/react";
import type { ChatTransport } from "ai";
import { useEffect, useState } from "react";
import { retryImport } from "@/lib/client/retry-import.ts";
import type { ChatMessage } from "./chat-message.ts";

type Sending = Chat<ChatMessage>["sendMessage"];

/** How often what grows is drawn at most, in milliseconds. */
const drawEveryMs = 50;

function lazyChat(
  transport: ChatTransport<ChatMessage>,
  onError: (error: Error) => void,
  show: (messages: ChatMessage[]) => void,
) {
  let made: Promise<Chat<ChatMessage>> | undefined;
  let chat: Chat<ChatMessage> | undefined;
  let messages: ChatMessage[] = [];
  let calledOff = Promise.withResolvers<undefined>();

  async function make(): Promise<Chat<ChatMessage>> {
    const sdk = await retryImport(() => import("@ai-sdk/react"));
    const next = new sdk.Chat<ChatMessage>({ transport, onError, messages });
    const publish = () => show(next.messages);
    next["~registerMessagesCallback"](publish, drawEveryMs);
    next["~registerStatusCallback"](publish);
    chat = next;
    return next;
  }
  const get = () => {
    made ??= make();
    return Promise.race([made, calledOff.promise]);
  };

  return {
    /** Gets the SDK, for it is about to be used. */
    prepare: () => void get(),
    setMessages: (next: ChatMessage[]) => {
      messages = next;
      if (chat) chat.messages = next;
      show(next);
    },
    sendMessage: async (message: ChatMessage | undefined, options: Parameters<Sending>[1]) => {
      if (!chat && message) show([message]);
      await (await get())?.sendMessage(message, options);
    },
    resumeStream: async () => (await get())?.resumeStream(),
    /** Reads no more; what has not begun does not begin. */
    leaveStream: async () => {
      if (chat) return chat.stop();
      calledOff.resolve(undefined);
      calledOff = Promise.withResolvers<undefined>();
    },
  };
}

/**
 * The AI SDK's chat, as its `useChat` has it, but fetched when it is first needed: a conversation that is only read
 * needs none of it, and it would be half of what the page brings.
 */
export function useLazyChat(transport: ChatTransport<ChatMessage>, onError: (error: Error) => void) {
  const [live, setLive] = useState<ChatMessage[]>([]);
  const [chat] = useState(() => lazyChat(transport, onError, setLive));
  useEffect(() => () => void chat.leaveStream(), [chat]);
  return { live, chat };
}
