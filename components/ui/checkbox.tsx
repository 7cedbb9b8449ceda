"use client";
import { type ComponentProps, useEffect, useRef } from "react";
import { cn } from "./cn.ts";

interface CheckboxProps extends Omit<ComponentProps<"input">, "type" | "ref"> {
  /** Shows a bar: some of what it stands for are chosen. */
  indeterminate?: boolean;
}

/** A box to tick. Label it with `CheckboxField`, or with `aria-label` in a table. */
export function Checkbox({ className, indeterminate = false, ...rest }: CheckboxProps) {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (ref.current) ref.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return (
    <input
      ref={ref}
      type="checkbox"
      className={cn(
        "size-4.5 shrink-0 appearance-none rounded-sm border border-edge bg-raised disabled:opacity-60 forced-colors:appearance-auto",
        "checked:border-ink checked:bg-ink indeterminate:border-ink indeterminate:bg-ink aria-invalid:border-danger",
        "before:block before:size-full before:scale-0 before:bg-paper before:content-[''] checked:before:scale-100 indeterminate:before:scale-100",
        "before:[clip-path:polygon(22%_44%,12%_55%,41%_84%,89%_29%,79%_19%,41%_63%)] indeterminate:before:[clip-path:inset(42%_18%)]",
        className,
      )}
      {...rest}
    />
  );
}
