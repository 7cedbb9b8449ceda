"use client";
import { useId, useState } from "react";
import { formatTick, ticksFor } from "@/components/tracking/week/week.ts";
import { Card } from "@/components/ui/card.tsx";
import { cn } from "@/components/ui/cn.ts";
import { formatCount, formatDuration } from "@/lib/core/format.ts";
import { formatShort } from "./labels.ts";
import type { Stats } from "./queries.ts";

type Weeks = Stats["by_week"];

/** The chart's twin for readers of the screen. */
function WeeksTable({ weeks }: { weeks: Weeks }) {
  return (
    <div className="sr-only">
      <table>
        <caption>Practice of the last {weeks.length} weeks</caption>
        <thead>
          <tr>
            <th scope="col">Week from</th>
            <th scope="col">Time</th>
            <th scope="col">Practices</th>
          </tr>
        </thead>
        <tbody>
          {weeks.map(({ week_start, total_seconds, practice_count }) => (
            <tr key={week_start}>
              <th scope="row">{formatShort(week_start)}</th>
              <td>{formatDuration(total_seconds)}</td>
              <td>{practice_count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The last weeks as a bar each; under them what the one says that is pointed at, or else the week that runs. */
export function Weeks({ weeks }: { weeks: Weeks }) {
  const id = useId();
  const [pointed, setPointed] = useState<number | null>(null);
  const ticks = ticksFor(Math.max(...weeks.map(({ total_seconds }) => total_seconds), 0));
  const most = ticks.at(-1) ?? 1;
  const told = weeks[pointed ?? weeks.length - 1];
  const isRunning = told === weeks.at(-1);
  return (
    <Card aria-labelledby={id} className="flex flex-col gap-3 p-4 md:p-5">
      <h2 id={id} className="font-medium text-base">
        By week
      </h2>
      <div aria-hidden="true" className="flex min-h-32 flex-1 gap-2">
        <div className="relative w-9 text-right text-muted text-xs">
          {ticks.map((tick) => (
            <span
              key={tick}
              className="absolute right-0 translate-y-1/2 whitespace-nowrap"
              style={{ bottom: `${(tick / most) * 100}%` }}
            >
              {formatTick(tick)}
            </span>
          ))}
        </div>
        <div className="relative flex flex-1 items-end" onPointerLeave={() => setPointed(null)}>
          {ticks.map((tick) => (
            <span
              key={tick}
              className="absolute inset-x-0 h-px bg-line"
              style={{ bottom: `${(tick / most) * 100}%` }}
            />
          ))}
          {weeks.map(({ week_start, total_seconds }, index) => (
            <div
              key={week_start}
              className="relative flex h-full flex-1 items-end justify-center"
              onPointerEnter={() => setPointed(index)}
            >
              <span
                className={cn(
                  "w-3/5 rounded-t-sm bg-practice transition-opacity duration-150",
                  pointed !== null && pointed !== index && "opacity-60",
                )}
                style={{ height: `${(total_seconds / most) * 100}%` }}
              />
            </div>
          ))}
        </div>
      </div>
      <div aria-hidden="true" className="flex justify-between pl-11 text-muted text-xs">
        <span>{weeks[0] && formatShort(weeks[0].week_start)}</span>
        <span>this week</span>
      </div>
      <p aria-hidden="true" className="min-h-4 text-xs">
        {told && (
          <>
            {isRunning ? "This week" : `Week from ${formatShort(told.week_start)}`}:{" "}
            {told.practice_count === 0
              ? "nothing yet"
              : `${formatDuration(told.total_seconds)}, ${formatCount(told.practice_count, "practice")}`}
          </>
        )}
      </p>
      <WeeksTable weeks={weeks} />
    </Card>
  );
}
