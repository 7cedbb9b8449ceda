"use client";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button.tsx";

interface QuestionProps {
  title: string;
  children: ReactNode;
  /** Goes on; it has the focus, and Escape does it too. */
  stay: string;
  onStay: () => void;
  leave: string;
  onLeave: () => void;
}

/** A question that lies over the practice. The browser's own dialog: a practice needs no more, and loads no more. */
export function Confirm({ title, children, stay, onStay, leave, onLeave }: QuestionProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const way = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // It would give the focus to what stands first.
    way.current?.focus();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      className="m-auto w-[min(26rem,calc(100vw-2rem))] rounded-lg border border-line bg-raised p-5 text-ink shadow-float backdrop:bg-black/40"
      onCancel={(event) => {
        event.preventDefault();
        onStay();
      }}
    >
      <h2 id={id} className="font-semibold text-base">
        {title}
      </h2>
      <div className="mt-2 text-muted">{children}</div>
      <div className="mt-5 flex flex-col-reverse gap-3 sm:flex-row sm:justify-end">
        <Button variant="outline" onClick={onLeave}>
          {leave}
        </Button>
        <Button ref={way} onClick={onStay}>
          {stay}
        </Button>
      </div>
    </dialog>
  );
}
