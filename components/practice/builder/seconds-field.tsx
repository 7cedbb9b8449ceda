"use client";
import { Minus, Plus } from "lucide-react";
import { type KeyboardEvent, useId } from "react";
import { cn } from "@/components/ui/cn.ts";
import { fieldLook } from "@/components/ui/input.tsx";

const stepSeconds = 5;

/** The next multiple of five that way, within what may be. */
function stepped(value: number | null, way: 1 | -1, least: number, most: number): number {
  const from = value ?? 0;
  const next = way === 1 ? Math.floor(from / stepSeconds) + 1 : Math.ceil(from / stepSeconds) - 1;
  return Math.max(least, Math.min(next * stepSeconds, most));
}

interface SecondsFieldProps {
  /** As "Hold of step 3, Tree Pose". */
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
  least: number;
  most: number;
  error?: string | undefined;
}

const part = "grid w-8 shrink-0 place-items-center text-muted hover:text-ink disabled:opacity-40 [&_svg]:size-4";

/** Seconds, by typing or in steps of five: arrow keys, or the buttons beside it. */
export function SecondsField({ label, value, onChange, least, most, error }: SecondsFieldProps) {
  const id = useId();
  const step = (way: 1 | -1) => onChange(stepped(value, way, least, most));

  function press(event: KeyboardEvent): void {
    if (event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    step(event.key === "ArrowUp" ? 1 : -1);
  }

  return (
    <div className="grid gap-1">
      <div
        className={cn(
          "flex h-10 w-36 rounded-md border border-edge bg-raised has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-ink",
          error && "border-danger has-[input:focus-visible]:outline-danger",
        )}
      >
        {/* The arrow keys do the same, so that these are no stops on the way. */}
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Shorten: ${label}`}
          disabled={(value ?? 0) <= least}
          className={part}
          onClick={() => step(-1)}
        >
          <Minus aria-hidden="true" />
        </button>
        <span className="relative min-w-0 flex-1">
          <input
            type="number"
            inputMode="numeric"
            min={least}
            max={most}
            step="any"
            aria-label={label}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? id : undefined}
            className={cn(
              fieldLook,
              "figures h-full border-none bg-transparent px-1 pr-5 text-right outline-none [appearance:textfield] focus-visible:outline-none [&::-webkit-inner-spin-button]:appearance-none",
            )}
            value={value ?? ""}
            onChange={({ target }) => onChange(Number.isFinite(target.valueAsNumber) ? target.valueAsNumber : null)}
            onFocus={({ target }) => target.select()}
            onKeyDown={press}
          />
          <span
            aria-hidden="true"
            className="pointer-events-none absolute inset-y-0 right-1 grid items-center text-muted"
          >
            s
          </span>
        </span>
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Lengthen: ${label}`}
          disabled={(value ?? 0) >= most}
          className={part}
          onClick={() => step(1)}
        >
          <Plus aria-hidden="true" />
        </button>
      </div>
      {error && (
        <p id={id} className="text-danger text-xs">
          {error}
        </p>
      )}
    </div>
  );
}
