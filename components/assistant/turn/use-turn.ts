"use client";
import { onlineManager, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { conversationQuery } from "@/components/assistant/queries.ts";
import { ApiError } from "@/lib/api/api-error.ts";
import type { assistantContract } from "@/lib/assistant/contract.ts";
import { write } from "@/lib/client/api.ts";
import { isUnreachable, reportUnreachable, untilOnline } from "@/lib/client/connection.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { retryWrite } from "@/lib/client/retry-write.ts";
import type { ChatMessage, Conversation } from "./chat-message.ts";
import { type ChatRequest, createTransport } from "./transport.ts";
import { useLazyChat } from "./use-lazy-chat.ts";

/** What this tab has the assistant do. */
export type Turn =
  | { kind: "message"; key: string; text: string; replaces?: number }
  /** The answer of this key is written again, or goes on. */
  | { kind: "again"; key: string }
  /** Another tab sent the message, or this one before it was reloaded. */
  | { kind: "follow" };

interface TurnEvents {
  conversation: number | null;
  /** The answer that waits for an approval, if one does. */
  waiting: string | null;
  /** The server has begun to answer, in this conversation. */
  begun: (conversation: number, turn: Turn) => void;
  /** The server has not taken it: why, or null when it was called off before it was sent. */
  refused: (turn: Turn, error: Error | null) => void;
  /** The answer is written, however it ended. */
  ended: (conversation: Conversation) => void;
  /** It cannot be told what became of it. */
  lost: (error: Error) => void;
}

const pollMs = 1200;
/** How long a stopped answer may take to end before this tab looks for itself. */
const stopMs = 4000;
const mostRepeats = 5;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Sends, follows and stops one turn at a time. What the server has stored in the end is refetched. */
export function useTurn(events: TurnEvents) {
  const { id: person } = useCurrentUser();
  const client = useQueryClient();
  const latest = useRef(events);
  latest.current = events;
  const now = useRef<{ turn: Turn | null; begun: boolean; stopping: boolean; left: boolean; failure: Error | null }>({
    turn: null,
    begun: false,
    stopping: false,
    left: false,
    failure: null,
  });
  const conversation = useRef(events.conversation);
  const [turn, setTurn] = useState<Turn | null>(null);
  const [begun, setBegun] = useState(false);
  const [isWaiting, setWaiting] = useState(false);
  const [isStopping, setStopping] = useState(false);

  const askToStop = useCallback(() => {
    const id = conversation.current;
    if (id === null) return;
    const stop = () => write<typeof assistantContract.stop>("POST", `/conversations/${id}/stop`, { user: person });
    retryWrite(stop).catch((error: Error) => {
      now.current.stopping = false;
      setStopping(false);
      latest.current.lost(error);
    });
  }, [person]);

  const readAnew = useRef(() => {});
  const [transport] = useState(() =>
    createTransport({
      conversation: () => conversation.current,
      waits: () => setWaiting(true),
      begins: (key, { conversation_id }) => {
        const { current } = now;
        // A typed "yes" resumes a waiting answer: its events only make sense when read from the beginning.
        if (current.turn?.kind === "message" && key !== undefined && key === latest.current.waiting) readAnew.current();
        conversation.current ??= conversation_id ?? null;
        setWaiting(false);
        setBegun(true);
        if (!current.begun && current.turn && conversation.current !== null) {
          latest.current.begun(conversation.current, current.turn);
        }
        current.begun = true;
        if (current.stopping) askToStop();
      },
    }),
  );
  const { live, chat } = useLazyChat(transport, (error) => {
    now.current.failure = error;
  });
  const { setMessages, sendMessage, resumeStream, leaveStream } = chat;
  readAnew.current = () => {
    setMessages([]);
    void leaveStream();
  };

  useEffect(() => {
    const { current } = now;
    current.left = false;
    return () => {
      current.left = true;
    };
  }, []);

  const end = useCallback(() => {
    now.current.turn = null;
    setTurn(null);
    setStopping(false);
    setWaiting(false);
    setMessages([]);
  }, [setMessages]);

  /** Reads what is stored until nothing is written any more, and follows what still is. */
  const settle = useCallback(async (): Promise<void> => {
    const { current } = now;
    const id = conversation.current;
    while (id !== null && !current.left) {
      try {
        const read = await client.fetchQuery({ ...conversationQuery(person, id), staleTime: 0 });
        if (current.left) return;
        if (!read.is_writing) {
          end();
          return latest.current.ended(read);
        }
        current.begun = false;
        await resumeStream();
        if (!current.begun) await pause(pollMs);
      } catch (error) {
        if (current.left) return;
        if (!isUnreachable(error)) {
          end();
          return latest.current.lost(error as Error);
        }
        reportUnreachable();
        await untilOnline();
      }
    }
  }, [client, person, end, resumeStream]);

  const run = useCallback(
    async (next: Turn, begin: () => Promise<void>): Promise<void> => {
      const { current } = now;
      if (current.turn) return;
      Object.assign(current, { turn: next, begun: false, stopping: false });
      setTurn(next);
      setBegun(next.kind === "follow");
      setWaiting(!onlineManager.isOnline());
      for (let repeats = 0; ; repeats++) {
        current.failure = null;
        await begin();
        if (current.left) return;
        const failure = current.failure as Error | null;
        if (current.begun || next.kind === "follow") return settle();
        // It was taken, but the answer broke off before it said where: the same key brings it again.
        const isCut = failure !== null && !(failure instanceof ApiError) && failure.name !== "StayedSignedOut";
        if (!isCut || repeats === mostRepeats) {
          end();
          return latest.current.refused(next, failure);
        }
        reportUnreachable();
        setMessages([]);
      }
    },
    [settle, end, setMessages],
  );

  /** Sends a message; `key` makes repeats harmless. */
  const say = useCallback(
    (message: { key: string; text: string; replaces?: number }) => {
      const { key, text, replaces } = message;
      const id = conversation.current;
      const body: ChatRequest = {
        message: text,
        message_key: key,
        ...(id !== null && { conversation_id: id }),
        ...(replaces !== undefined && { replaces }),
      };
      const parts = [{ type: "text" as const, text }];
      return run({ kind: "message", ...message }, () =>
        sendMessage({ id: key, role: "user", parts }, { body, headers: { "Idempotency-Key": key } }),
      );
    },
    [run, sendMessage],
  );

  /** Has an answer written again, or has it go on with what was decided, after what stands in it `before`. */
  const goOn = useCallback(
    (key: string, request: Pick<ChatRequest, "retry" | "approvals">, before: ChatMessage[] = []) => {
      const body = { conversation_id: conversation.current, ...request };
      const headers = { "Idempotency-Key": crypto.randomUUID() };
      return run({ kind: "again", key }, () => {
        setMessages(before);
        return sendMessage(undefined, { body, headers });
      });
    },
    [run, sendMessage, setMessages],
  );

  const follow = useCallback(() => run({ kind: "follow" }, resumeStream), [run, resumeStream]);

  const stop = useCallback(() => {
    const { current } = now;
    if (!current.turn || current.stopping) return;
    setStopping(true);
    current.stopping = true;
    // Nothing has been sent yet: it comes back to be changed.
    if (isWaiting && !current.begun) return void leaveStream();
    if (current.begun || current.turn.kind === "follow") askToStop();
    const stopped = current.turn;
    setTimeout(() => now.current.turn === stopped && now.current.begun && void leaveStream(), stopMs);
  }, [isWaiting, leaveStream, askToStop]);

  return { turn, begun, isWaiting, isStopping, live, prepare: chat.prepare, say, goOn, follow, stop };
}
