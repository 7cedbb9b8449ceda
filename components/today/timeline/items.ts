import { spanOf } from "@/components/today/break/spans.ts";
import { colourOf, type Series, type Stretch } from "@/components/tracking/week/week.ts";
import { dateFormatOf } from "@/lib/core/date-formats.ts";
import type { Practice } from "@/lib/practice/shapes.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import type { Mark } from "./bars.ts";

/** What stands on the timeline of a day; anything that took time can be one. */
export interface TimelineItem extends Mark {
  title: string;
  /** From when to when, in words. */
  times: string;
  seconds: number;
  kind: "work" | "practice";
  colour: string;
}

/** The same before and after the server has named a session, so that it stays the same on the page. */
export const keyOf = ({ id, client_session_id }: Session): string => client_session_id ?? String(id);

const minuteMs = 60_000;

function formatTimes(from: number, to: number | null, day: Stretch, zone: string): string {
  const clock = dateFormatOf("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const begin = `${from < day.from ? "yesterday " : ""}${clock.format(from)}`;
  return to === null ? `since ${begin}` : `${begin} – ${to > day.to ? "tomorrow " : ""}${clock.format(to)}`;
}

/**
 * Sessions of a day as its timeline shows them; a running one reaches until now, in full minutes.
 * @param series the repositories of the week, whose colours the sessions have
 */
export function itemsOf(sessions: Session[], series: Series[], day: Stretch, zone: string, now: number) {
  return sessions.map((session): TimelineItem => {
    const { repo_owner, repo_name, pr_number, start_time, end_time, duration_seconds } = session;
    const from = Date.parse(start_time);
    const to = end_time === null ? Math.max(now, from) : Date.parse(end_time);
    return {
      key: keyOf(session),
      from,
      to,
      title: `${repo_owner}/${repo_name} #${pr_number}`,
      times: formatTimes(from, end_time === null ? null : to, day, zone),
      seconds: duration_seconds ?? Math.floor((to - from) / minuteMs) * 60,
      kind: "work",
      colour: colourOf(series, session),
    };
  });
}

/** Practices of a day as its timeline shows them; of those that came to nothing, nothing. */
export function practiceItemsOf(practices: Practice[], day: Stretch, zone: string): TimelineItem[] {
  return practices.flatMap((practice): TimelineItem[] => {
    const { id, sequence_name, duration_seconds, ended_at } = practice;
    const { start: from, end: to } = spanOf(practice);
    if (duration_seconds === 0 || to <= day.from || from >= day.to) return [];
    return [
      {
        key: `practice ${id}`,
        from,
        to,
        title: sequence_name,
        times: formatTimes(from, ended_at === null ? null : to, day, zone),
        seconds: duration_seconds,
        kind: "practice",
        colour: "var(--practice)",
      },
    ];
  });
}

/** Everything of a day in the order in which it began. */
export const inOrder = (...items: TimelineItem[][]): TimelineItem[] => items.flat().sort((a, b) => a.from - b.from);
