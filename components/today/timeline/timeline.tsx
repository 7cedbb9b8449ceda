"use client";
import { useMemo } from "react";
import type { Stretch } from "@/components/tracking/week/week.ts";
import { Card } from "@/components/ui/card.tsx";
import { cn } from "@/components/ui/cn.ts";
import { formatCount, formatDuration } from "@/lib/core/format.ts";
import { axisOf, type Hour, hoursOf, placeOf } from "./axis.ts";
import { barsOf } from "./bars.ts";
import type { TimelineItem } from "./items.ts";
import { TimelineTrack } from "./timeline-track.tsx";

interface TimelineProps {
  day: Stretch;
  zone: string;
  /** What the day holds, in the order in which it began. */
  items: TimelineItem[];
  now: number;
}

/** Which hours have a number under them: each fourth on phones, each second where there is more room. */
const labelLook = (hour: number): string => (hour % 4 === 0 ? "" : hour % 2 === 0 ? "max-sm:hidden" : "hidden");

/** `3 sessions`, `3 sessions, 1 practice` */
function formatItems(items: TimelineItem[]): string {
  const practices = items.filter(({ kind }) => kind === "practice").length;
  const sessions = items.length - practices;
  const counts = [
    sessions > 0 && formatCount(sessions, "session"),
    practices > 0 && formatCount(practices, "practice"),
  ];
  return counts.filter(Boolean).join(", ");
}

/** The day from left to right, and the same as a list for readers of the screen. */
export function Timeline({ day, zone, items, now }: TimelineProps) {
  const { from, to } = day;
  const hours = useMemo(() => hoursOf({ from, to }, zone), [from, to, zone]);
  const present = Math.min(Math.max(now, from), to);
  const axis = axisOf(day, hours, [...items, { from: present, to: present }]);
  const marked = hours.filter(({ at }) => at >= axis.from && at <= axis.to);
  // The midnight that ends the day is no hour of it, but the axis may end there.
  const labels: Hour[] = axis.to === to ? [...marked, { at: to, hour: 0 }] : marked;
  return (
    <Card aria-labelledby="day" className="p-5">
      <div className="flex items-baseline gap-3">
        <h2 id="day" className="font-medium text-base">
          Your day
        </h2>
        {items.length > 0 && <p className="text-muted text-xs">{formatItems(items)}</p>}
      </div>
      <TimelineTrack items={items} bars={barsOf(items, axis)} now={placeOf(present, axis)}>
        {marked.map(({ at }) => (
          <span key={at} className="absolute inset-y-0 w-px bg-line" style={{ left: `${placeOf(at, axis)}%` }} />
        ))}
      </TimelineTrack>
      <div aria-hidden="true" className="relative mt-1 h-4 text-muted text-xs">
        {labels.map(({ at, hour }, index) => (
          <span
            key={at}
            className={cn(
              "figures absolute -translate-x-1/2",
              labels[index - 1]?.hour === hour ? "hidden" : labelLook(hour),
            )}
            style={{ left: `${placeOf(at, axis)}%` }}
          >
            {String(hour).padStart(2, "0")}
          </span>
        ))}
      </div>
      {items.length > 0 && (
        <ol aria-label="Sessions and practices of the day" className="sr-only">
          {items.map(({ key, title, times, seconds }) => (
            <li key={key}>
              {title}, {times}, {formatDuration(seconds)}
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
