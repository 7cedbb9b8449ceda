"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowDown } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useRunning } from "@/components/tracking/use-tracking.ts";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { ErrorState } from "@/components/ui/states.tsx";
import { ApiError } from "@/lib/api/api-error.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { Composer } from "./composer/composer.tsx";
import { Examples } from "./composer/examples.tsx";
import { ModelLine } from "./composer/model-line.tsx";
import { ConversationLink } from "./conversations/conversation-link.tsx";
import { MessagesSkeleton } from "./conversations/conversation-skeleton.tsx";
import { newPath } from "./conversations/paths.ts";
import { MessageList } from "./messages/message-list.tsx";
import { useScrollFollow } from "./messages/use-scroll-follow.ts";
import { modelQuery } from "./queries.ts";
import { useChatRateLimit } from "./turn/chat-rate-limit.ts";
import { type ConversationHandle, useConversation } from "./use-conversation.ts";

/** Says once that the limit is reached, and once that it is over; never each second. */
function useSaidLimit(): string {
  const isOver = useChatRateLimit() === 0;
  const before = useRef(isOver);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (before.current === isOver) return;
    before.current = isOver;
    setSaid(isOver ? "You can send messages again." : "Message limit reached.");
  }, [isOver]);
  return said;
}

const isGone = (error: Error | null): boolean => error instanceof ApiError && error.status === 404;

/** What stands where messages would, while there are none to show. */
function Instead({ conversation }: { conversation: ConversationHandle }) {
  const { error, isFetching, refetch } = conversation.stored;
  if (!error) return <MessagesSkeleton />;
  return isGone(error) ? (
    <ErrorState title="Conversation not found" className="py-16">
      It was deleted, or belongs to another account.
      <span className="mt-3 block">
        <Button asChild variant="outline">
          <ConversationLink href={newPath}>New conversation</ConversationLink>
        </Button>
      </span>
    </ErrorState>
  ) : (
    <ErrorState className="py-16" retry={() => void refetch()} retrying={isFetching}>
      Your messages are safe. {error.message}
    </ErrorState>
  );
}

interface ConversationViewProps {
  id: number | null;
  onBegun: (id: number) => void;
}

/** One conversation, and where one writes in it. */
export function ConversationView({ id, onBegun }: ConversationViewProps) {
  const mayWrite = useCurrentUser().role !== "viewer";
  const { data: model } = useQuery(modelQuery);
  const isTracking = useRunning() !== null;
  const field = useRef<HTMLTextAreaElement>(null);
  // On phones the keyboard would cover what one has come to read.
  const focusField = useCallback(() => {
    if (window.matchMedia("(pointer: fine)").matches) field.current?.focus({ preventScroll: true });
  }, []);
  const conversation = useConversation({ id, onBegun, onSent: focusField });
  const { shown, draft, turn, stop, isStopping, isWaiting, begun, submit, refusal, spoken, stored } = conversation;
  const scroller = useRef<HTMLDivElement>(null);
  const { isAway, goToEnd, list } = useScrollFollow(scroller, shown[0]?.key ?? "");
  const said = useSaidLimit();
  const isEmpty = shown.length === 0;

  useEffect(focusField, [focusField]);

  return (
    <>
      <p role="status" data-spoken className="sr-only">
        {spoken}
      </p>
      <p role="status" className="sr-only">
        {said}
      </p>
      <div className="relative min-h-0 flex-1">
        <section
          ref={scroller}
          aria-label="Transcript"
          aria-busy={turn !== null}
          className="-mx-2 flex h-full flex-col-reverse overflow-y-auto overscroll-contain rounded-md px-2 [overflow-anchor:none] focus-visible:-outline-offset-2"
        >
          {isEmpty && id === null && turn === null ? (
            <div className="my-auto">
              <Examples
                model={model}
                onChoose={(text) => {
                  draft.type(text);
                  field.current?.focus();
                }}
              />
            </div>
          ) : (isEmpty && !stored.data) || isGone(stored.error) ? (
            <div className="mb-auto">
              <Instead conversation={conversation} />
            </div>
          ) : (
            <>
              <div className="flex-1" />
              <MessageList conversation={conversation} mayWrite={mayWrite} scroller={scroller} list={list} />
            </>
          )}
        </section>
        {isAway && (
          <Button
            variant="outline"
            size="sm"
            className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-float"
            onClick={() => goToEnd(true)}
          >
            <ArrowDown aria-hidden="true" />
            Jump to latest
          </Button>
        )}
      </div>
      <div className={cn("mx-auto grid w-full max-w-3xl gap-2 pt-2 pb-3", isTracking && "max-md:pb-17")}>
        {mayWrite ? (
          <Composer
            field={field}
            text={draft.text}
            onType={draft.type}
            onSend={() => {
              submit();
              goToEnd();
            }}
            onStop={
              turn === null
                ? null
                : () => {
                    stop();
                    focusField();
                  }
            }
            onPage={(direction) =>
              scroller.current?.scrollBy({ top: direction * scroller.current.clientHeight * 0.85 })
            }
            isStopping={isStopping}
            isWaiting={isWaiting && !begun}
            perMinute={model?.messages_per_minute ?? 0}
            refusal={refusal}
          />
        ) : (
          <p className="rounded-md bg-sunken px-3 py-2 text-center text-muted">
            Your account can read conversations but not write in them.
          </p>
        )}
        <ModelLine model={model} />
      </div>
    </>
  );
}
