"use client";
import { Clock } from "lucide-react";
import { memo, useRef } from "react";
import { type Shown, textOf } from "@/components/assistant/turn/chat-message.ts";
import { cn } from "@/components/ui/cn.ts";
import { EditButton, MessageActions } from "./message-actions.tsx";
import { MessageEditor } from "./message-editor.tsx";

interface OwnMessageProps {
  message: Shown;
  /** What its editor begins with; null while it is not edited. */
  edited: string | null;
  /** It waits for the connection. */
  isWaiting: boolean;
  /** Something is under way. */
  isBusy: boolean;
  mayEdit: boolean;
  onEdit: (message: { id: number; text: string } | null) => void;
  onResend: (id: number, text: string) => void;
}

/** What the person wrote, as they wrote it. */
export const OwnMessage = memo(function OwnMessage(props: OwnMessageProps) {
  const { message, edited, isWaiting, isBusy, mayEdit, onEdit, onResend } = props;
  const button = useRef<HTMLButtonElement>(null);
  const text = textOf(message.parts);
  const { id } = message;
  if (edited !== null && id !== null) {
    const cancel = () => {
      onEdit(null);
      requestAnimationFrame(() => button.current?.focus());
    };
    return <MessageEditor text={edited} disabled={isBusy} onSend={(next) => onResend(id, next)} onCancel={cancel} />;
  }
  return (
    <div className="group grid justify-items-end gap-0.5">
      <p
        dir="auto"
        className={cn(
          "wrap-anywhere max-w-[88%] whitespace-pre-wrap rounded-lg bg-assistant-soft px-3.5 py-2 leading-6",
          message.status === "sending" && "opacity-70",
        )}
      >
        {text}
      </p>
      {message.status === "sending" ? (
        <p className="flex min-h-8 items-center gap-1.5 text-muted text-xs">
          {isWaiting && (
            <>
              <Clock aria-hidden="true" className="size-3.5" />
              Will be sent when you're back online.
            </>
          )}
        </p>
      ) : (
        <MessageActions text={text} copyLabel="Copy your message" at={message.created_at} className="flex-row-reverse">
          {id !== null && mayEdit && !isBusy && <EditButton ref={button} onPress={() => onEdit({ id, text })} />}
        </MessageActions>
      )}
    </div>
  );
});
