"use client";
import { Slot } from "radix-ui";
import { type KeyboardEvent, type ReactElement, useId, useRef } from "react";

interface HintProps {
  /** A few words. */
  text: string;
  /** One control. */
  children: ReactElement;
}

const gap = 6;

/** Puts the tip above its control, or below where there is no room, and within the window. */
function place(tip: HTMLElement, control: DOMRect): void {
  const { width, height } = tip.getBoundingClientRect();
  const above = control.top - height - gap;
  const left = control.left + control.width / 2 - width / 2;
  tip.style.top = `${above >= gap ? above : control.bottom + gap}px`;
  tip.style.left = `${Math.max(gap, Math.min(left, window.innerWidth - width - gap))}px`;
}

/** Says more about a control while the pointer is on it or it has the focus; Escape takes it away. */
export function Hint({ text, children }: HintProps) {
  const id = useId();
  const tip = useRef<HTMLSpanElement>(null);

  function show(control: Element): void {
    if (!tip.current || tip.current.matches(":popover-open")) return;
    tip.current.showPopover();
    place(tip.current, control.getBoundingClientRect());
  }
  const hide = () => tip.current?.matches(":popover-open") && tip.current.hidePopover();

  return (
    <>
      <Slot.Root
        aria-describedby={id}
        onPointerEnter={({ currentTarget, pointerType }) => pointerType !== "touch" && show(currentTarget)}
        onPointerLeave={hide}
        onFocus={({ currentTarget }) => currentTarget.matches(":focus-visible") && show(currentTarget)}
        onBlur={hide}
        onPointerDown={hide}
        onKeyDown={(event: KeyboardEvent) => event.key === "Escape" && hide()}
      >
        {children}
      </Slot.Root>
      <span
        ref={tip}
        id={id}
        role="tooltip"
        popover="manual"
        className="pointer-events-none fixed inset-auto m-0 w-max max-w-64 rounded-sm bg-ink px-2 py-1 text-paper text-xs"
      >
        {text}
      </span>
    </>
  );
}
