"use client";
import { Search } from "lucide-react";
import { useId } from "react";
import { Input } from "@/components/ui/input.tsx";
import { CompactField } from "./compact-field.tsx";
import { fieldAttributes } from "./field-frame.tsx";
import { useTyped } from "./use-typed.ts";

interface SearchFieldProps {
  /** How the address reads what is typed; null for what it does not take. */
  parser: { parse: (text: string) => string | null };
  /** As many characters it takes. */
  max: number;
  value: string | null;
  /** Going on typing replaces the entry of the history, anything else makes a new one. */
  onChange: (value: string | null, options: { history: "push" | "replace" }) => void;
  placeholder: string;
  className?: string;
}

const pauseMs = 300;

/** Text that is looked for; the address has it a moment after it was typed. */
export function SearchField({ parser, max, value, onChange, placeholder, className }: SearchFieldProps) {
  const id = useId();
  const send = (text: string) => {
    const read = parser.parse(text);
    if (read !== value) onChange(read, { history: value === null ? "push" : "replace" });
  };
  const [typed, type] = useTyped(value ?? "", send, pauseMs);
  const error = typed.trim() !== "" && parser.parse(typed) === null ? `At most ${max} characters` : undefined;
  return (
    <CompactField id={id} label="Search" error={error} {...(className !== undefined && { className })}>
      <div className="relative">
        <Search aria-hidden="true" className="pointer-events-none absolute top-3 left-3 size-4 text-muted" />
        <Input
          {...fieldAttributes(id, { error, hint: undefined })}
          type="search"
          dir="auto"
          data-shortcut="search"
          autoComplete="off"
          placeholder={placeholder}
          className="pl-9"
          value={typed}
          onChange={({ target }) => type(target.value)}
        />
      </div>
    </CompactField>
  );
}
