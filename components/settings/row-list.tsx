import type { ReactNode } from "react";

interface RowProps {
  icon: ReactNode;
  title: ReactNode;
  /** What is to be known of it, in a line or two. */
  children: ReactNode;
  /** What can be done with it. */
  act: ReactNode;
}

/** One of several things the account has. */
export function Row({ icon, title, children, act }: RowProps) {
  return (
    <li className="grid min-h-18 grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 gap-y-2 py-3 sm:grid-cols-[auto_minmax(0,1fr)_auto]">
      <span className="self-start pt-0.5 text-muted [&_svg]:size-4.5">{icon}</span>
      <div className="grid min-w-0 gap-0.5">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 font-medium">{title}</div>
        <div className="text-muted text-xs">{children}</div>
      </div>
      <div className="col-start-2 justify-self-start sm:col-start-3">{act}</div>
    </li>
  );
}

/** Such things one below the other; `more` is how many of them are not shown. */
export function Rows({ label, more = 0, children }: { label: string; more?: number; children: ReactNode }) {
  return (
    <div>
      <ul aria-label={label} className="-my-3 divide-y divide-line">
        {children}
      </ul>
      {more > 0 && <p className="mt-4 text-muted text-xs">And {more} more. See the API for all of them.</p>}
    </div>
  );
}
