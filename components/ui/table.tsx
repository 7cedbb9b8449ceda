import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** A table that scrolls sideways within itself where it must. Give it a `caption`, or an `aria-label`. */
export function Table({ className, ...rest }: ComponentProps<"table">) {
  return (
    <div className="overflow-x-auto">
      <table className={cn("w-full border-collapse text-left", className)} {...rest} />
    </div>
  );
}

/** The head of a column; with `scope="row"` that of a row. */
export function Th({ className, scope = "col", ...rest }: ComponentProps<"th">) {
  const look = scope === "row" ? "font-normal" : "text-muted text-xs font-medium";
  return <th scope={scope} className={cn("border-b px-3 py-2 first:pl-0 last:pr-0", look, className)} {...rest} />;
}

export function Td({ className, ...rest }: ComponentProps<"td">) {
  return <td className={cn("border-b px-3 py-2 first:pl-0 last:pr-0", className)} {...rest} />;
}
