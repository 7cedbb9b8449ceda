import { Duration } from "@/components/time/duration.tsx";
import { Moment } from "@/components/time/moment.tsx";
import { StartAgain } from "@/components/tracking/running/start-again.tsx";
import { Card } from "@/components/ui/card.tsx";
import { NearLink } from "@/components/ui/near-link.tsx";
import { formatPullRequest, pullRequestAddress } from "@/lib/tracking/reference.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import { keyOf } from "./timeline/items.ts";

interface RecentSessionsProps {
  sessions: Session[];
  zone: string;
  now: number;
  /** Where GitHub is. */
  github: string;
}

/** The latest sessions that have ended, and the way to all of them. */
export function RecentSessions({ sessions, zone, now, github }: RecentSessionsProps) {
  return (
    <Card aria-labelledby="recent" className="pb-2">
      <div className="flex items-baseline justify-between gap-4 px-5 pt-5 pb-2">
        <h2 id="recent" className="font-medium text-base">
          Recent sessions
        </h2>
        <NearLink href="/tracking" className="rounded-sm text-muted hover:text-ink hover:underline">
          All sessions
        </NearLink>
      </div>
      {sessions.length === 0 ? (
        <p className="px-5 pt-2 pb-4 text-muted">Your sessions will appear here once they end.</p>
      ) : (
        <ul className="divide-y divide-line">
          {sessions.map((session) => (
            <li key={keyOf(session)} className="flex items-center gap-3 py-2.5 pr-3 pl-5">
              <div className="min-w-0 flex-1">
                <a
                  href={pullRequestAddress(github, session)}
                  target="_blank"
                  rel="noreferrer"
                  className="relative block truncate rounded-sm hover:underline"
                  title={formatPullRequest(session)}
                >
                  {session.repo_name} <span className="figures text-muted">#{session.pr_number}</span>
                  <span className="sr-only"> of {session.repo_owner} (opens GitHub)</span>
                </a>
                <p className="text-muted text-xs">
                  <Moment instant={session.start_time} zone={zone} now={now} />
                  {session.ended_by === "stale" && (
                    <span title="Stint heard nothing for 15 minutes"> · ended automatically</span>
                  )}
                </p>
              </div>
              <Duration seconds={session.duration_seconds ?? 0} />
              <StartAgain pullRequest={session} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
