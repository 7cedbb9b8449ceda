"use client";
import { Pencil, Trash2 } from "lucide-react";
import { memo } from "react";
import { Duration } from "@/components/time/duration.tsx";
import { isProvisional } from "@/components/tracking/pending.ts";
import { StartAgain } from "@/components/tracking/running/start-again.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { cn } from "@/components/ui/cn.ts";
import { formatPullRequest } from "@/lib/tracking/reference.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import { PullRequestLinks, Times, Words } from "./row-parts.tsx";
import { formatTimes } from "./session-times.ts";

export interface RowActs {
  toggle: (id: number, isOn: boolean, isRange: boolean) => void;
  edit: (session: Session) => void;
  remove: (session: Session) => void;
}

interface SessionRowProps {
  session: Session;
  zone: string;
  github: string;
  /** Today's date, where the row stands under no day. */
  today?: string | undefined;
  isSelected: boolean;
  /** Its actions; none for viewers. */
  acts: RowActs | null;
}

/** The columns of a row; the running session's has the same. */
export const rowLook =
  "grid min-h-13 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 border-t py-2 md:grid-cols-[minmax(0,1fr)_auto_5rem_auto]";

/** Edit and delete. */
export function EditAndDelete({ session, zone, acts }: { session: Session; zone: string; acts: RowActs }) {
  const which = `${formatPullRequest(session)}, ${formatTimes(session, zone)}`;
  const isWaiting = isProvisional(session);
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        className="text-muted hover:text-ink"
        aria-label={`Edit ${which}`}
        title="Edit"
        data-edit={session.id}
        disabled={isWaiting}
        onClick={() => acts.edit(session)}
      >
        <Pencil aria-hidden="true" />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        className="text-muted hover:text-danger"
        aria-label={`Delete ${which}`}
        title="Delete"
        data-delete={session.id}
        disabled={isWaiting}
        onClick={() => acts.remove(session)}
      >
        <Trash2 aria-hidden="true" />
      </Button>
    </>
  );
}

/** One session that has ended. */
export const SessionRow = memo(function SessionRow(props: SessionRowProps) {
  const { session, zone, github, today, isSelected, acts } = props;
  const which = `${formatPullRequest(session)}, ${formatTimes(session, zone)}`;

  return (
    <div className="flex items-start gap-3">
      {acts && (
        <Checkbox
          className="mt-4.25"
          aria-label={`Select ${which}`}
          checked={isSelected}
          disabled={isProvisional(session)}
          onChange={() => {}}
          onClick={(event) => acts.toggle(session.id, event.currentTarget.checked, event.shiftKey)}
        />
      )}
      <div className={`${rowLook} flex-1`}>
        <div className="grid min-w-0 gap-0.5">
          <PullRequestLinks session={session} github={github} />
          <p className="flex gap-2 text-muted text-xs md:hidden">
            <Times session={session} zone={zone} today={today} />
            <Duration seconds={session.duration_seconds ?? 0} className="text-ink" />
          </p>
          <Words session={session} />
        </div>
        <p className={cn("text-muted max-md:hidden", today === undefined ? "md:w-42" : "md:w-54")}>
          <Times session={session} zone={zone} today={today} />
        </p>
        <Duration seconds={session.duration_seconds ?? 0} className="text-right max-md:hidden" />
        {acts && (
          <div className="flex">
            <span className="contents max-sm:*:hidden">
              <StartAgain pullRequest={session} />
            </span>
            <EditAndDelete session={session} zone={zone} acts={acts} />
          </div>
        )}
      </div>
    </div>
  );
});
