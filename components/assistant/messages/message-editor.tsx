"use client";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { isComposing } from "@/components/ui/keyboard/is-composing.ts";
import { Textarea } from "@/components/ui/textarea.tsx";
import { longestMessage } from "@/lib/assistant/constants.ts";

interface MessageEditorProps {
  text: string;
  /** While an answer is being written. */
  disabled: boolean;
  onSend: (text: string) => void;
  onCancel: () => void;
}

/** A message of one's own, to be changed and sent again in its place. */
export function MessageEditor({ text, disabled, onSend, onCancel }: MessageEditorProps) {
  const id = useId();
  const [typed, setTyped] = useState(text);
  const field = useRef<HTMLTextAreaElement>(null);
  const length = typed.trim().length;
  const maySend = !disabled && length > 0 && length <= longestMessage;

  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, []);

  function press(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === "Escape") {
      event.preventDefault();
      onCancel();
    }
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    if (maySend) onSend(typed);
  }

  return (
    <form
      className="grid w-full gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (maySend) onSend(typed);
      }}
    >
      <Textarea
        ref={field}
        aria-label="Your message"
        aria-describedby={id}
        aria-invalid={length > longestMessage}
        dir="auto"
        className="max-h-[40dvh]"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={press}
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p id={id} className="mr-auto text-muted text-xs">
          {length > longestMessage
            ? `${length.toLocaleString("en")} characters; at most ${longestMessage.toLocaleString("en")} can be sent.`
            : "Later messages will be deleted."}
        </p>
        <Button variant="outline" size="sm" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" size="sm" disabled={!maySend}>
          Send again
        </Button>
      </div>
    </form>
  );
}
