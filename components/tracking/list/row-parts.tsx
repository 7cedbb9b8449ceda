"use client";
import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge.tsx";
import { dateIn } from "@/lib/core/dates.ts";
import { formatDate } from "@/lib/core/format.ts";
import { pullRequestAddress } from "@/lib/tracking/reference.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import { formatExactTimes, formatTimes } from "./session-times.ts";

/** Where a repository's own page is. */
export const repositoryPath = ({ repo_owner, repo_name }: Pick<Session, "repo_owner" | "repo_name">): string =>
  `/tracking/${encodeURIComponent(repo_owner)}/${encodeURIComponent(repo_name)}`;

/** The pull request of a row: its repository's page here, and its own page at GitHub. */
export function PullRequestLinks({ session, github }: { session: Session; github: string }) {
  const { repo_owner, repo_name, pr_number } = session;
  return (
    <p className="flex min-w-0 items-baseline gap-2">
      <Link
        href={repositoryPath(session)}
        prefetch={false}
        className="min-w-0 truncate rounded-sm hover:underline"
        title={`${repo_owner}/${repo_name}`}
      >
        <span className="text-muted max-sm:sr-only">{repo_owner}/</span>
        <span className="font-medium">{repo_name}</span>
      </Link>
      <a
        href={pullRequestAddress(github, session)}
        target="_blank"
        rel="noreferrer"
        className="figures inline-flex shrink-0 items-center gap-1 rounded-sm text-muted hover:text-ink hover:underline"
      >
        #{pr_number}
        <ExternalLink aria-hidden="true" className="size-3" />
        <span className="sr-only">(opens GitHub)</span>
      </a>
    </p>
  );
}

interface TimesProps {
  session: Session;
  zone: string;
  /** Today's date, where the row stands under no day and has to say it. */
  today?: string | undefined;
}

/** From when to when; the exact instants on hover. */
export function Times({ session, zone, today }: TimesProps) {
  const [, clock, later] = /^(\S+)(.*)$/.exec(formatTimes(session, zone)) ?? [];
  return (
    <time dateTime={session.start_time} title={formatExactTimes(session, zone)} className="whitespace-nowrap">
      {today !== undefined && `${formatDate(dateIn(zone, session.start_time), today)} `}
      <span className="figures">{clock}</span>
      {later}
    </time>
  );
}

/** What was written about a session. */
export function Words({ session }: { session: Session }) {
  const { tags, note, ended_by } = session;
  if (tags.length === 0 && !note && ended_by !== "stale") return null;
  return (
    <div className="flex min-w-0 items-center gap-1.5 text-muted text-xs">
      {ended_by === "stale" && (
        <Badge className="shrink-0" title="Stint heard nothing for 15 minutes">
          ended automatically
        </Badge>
      )}
      {tags.slice(0, 4).map((tag) => (
        <Badge key={tag} tone="work" className="min-w-8">
          <bdi className="truncate" title={tag}>
            {tag}
          </bdi>
        </Badge>
      ))}
      {tags.length > 4 && (
        <span className="shrink-0" title={tags.slice(4).join(", ")}>
          +{tags.length - 4}
        </span>
      )}
      {note && (
        <p
          dir="auto"
          className="min-w-16 flex-1 truncate text-left"
          title={note.length > 300 ? `${note.slice(0, 300)}…` : note}
        >
          {note}
        </p>
      )}
    </div>
  );
}
