import type { ReactNode } from "react";

interface EntryProps {
  title: string;
  text?: ReactNode;
  children: ReactNode;
  /** Stands under the form. */
  foot?: ReactNode;
}

/** A page with one short form on it. */
export function EntryPage({ title, text, children, foot }: EntryProps) {
  return (
    <div className="mx-auto grid w-full max-w-sm gap-6 px-4 py-8 sm:py-16">
      <div className="grid gap-2">
        <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
        {text && <p className="text-muted">{text}</p>}
      </div>
      {children}
      {foot && <p className="text-muted">{foot}</p>}
    </div>
  );
}

/** How a link within a sentence looks. */
export const linkLook = "rounded-sm font-medium text-ink underline underline-offset-2 hover:no-underline";
