"use client";
import { CircleAlert, CircleStop } from "lucide-react";
import { memo } from "react";
import { ApprovalCard } from "@/components/assistant/tools/approval-card.tsx";
import { ToolCard } from "@/components/assistant/tools/tool-card.tsx";
import { changesSomething, isToolPart } from "@/components/assistant/tools/tool-part.ts";
import { type Shown, textOf } from "@/components/assistant/turn/chat-message.ts";
import { Button } from "@/components/ui/button.tsx";
import type { MessagePart } from "@/lib/assistant/constants.ts";
import { AnswerText } from "./answer-text.tsx";
import { AgainButton, MessageActions } from "./message-actions.tsx";

/** Says that something comes: nothing to read yet. */
const Thinking = () => (
  <span aria-hidden="true" data-thinking className="flex h-6 items-center gap-1">
    {["[animation-delay:0ms]", "[animation-delay:150ms]", "[animation-delay:300ms]"].map((delay) => (
      <span key={delay} className={`size-1.5 animate-pulse rounded-full bg-assistant ${delay}`} />
    ))}
  </span>
);

interface FailedProps {
  message: string;
  onRetry: (() => void) | null;
}

/** What happened, and another try. */
const Failed = ({ message, onRetry }: FailedProps) => (
  <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md bg-danger-soft px-3 py-2">
    <CircleAlert aria-hidden="true" className="size-4 shrink-0 text-danger" />
    <p className="min-w-48 flex-1">{message}</p>
    {onRetry && (
      <Button variant="outline" size="sm" onClick={onRetry}>
        Retry
      </Button>
    )}
  </div>
);

const Stopped = ({ onRetry }: { onRetry: (() => void) | null }) => (
  <div className="flex items-center gap-2 text-muted">
    <CircleStop aria-hidden="true" className="size-4" />
    <p>Stopped.</p>
    {onRetry && (
      <Button variant="ghost" size="sm" onClick={onRetry}>
        Retry
      </Button>
    )}
  </div>
);

/** Whether a part is to be seen. */
const shows = (part: MessagePart): boolean => isToolPart(part) || (part.type === "text" && part.text.trim() !== "");

interface AnswerProps {
  message: Shown;
  /** No other message follows: it may be asked for again. */
  isLast: boolean;
  isBusy: boolean;
  mayWrite: boolean;
  /** What was pressed, by approval. */
  decisions: Record<string, boolean>;
  onDecide: (message: Shown, approval: string, approved: boolean) => void;
  onRetry: (key: string) => void;
}

/** What the assistant said and did, in its order. */
export const Answer = memo(function Answer(props: AnswerProps) {
  const { message, isLast, isBusy, mayWrite, decisions, onDecide, onRetry } = props;
  const { key, parts, status, error, created_at } = message;
  const isWriting = status === "writing";
  const retry = isLast && !isBusy && mayWrite ? () => onRetry(key) : null;
  const text = textOf(parts);
  const last = parts.findLast(shows);
  const mayRepeat = status === "complete" && !parts.some((part) => isToolPart(part) && changesSomething(part));
  return (
    <div className="group grid gap-3">
      {parts.map((part, index) => {
        if (part.type === "text" && shows(part)) {
          // Parts are only ever added at the end.
          return <AnswerText key={String(index)} text={part.text} isWriting={isWriting && part === last} />;
        }
        if (!isToolPart(part)) return null;
        if (part.state !== "approval-requested")
          return <ToolCard key={part.toolCallId} part={part} since={created_at} />;
        const { id } = part.approval;
        return (
          <ApprovalCard
            key={part.toolCallId}
            part={part}
            decided={decisions[id]}
            disabled={isBusy}
            onDecide={(approved) => onDecide(message, id, approved)}
          />
        );
      })}
      {isWriting && last?.type !== "text" && <Thinking />}
      {status === "failed" && <Failed message={error?.message ?? "The answer failed."} onRetry={retry} />}
      {status === "stopped" && <Stopped onRetry={retry} />}
      {!isWriting && (
        <MessageActions text={text} copyLabel="Copy the answer" at={created_at} model={message.model} className="-ml-2">
          {retry && mayRepeat && <AgainButton onPress={retry} />}
        </MessageActions>
      )}
    </div>
  );
});
