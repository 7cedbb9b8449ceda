"use client";
import { Moment } from "@/components/time/moment.tsx";
import { useNow } from "@/components/time/now.tsx";
import { Ticking } from "@/components/time/ticking.tsx";
import { EditedRow } from "@/components/tracking/editor/edited-row.tsx";
import type { EditingParts } from "@/components/tracking/editor/use-editing.ts";
import { EndButton } from "@/components/tracking/running/end-button.tsx";
import type { Session } from "@/lib/tracking/shapes.ts";
import { PullRequestLinks, Words } from "./row-parts.tsx";
import { EditAndDelete, type RowActs, rowLook } from "./session-row.tsx";

interface RunningRowProps {
  session: Session;
  zone: string;
  github: string;
  acts: RowActs | null;
  editing: EditingParts;
}

function Since({ session, zone }: Pick<RunningRowProps, "session" | "zone">) {
  return (
    <span className="whitespace-nowrap">
      since <Moment instant={session.start_time} zone={zone} now={useNow(60_000)} className="lowercase" />
    </span>
  );
}

/** The session that runs, above all others. */
export function RunningRow({ session, zone, github, acts, editing }: RunningRowProps) {
  const open = editing.editors.get(session.id);
  return (
    <section aria-label="Running now">
      <h2 className="flex min-h-12 items-center gap-2 pt-3 pb-1 font-medium text-work">
        <span aria-hidden="true" className="size-2 rounded-full bg-work" />
        Running now
      </h2>
      {open ? (
        <EditedRow editing={open} parts={editing} />
      ) : (
        <div className={rowLook}>
          <div className="grid min-w-0 gap-0.5">
            <PullRequestLinks session={session} github={github} />
            <p className="flex gap-2 text-muted text-xs md:hidden">
              <Since session={session} zone={zone} />
              <Ticking since={Date.parse(session.start_time)} className="text-ink" />
            </p>
            <Words session={session} />
          </div>
          <p className="text-muted max-md:hidden">
            <Since session={session} zone={zone} />
          </p>
          <Ticking since={Date.parse(session.start_time)} className="text-right max-md:hidden" />
          {acts && (
            <div className="flex items-center">
              <EndButton session={session} size="sm" className="mr-1" />
              <EditAndDelete session={session} zone={zone} acts={acts} />
            </div>
          )}
        </div>
      )}
    </section>
  );
}
