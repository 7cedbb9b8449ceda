import type { ReactNode } from "react";

/** A page that has something to say in place of what was asked for. */
export function MessagePage({ title, children, actions }: { title: string; children: ReactNode; actions: ReactNode }) {
  return (
    <div className="mx-auto grid max-w-md gap-3 py-16">
      <h1 className="font-semibold text-lg">{title}</h1>
      <p className="text-muted">{children}</p>
      <div className="mt-3 flex flex-wrap gap-3">{actions}</div>
    </div>
  );
}
