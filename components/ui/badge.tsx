import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

const look = cva(
  "inline-flex h-5 max-w-full items-center gap-1 rounded-sm px-1.5 font-medium text-xs whitespace-nowrap [&_svg]:size-3 [&_svg]:shrink-0",
  {
    variants: {
      tone: {
        plain: "bg-sunken text-muted",
        work: "bg-work-soft text-work",
        practice: "bg-practice-soft text-practice",
        assistant: "bg-assistant-soft text-assistant",
        danger: "bg-danger-soft text-danger",
      },
    },
    defaultVariants: { tone: "plain" },
  },
);

/** A word or two that say what kind a thing is. */
export function Badge({ className, tone, ...rest }: ComponentProps<"span"> & VariantProps<typeof look>) {
  return <span className={cn(look({ tone }), className)} {...rest} />;
}
