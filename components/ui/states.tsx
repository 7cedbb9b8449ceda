import { CircleAlert, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { cn } from "./cn.ts";
import { Skeleton } from "./skeleton.tsx";

/** What stands where a list, a chart or a form would be. Give each the size of what it stands for. */

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  /** What goes here. */
  children?: ReactNode;
  /** The one act that fills it. */
  action?: ReactNode;
  className?: string;
}

/** Nothing here yet: what goes here, and the one act that fills it. */
export function EmptyState({ icon: Icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cn("grid content-center justify-items-center gap-1 px-4 py-10 text-center", className)}>
      <Icon aria-hidden="true" className="mb-2 size-6 text-muted" strokeWidth={1.5} />
      <p className="font-medium">{title}</p>
      {children && <div className="max-w-sm text-pretty text-muted">{children}</div>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}

interface ErrorStateProps {
  title?: string;
  /** What happened, and what is safe. */
  children: ReactNode;
  /** Tries again; without it there is no button. */
  retry?: () => void;
  /** While it tries again. */
  retrying?: boolean;
  className?: string;
}

/** It could not be shown: what happened, what is safe, try again. */
export function ErrorState({ title = "Failed to load", children, ...rest }: ErrorStateProps) {
  const { retry, retrying = false, className } = rest;
  return (
    <div
      role="alert"
      className={cn("grid content-center justify-items-center gap-1 px-4 py-10 text-center", className)}
    >
      <CircleAlert aria-hidden="true" className="mb-2 size-6 text-danger" strokeWidth={1.5} />
      <p className="font-medium">{title}</p>
      <div className="max-w-sm text-pretty text-muted">{children}</div>
      {retry && (
        <Button variant="outline" className="mt-3" disabled={retrying} aria-busy={retrying} onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}

interface LoadingProps {
  /** What is on its way, as "Sessions are loading". */
  label: string;
  children: ReactNode;
  className?: string;
}

/** Skeletons, and the words that say what is on its way. */
export function Loading({ label, children, className }: LoadingProps) {
  return (
    <div aria-busy="true" className={className}>
      <p role="status" className="sr-only">
        {label}
      </p>
      {children}
    </div>
  );
}

/** A list on its way; `row` is the height class of one of its rows. */
export function LoadingRows({ label, rows = 5, row = "h-10", className }: LoadingRowsProps) {
  return (
    <Loading label={label} className={cn("grid gap-3", className)}>
      {Array.from({ length: rows }, (_, index) => (
        // Nothing tells one row from another but its place.
        <Skeleton key={String(index)} className={row} />
      ))}
    </Loading>
  );
}

interface LoadingRowsProps extends Omit<LoadingProps, "children"> {
  rows?: number;
  row?: string;
}

/** A chart on its way. */
export function LoadingChart({ label, className }: Omit<LoadingProps, "children">) {
  return (
    <Loading label={label} className={cn("flex h-56 items-end gap-3", className)}>
      {["h-1/2", "h-4/5", "h-2/3", "h-full", "h-3/5", "h-1/4", "h-2/5"].map((height) => (
        <Skeleton key={height} className={cn("flex-1", height)} />
      ))}
    </Loading>
  );
}
