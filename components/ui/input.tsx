import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** What every field looks like. Sixteen pixels on phones, where browsers zoom into anything smaller. */
export const fieldLook = [
  "w-full min-w-0 rounded-md border border-edge bg-raised px-3 text-base text-ink placeholder:text-muted md:text-sm",
  "focus-visible:outline-offset-0 aria-invalid:border-danger aria-invalid:focus-visible:outline-danger",
  "disabled:cursor-not-allowed disabled:opacity-60",
].join(" ");

/** A line of text. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={cn(fieldLook, "h-10", className)} {...rest} />;
}
