"use client";
import { type Ref, type RefObject, useEffect, useRef } from "react";
import type { Shown } from "@/components/assistant/turn/chat-message.ts";
import type { ConversationHandle } from "@/components/assistant/use-conversation.ts";
import { Button } from "@/components/ui/button.tsx";
import { observeView } from "@/components/ui/observe-view.ts";
import { Answer } from "./answer.tsx";
import { OwnMessage } from "./own-message.tsx";

/** How far above what is seen earlier messages are fetched. */
const ahead = "600px 0px 0px 0px";

interface EarlierProps {
  scroller: RefObject<HTMLElement | null>;
  isReading: boolean;
  readMore: () => void;
}

/** Earlier messages load when they are about to scroll into view; the button loads them at once. */
function Earlier({ scroller, isReading, readMore }: EarlierProps) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(readMore);
  latest.current = readMore;
  useEffect(() => {
    if (!place.current || isReading) return;
    const options = { root: scroller.current, rootMargin: ahead };
    return observeView(place.current, (isInView) => isInView && latest.current(), options);
  }, [scroller, isReading]);
  return (
    <div ref={place} className="grid justify-items-center pb-6">
      <Button variant="ghost" size="sm" aria-busy={isReading} disabled={isReading} onClick={readMore}>
        {isReading ? "Earlier messages are loading" : "Show earlier messages"}
      </Button>
    </div>
  );
}

interface MessageListProps {
  conversation: ConversationHandle;
  mayWrite: boolean;
  scroller: RefObject<HTMLElement | null>;
  /** Gets the element that grows with what is said. */
  list: Ref<HTMLDivElement>;
}

/** All that was said, as far as it has been read; the oldest first. */
export function MessageList({ conversation, mayWrite, scroller, list }: MessageListProps) {
  const { shown, turn, acts, decisions, editing, isWaiting, hasEarlier, isReading, readMore } = conversation;
  const isBusy = turn !== null;
  const last = shown.at(-1);
  const lastAnswer = last?.role === "assistant" ? last.key : null;
  const draw = (message: Shown) =>
    message.role === "user" ? (
      <OwnMessage
        message={message}
        edited={editing !== null && editing.id === message.id ? editing.text : null}
        isWaiting={isWaiting && message.status === "sending"}
        isBusy={isBusy}
        mayEdit={mayWrite}
        onEdit={acts.edit}
        onResend={acts.resend}
      />
    ) : (
      <Answer
        message={message}
        isLast={message.key === lastAnswer}
        isBusy={isBusy}
        mayWrite={mayWrite}
        decisions={decisions}
        onDecide={acts.decide}
        onRetry={acts.retry}
      />
    );
  return (
    <div ref={list} className="mx-auto w-full max-w-3xl pt-2 pb-6">
      {hasEarlier && <Earlier scroller={scroller} isReading={isReading} readMore={() => void readMore()} />}
      <ol aria-label="Messages" className="grid gap-2">
        {shown.map((message) => (
          <li key={message.key} data-message={message.role} data-status={message.status}>
            <h2 className="sr-only">{message.role === "user" ? "You" : "Assistant"}</h2>
            {draw(message)}
          </li>
        ))}
        {last?.role === "user" && isBusy && !isWaiting && (
          <li data-message="assistant" data-status="writing">
            <h2 className="sr-only">Assistant</h2>
            <span aria-hidden="true" className="flex h-6 items-center">
              <span className="size-1.5 animate-pulse rounded-full bg-assistant" />
            </span>
          </li>
        )}
      </ol>
    </div>
  );
}
