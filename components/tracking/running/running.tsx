"use client";
import { ExternalLink } from "lucide-react";
import { Moment } from "@/components/time/moment.tsx";
import { Ticking } from "@/components/time/ticking.tsx";
import { useRunning } from "@/components/tracking/use-tracking.ts";
import { Card } from "@/components/ui/card.tsx";
import { pullRequestAddress } from "@/lib/tracking/reference.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import { RunningCardObserver, UnlessCardInView } from "./card-visibility.tsx";
import { EndButton } from "./end-button.tsx";

/** A dot that breathes while something runs. */
const Dot = () => (
  <span aria-hidden="true" className="relative flex size-2 shrink-0">
    <span className="absolute inset-0 animate-ping rounded-full bg-work opacity-50 [animation-duration:2s]" />
    <span className="size-2 rounded-full bg-work" />
  </span>
);

/** The running session in the side bar. Nothing while none runs. */
export function RunningSide() {
  const session = useRunning();
  if (!session) return null;
  const { repo_owner, repo_name, pr_number, start_time } = session;
  return (
    <section aria-label="Running session" className="grid gap-2 rounded-lg bg-work-soft p-3">
      <p className="flex items-center gap-2 font-medium text-work text-xs">
        <Dot />
        Tracking
      </p>
      <p className="min-w-0">
        <span className="block truncate" title={`${repo_owner}/${repo_name}`}>
          {repo_name} <span className="figures">#{pr_number}</span>
        </span>
        <Ticking since={Date.parse(start_time)} className="font-medium text-base" />
      </p>
      <EndButton session={session} size="sm" className="w-full" />
    </section>
  );
}

/** The running session on a phone, above the bottom bar. Nothing while none runs. */
export function RunningPill() {
  const session = useRunning();
  if (!session) return null;
  const { repo_name, pr_number, start_time } = session;
  return (
    <UnlessCardInView>
      <section
        aria-label="Running session"
        className="mx-3 mb-3 flex h-12 items-center gap-2.5 rounded-full border border-line bg-raised pr-2 pl-4 shadow-float"
      >
        <Dot />
        <span className="min-w-0 flex-1 truncate">
          {repo_name} <span className="figures">#{pr_number}</span>
        </span>
        <Ticking since={Date.parse(start_time)} className="font-medium" />
        <EndButton session={session} size="sm" className="rounded-full" />
      </section>
    </UnlessCardInView>
  );
}

interface RunningCardProps {
  session: Session;
  zone: string;
  now: number;
  /** Where GitHub is. */
  github: string;
}

/** The running session on Today. */
export function RunningCard({ session, zone, now, github }: RunningCardProps) {
  const { repo_owner, repo_name, pr_number, start_time } = session;
  return (
    <RunningCardObserver>
      <Card aria-label="Running session" className="flex flex-wrap content-center items-center gap-x-6 gap-y-4 p-5">
        <div className="min-w-0 flex-1 basis-64">
          <p className="flex items-center gap-2 font-medium text-work text-xs">
            <Dot />
            <span>
              Tracking since <Moment instant={start_time} zone={zone} now={now} short className="lowercase" />
            </span>
          </p>
          <p className="mt-1 truncate text-lg">
            <a
              href={pullRequestAddress(github, session)}
              target="_blank"
              rel="noreferrer"
              className="inline-flex max-w-full items-center gap-2 rounded-sm hover:underline"
            >
              <span className="min-w-0 truncate">
                <span className="text-muted">{repo_owner}/</span>
                <span className="font-medium">{repo_name}</span> <span className="figures">#{pr_number}</span>
              </span>
              <ExternalLink aria-hidden="true" className="size-4 shrink-0 text-muted" />
              <span className="sr-only">(opens GitHub)</span>
            </a>
          </p>
        </div>
        {/* As wide as it will be, so that nothing beside it moves. */}
        <Ticking since={Date.parse(start_time)} className="min-w-44 text-xl" />
        <EndButton session={session} className="max-sm:w-full" />
      </Card>
    </RunningCardObserver>
  );
}
