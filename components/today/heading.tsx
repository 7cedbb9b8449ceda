"use client";
import { ApiError } from "@/lib/api/api-error.ts";
import { formatLongDate } from "@/lib/core/format.ts";

interface HeadingProps {
  date: string;
  zone: string;
  /** Why the page could not be brought up to date. */
  error: Error | null;
  retry: () => void;
  retrying: boolean;
}

/** Which day it is; and beside it, when what is shown may be out of date, that it is. */
export function Heading({ date, zone, error, retry, retrying }: HeadingProps) {
  // Who was signed out is told so by a notice over the page.
  const outdated = error !== null && !(error instanceof ApiError && error.status === 401);
  return (
    <div className="flex items-baseline gap-x-3">
      <h1 className="font-semibold text-xl tracking-tight">Today</h1>
      <p className="min-w-0 truncate text-muted">
        <time dateTime={date} title={`In ${zone}`}>
          {formatLongDate(date)}
        </time>
      </p>
      <p role="status" className="ml-auto shrink-0 text-muted text-xs">
        {outdated && (
          <>
            <span className="max-sm:sr-only">This page may be out of date. </span>
            <button
              type="button"
              onClick={retry}
              disabled={retrying}
              className="rounded-sm font-medium text-ink underline underline-offset-2 disabled:opacity-60"
            >
              Try again
            </button>
          </>
        )}
      </p>
    </div>
  );
}
