import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

// A checkbox says by itself whether it is on; `aria-checked` is for elements that cannot.
const nature = { type: "checkbox", role: "switch" } as const;

/** On or off, at once. Label it with `SwitchField`, or with `aria-label`. */
export function Switch({ className, ...rest }: Omit<ComponentProps<"input">, "type" | "role">) {
  return (
    <input
      {...nature}
      className={cn(
        "relative h-6 w-10 shrink-0 appearance-none rounded-full border border-edge bg-sunken transition-colors duration-150 disabled:opacity-60 forced-colors:appearance-auto",
        "checked:border-ink checked:bg-ink",
        "before:absolute before:top-0.75 before:left-0.75 before:size-4 before:rounded-full before:bg-edge before:transition-transform before:duration-150 before:content-['']",
        "checked:before:translate-x-4 checked:before:bg-paper",
        className,
      )}
      {...rest}
    />
  );
}
