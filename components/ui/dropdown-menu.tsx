"use client";
import { Check } from "lucide-react";
import { DropdownMenu as Menu } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** A menu that does not lock the page behind it, so nothing moves when it opens. */
export const DropdownMenu = (props: ComponentProps<typeof Menu.Root>) => <Menu.Root modal={false} {...props} />;

export const DropdownMenuTrigger = Menu.Trigger;

export const DropdownMenuRadioGroup = Menu.RadioGroup;

export function DropdownMenuContent({ className, sideOffset = 8, ...rest }: ComponentProps<typeof Menu.Content>) {
  return (
    <Menu.Portal>
      <Menu.Content
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn("z-50 min-w-52 rounded-md border border-line bg-raised p-1 text-ink shadow-float", className)}
        {...rest}
      />
    </Menu.Portal>
  );
}

const row =
  "relative flex min-h-9 items-center gap-2 rounded-sm px-2 text-sm outline-none select-none data-highlighted:bg-sunken data-disabled:opacity-60 [&_svg]:size-4 [&_svg]:text-muted";

type ItemProps = ComponentProps<typeof Menu.Item> & { tone?: "plain" | "danger" };

export function DropdownMenuItem({ className, tone = "plain", ...rest }: ItemProps) {
  return <Menu.Item className={cn(row, tone === "danger" && "text-danger [&_svg]:text-danger", className)} {...rest} />;
}

export function DropdownMenuRadioItem({ className, children, ...rest }: ComponentProps<typeof Menu.RadioItem>) {
  return (
    <Menu.RadioItem className={cn(row, "pr-8", className)} {...rest}>
      {children}
      <Menu.ItemIndicator className="absolute right-2">
        <Check aria-hidden="true" />
      </Menu.ItemIndicator>
    </Menu.RadioItem>
  );
}

export function DropdownMenuLabel({ className, ...rest }: ComponentProps<typeof Menu.Label>) {
  return <Menu.Label className={cn("px-2 py-2 text-muted text-xs", className)} {...rest} />;
}

export const DropdownMenuSeparator = () => <Menu.Separator className="my-1 h-px bg-line" />;
