import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** A part of a page, set apart by a hairline. */
export function Card({ className, ...rest }: ComponentProps<"section">) {
  return <section className={cn("rounded-lg border border-line bg-raised", className)} {...rest} />;
}
