"use client";
import { ArrowUp, Square } from "lucide-react";
import { type FormEvent, type KeyboardEvent, type Ref, useId } from "react";
import { useChatRateLimit } from "@/components/assistant/turn/chat-rate-limit.ts";
import { cn } from "@/components/ui/cn.ts";
import { isComposing } from "@/components/ui/keyboard/is-composing.ts";
import { longestMessage } from "@/lib/assistant/constants.ts";
import { useOnline } from "@/lib/client/connection.ts";
import { formatCount } from "@/lib/core/format.ts";

/** From here on it is told how long a message is. */
const countedFrom = longestMessage - 1000;

const figure = (value: number): string => value.toLocaleString("en");

/** Where a finger types, Enter is for a new line: there is no Shift to hold. */
const hasKeys = (): boolean => !window.matchMedia("(pointer: coarse) and (hover: none)").matches;

interface ComposerProps {
  text: string;
  onType: (text: string) => void;
  onSend: () => void;
  /** Null while nothing is being written. */
  onStop: (() => void) | null;
  /** Scrolls what was said by a page: -1 back, 1 on. */
  onPage: (direction: -1 | 1) => void;
  isStopping: boolean;
  /** It has not been sent yet; to stop is to take it back. */
  isWaiting: boolean;
  perMinute: number;
  /** Why nothing can be sent, and nothing was. */
  refusal: string | null;
  field: Ref<HTMLTextAreaElement>;
}

/** What stands under the field while something is to be known about sending. */
function Note({ refusal, left, perMinute }: { refusal: string | null; left: number; perMinute: number }) {
  if (left > 0) {
    return (
      <p data-limit className="px-1 text-xs">
        Limit reached: {formatCount(perMinute, "message")} a minute. You can send the next one in{" "}
        <span className="figures">{left} s</span>. Your text stays here.
      </p>
    );
  }
  return refusal === null ? null : <p className="px-1 text-danger text-xs">{refusal}</p>;
}

/** Where one writes to the assistant. Enter sends, Shift and Enter break the line. */
export function Composer(props: ComposerProps) {
  const { text, onType, onSend, onStop, onPage, isStopping, isWaiting, perMinute, refusal, field } = props;
  const id = useId();
  const online = useOnline();
  const left = useChatRateLimit();
  const length = text.trim().length;
  const isTooLong = length > longestMessage;
  const maySend = onStop === null && length > 0 && !isTooLong && left === 0;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (maySend) onSend();
  }

  function press(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (isComposing(event)) return;
    if (event.key === "Escape" && onStop) {
      event.preventDefault();
      onStop();
    }
    if (event.key === "PageUp" || event.key === "PageDown") {
      event.preventDefault();
      onPage(event.key === "PageUp" ? -1 : 1);
    }
    if (event.key !== "Enter" || event.shiftKey || !hasKeys()) return;
    event.preventDefault();
    if (maySend) onSend();
  }

  const round = "grid size-9 shrink-0 place-items-center rounded-full transition-colors duration-150";
  return (
    <form className="grid gap-1.5" onSubmit={submit}>
      <div
        className={cn(
          "flex items-end gap-2 rounded-lg border border-edge bg-raised p-1.5 pl-3.5",
          "has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:outline-assistant",
          isTooLong && "border-danger",
        )}
      >
        <textarea
          ref={field}
          name="message"
          rows={1}
          dir="auto"
          aria-label="Message to the assistant"
          aria-describedby={id}
          aria-invalid={isTooLong}
          enterKeyHint="send"
          autoComplete="off"
          placeholder={online ? "Write to the assistant" : "You're offline. Messages will be sent later"}
          className="field-sizing-content max-h-[35dvh] min-h-9 min-w-0 flex-1 resize-none bg-transparent py-1.5 text-base leading-6 outline-none placeholder:text-muted md:text-sm md:leading-6"
          value={text}
          onChange={({ target }) => onType(target.value)}
          onKeyDown={press}
        />
        {onStop ? (
          // A button of its own: one that became "Send" under a press would send what has just come back.
          <button
            key="stop"
            type="button"
            aria-label={isWaiting ? "Don't send" : "Stop"}
            disabled={isStopping}
            className={cn(round, "bg-ink text-paper hover:bg-ink/85 disabled:opacity-60")}
            onClick={onStop}
          >
            <Square aria-hidden="true" className="size-3.5 fill-current" />
          </button>
        ) : (
          <button
            key="send"
            type="submit"
            aria-label="Send"
            disabled={!maySend}
            className={cn(
              round,
              "bg-assistant text-paper hover:bg-assistant/90 disabled:bg-sunken disabled:text-muted",
            )}
          >
            <ArrowUp aria-hidden="true" className="size-4.5" />
          </button>
        )}
      </div>
      <div id={id} className="grid gap-1 empty:hidden">
        {length > countedFrom && (
          <p className={cn("px-1 text-xs", isTooLong ? "text-danger" : "text-muted")}>
            <span className="figures">
              {figure(length)} of {figure(longestMessage)}
            </span>{" "}
            characters{isTooLong && `: ${figure(length - longestMessage)} too many`}
          </p>
        )}
        <Note refusal={refusal} left={left} perMinute={perMinute} />
      </div>
    </form>
  );
}
