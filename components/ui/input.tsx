import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** A line of text. Sixteen pixels on phones, where browsers zoom into anything smaller. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return (
    <input
      className={cn(
        "h-10 w-full min-w-0 rounded-md border border-edge bg-raised px-3 text-base text-ink placeholder:text-muted md:text-sm",
        "focus-visible:outline-offset-0 aria-invalid:border-danger aria-invalid:focus-visible:outline-danger",
        className,
      )}
      {...rest}
    />
  );
}
