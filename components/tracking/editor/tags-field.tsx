"use client";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useId, useRef, useState } from "react";
import { FieldFrame, fieldAttributes } from "@/components/forms/field-frame.tsx";
import { tagsQuery } from "@/components/tracking/list/queries.ts";
import { cn } from "@/components/ui/cn.ts";
import { isComposing } from "@/components/ui/keyboard/is-composing.ts";
import { splitTags, withTags } from "./draft-shape.ts";

interface TagsFieldProps {
  tags: string[];
  onChange: (tags: string[]) => void;
  error?: string | undefined;
}

/** Tags as chips: Enter and comma add what is typed, Backspace in an empty field takes the last one away. */
export function TagsField({ tags, onChange, error }: TagsFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [isAsked, setAsked] = useState(false);
  const known = useQuery({ ...tagsQuery, enabled: isAsked }).data?.tags ?? [];
  const hint = "Press Enter or comma to add";

  function add(text: string): void {
    const added = splitTags(text);
    if (added.length > 0) onChange(withTags(tags, added));
    setTyped("");
  }

  function press(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const isEnter = event.key === "Enter" && !event.ctrlKey && !event.metaKey;
    if (isEnter && typed.trim() !== "") {
      event.preventDefault();
      add(typed);
    }
    if (event.key === "Backspace" && typed === "" && tags.length > 0) onChange(tags.slice(0, -1));
  }

  function paste(event: ClipboardEvent): void {
    const text = event.clipboardData.getData("text");
    if (!/[,\n]/.test(text)) return;
    event.preventDefault();
    add(typed + text.replaceAll("\n", ","));
  }

  return (
    <FieldFrame id={id} label="Tags" hint={hint} error={error}>
      <div
        className={cn(
          "flex min-h-10 flex-wrap items-center gap-1.5 rounded-md border border-edge bg-raised px-2 py-1.5",
          "has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-ink",
          error && "border-danger",
        )}
      >
        {tags.map((tag) => (
          <span key={tag} className="inline-flex h-6 max-w-full items-center rounded-sm bg-sunken pl-1.5 text-xs">
            <bdi className="truncate">{tag}</bdi>
            <button
              type="button"
              aria-label={`Remove tag ${tag}`}
              className="grid size-6 shrink-0 place-items-center rounded-sm text-muted hover:text-ink"
              onClick={() => {
                onChange(tags.filter((each) => each !== tag));
                input.current?.focus();
              }}
            >
              <X aria-hidden="true" className="size-3" />
            </button>
          </span>
        ))}
        <input
          ref={input}
          {...fieldAttributes(id, { hint, error })}
          dir="auto"
          list={`${id}-known`}
          value={typed}
          autoComplete="off"
          autoCapitalize="none"
          onFocus={() => setAsked(true)}
          onChange={({ target }) => (target.value.includes(",") ? add(target.value) : setTyped(target.value))}
          onKeyDown={press}
          onPaste={paste}
          onBlur={() => add(typed)}
          className="h-7 min-w-24 flex-1 bg-transparent px-1 text-base outline-none placeholder:text-muted md:text-sm"
        />
        <datalist id={`${id}-known`}>
          {known
            .filter(({ tag }) => !tags.includes(tag))
            .map(({ tag }) => (
              <option key={tag} value={tag} />
            ))}
        </datalist>
      </div>
    </FieldFrame>
  );
}
