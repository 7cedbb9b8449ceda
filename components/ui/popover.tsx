"use client";
import { Popover as Part } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

export const Popover = Part.Root;
export const PopoverTrigger = Part.Trigger;
export const PopoverClose = Part.Close;

/** A small surface beside its button. Name it with `aria-label`. Load it where it is first opened. */
export function PopoverContent({ className, sideOffset = 8, ...rest }: ComponentProps<typeof Part.Content>) {
  return (
    <Part.Portal>
      <Part.Content
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn(
          "z-50 w-72 max-w-[calc(100vw-1rem)] animate-appear rounded-md border border-line bg-raised p-4 text-ink shadow-float outline-none",
          className,
        )}
        {...rest}
      />
    </Part.Portal>
  );
}
