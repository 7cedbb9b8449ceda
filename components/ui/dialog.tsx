"use client";
import { X } from "lucide-react";
import { Dialog as Part } from "radix-ui";
import { type ComponentProps, type RefObject, useLayoutEffect, useRef } from "react";
import { cn } from "./cn.ts";

export const Dialog = Part.Root;
export const DialogTrigger = Part.Trigger;
export const DialogClose = Part.Close;

type ContentProps = ComponentProps<typeof Part.Content> & {
  /** Without the cross in the corner, for what has its own way out. */
  bare?: boolean;
};

/** Notes what had the focus before the dialog took it; it comes first in it, so that it is asked first. */
function FocusBefore({ into }: { into: RefObject<Element | null> }) {
  useLayoutEffect(() => {
    into.current = document.activeElement;
  }, [into]);
  return null;
}

/** What a dialog holds: in the middle of the page, on phones a sheet from below. Load it where it is first opened. */
export function DialogContent({ className, children, bare = false, ...rest }: ContentProps) {
  const before = useRef<Element>(null);
  const { onInteractOutside, onCloseAutoFocus } = rest;
  return (
    <Part.Portal>
      <Part.Overlay className="fixed inset-0 z-50 animate-appear bg-black/40" />
      <Part.Content
        {...rest}
        className={cn(
          "fixed z-50 grid max-h-[85dvh] gap-4 overflow-y-auto border border-line bg-raised p-5 text-ink shadow-float outline-none",
          "inset-x-0 bottom-0 animate-rise rounded-t-lg pb-[max(1.25rem,env(safe-area-inset-bottom))]",
          "md:inset-x-auto md:top-[12vh] md:bottom-auto md:left-1/2 md:w-full md:max-w-md md:-translate-x-1/2 md:rounded-lg md:pb-5",
          className,
        )}
        onInteractOutside={(event) => {
          // News lie above the dialog; to press "Undo" there is not to leave it.
          if (event.target instanceof Element && event.target.closest("[data-sonner-toaster]")) event.preventDefault();
          onInteractOutside?.(event);
        }}
        onCloseAutoFocus={(event) => {
          onCloseAutoFocus?.(event);
          if (event.defaultPrevented) return;
          // Radix knows only of a `DialogTrigger`, and leaves the focus nowhere without one.
          event.preventDefault();
          const back = before.current?.isConnected ? before.current : document.getElementById("content");
          if (back instanceof HTMLElement) back.focus();
        }}
      >
        <FocusBefore into={before} />
        {children}
        {!bare && (
          <Part.Close
            aria-label="Close"
            className="absolute top-3 right-3 grid size-8 place-items-center rounded-md text-muted hover:bg-sunken hover:text-ink"
          >
            <X aria-hidden="true" className="size-4" />
          </Part.Close>
        )}
      </Part.Content>
    </Part.Portal>
  );
}

export function DialogTitle({ className, ...rest }: ComponentProps<typeof Part.Title>) {
  return <Part.Title className={cn("pr-8 font-semibold text-base", className)} {...rest} />;
}

export function DialogDescription({ className, ...rest }: ComponentProps<typeof Part.Description>) {
  return <Part.Description className={cn("-mt-2 text-muted", className)} {...rest} />;
}

/** Where a dialog's buttons stand: the act at the end, on phones on top. */
export function DialogFooter({ className, ...rest }: ComponentProps<"div">) {
  return <div className={cn("flex flex-col-reverse gap-3 md:mt-1 md:flex-row md:justify-end", className)} {...rest} />;
}
