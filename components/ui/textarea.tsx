import type { ComponentProps } from "react";
import { cn } from "./cn.ts";
import { fieldLook } from "./input.tsx";

/** Several lines of text; it grows with what is typed where the browser can. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return <textarea rows={rows} className={cn(fieldLook, "field-sizing-content py-2", className)} {...rest} />;
}
