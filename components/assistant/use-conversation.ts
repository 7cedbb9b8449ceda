"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { toast } from "@/components/ui/toast.ts";
import { ApiError } from "@/lib/api/api-error.ts";
import type { Message } from "@/lib/assistant/shapes.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { refreshAfterWrite } from "@/lib/client/refresh.ts";
import { useDraft } from "./composer/use-draft.ts";
import { putBefore } from "./conversations/conversation-cache.ts";
import { markdownToText } from "./messages/markdown-to-text.ts";
import { conversationKey, conversationQuery, conversationsQuery, readEarlier } from "./queries.ts";
import { isWaiting } from "./tools/tool-part.ts";
import { type Conversation, type Shown, textOf } from "./turn/chat-message.ts";
import { mergeLive, type UnderWay } from "./turn/merge-live.ts";
import { type Turn, useTurn } from "./turn/use-turn.ts";

const none: Message[] = [];

/** What a screen reader hears of an answer that is finished. */
function formatAnswer({ messages }: Conversation): string {
  const last = messages.at(-1);
  if (last?.role !== "assistant") return "";
  const text = markdownToText(textOf(last.parts));
  if (last.status === "failed") return `${text} ${last.error?.message ?? "The answer failed."}`.trim();
  if (last.status === "stopped") return `${text} Stopped.`.trim();
  return last.status === "waiting" ? `${text} The assistant waits for your approval.`.trim() : text;
}

function underWayOf(turn: Turn | null, begun: boolean): UnderWay | null {
  if (!turn) return null;
  return {
    begun,
    replaces: turn.kind === "message" ? turn.replaces : undefined,
    again: turn.kind === "again" ? turn.key : undefined,
  };
}

interface ConversationOptions {
  /** Null for a new one. */
  id: number | null;
  /** A new one has got its id. */
  onBegun: (id: number) => void;
  /** A message or a decision is on its way; the button that sent it may be gone. */
  onSent: () => void;
}

/** One conversation: what was said, and all one can do in it. */
export function useConversation({ id, onBegun, onSent }: ConversationOptions) {
  const { id: person } = useCurrentUser();
  const client = useQueryClient();
  const stored = useQuery({ ...conversationQuery(person, id ?? 0), enabled: id !== null });
  const draft = useDraft(id);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [spoken, setSpoken] = useState("");
  const [decisions, setDecisions] = useState<Record<string, boolean>>({});
  const [editing, setEditing] = useState<{ id: number; text: string } | null>(null);
  const [isReading, setReading] = useState(false);

  const last = stored.data?.messages.at(-1);
  const turns = useTurn({
    conversation: id,
    waiting: last?.status === "waiting" ? last.key : null,
    begun: (conversation, turn) => {
      if (turn.kind === "message" && turn.replaces === undefined) draft.arrived();
      if (id === null) onBegun(conversation);
      void client.invalidateQueries({ queryKey: conversationsQuery.queryKey });
    },
    refused: (turn, error) => {
      setDecisions({});
      if (turn.kind === "message" && turn.replaces !== undefined) setEditing({ id: turn.replaces, text: turn.text });
      else if (turn.kind === "message") draft.giveBack(turn);
      // The limit has a note of its own, which ends by itself.
      if (error && !(error instanceof ApiError && error.status === 429)) setRefusal(error.message);
      if (error instanceof ApiError && error.status === 409) void stored.refetch();
    },
    ended: (conversation) => {
      setDecisions({});
      setSpoken(formatAnswer(conversation));
      // Its tools may have changed other domains as well.
      void refreshAfterWrite(client, "assistant");
    },
    lost: (error) => {
      setDecisions({});
      setRefusal(error.message);
    },
  });
  const { turn, begun, live, say, goOn, follow } = turns;

  const messages = stored.data?.messages ?? none;
  const shown = useMemo(() => mergeLive(messages, live, underWayOf(turn, begun)), [messages, live, turn, begun]);

  const isWritten = stored.data?.is_writing ?? false;
  useEffect(() => {
    if (isWritten && !turn) void follow();
  }, [isWritten, turn, follow]);

  const begin = useCallback(() => {
    setRefusal(null);
    setSpoken("");
    onSent();
  }, [onSent]);

  const submit = (): void => {
    const text = draft.text.trim();
    if (text === "" || turn) return;
    begin();
    const key = draft.key ?? crypto.randomUUID();
    draft.send(key);
    void say({ key, text });
  };

  const resend = (message: number, text: string): void => {
    if (turn) return;
    begin();
    setEditing(null);
    void say({ key: crypto.randomUUID(), text: text.trim(), replaces: message });
  };

  const retry = (key: string): void => {
    begin();
    void goOn(key, { retry: true });
  };

  const decide = ({ key, parts }: Shown, approval: string, approved: boolean): void => {
    const made = { ...decisions, [approval]: approved };
    setDecisions(made);
    const waiting = parts.filter(isWaiting).map((part) => part.approval?.id ?? "");
    // The answer goes on once all it waits for is decided.
    if (!waiting.every((each) => each in made)) return;
    begin();
    const approvals = waiting.map((each) => ({ id: each, approved: made[each] === true }));
    void goOn(key, { approvals }, [{ id: key, role: "assistant", parts }]);
  };

  const reading = useRef(false);
  const first = messages[0]?.id;
  const readMore = useCallback(async (): Promise<void> => {
    if (reading.current || id === null || first === undefined) return;
    reading.current = true;
    setReading(true);
    try {
      const earlier = await readEarlier(person, id, first);
      client.setQueryData<Conversation>(conversationKey(id), (known) => putBefore(known, earlier));
    } catch {
      toast.error("Earlier messages failed to load. They are safe. Try again.");
    } finally {
      reading.current = false;
      setReading(false);
    }
  }, [client, person, id, first]);

  // The same functions each time, so that an answer that grows has no other message drawn again.
  const latest = useRef({ resend, retry, decide });
  latest.current = { resend, retry, decide };
  const [acts] = useState(() => ({
    edit: setEditing,
    resend: (message: number, text: string) => latest.current.resend(message, text),
    retry: (key: string) => latest.current.retry(key),
    decide: (message: Shown, approval: string, approved: boolean) => latest.current.decide(message, approval, approved),
  }));

  return {
    ...turns,
    stored,
    shown,
    draft: {
      ...draft,
      type: (text: string) => {
        turns.prepare();
        draft.type(text);
      },
    },
    refusal,
    spoken,
    decisions,
    editing,
    acts,
    submit,
    hasEarlier: stored.data?.has_more ?? false,
    isReading,
    readMore,
  };
}

export type ConversationHandle = ReturnType<typeof useConversation>;
