"use client";
import { BarChart3 } from "lucide-react";
import dynamic from "next/dynamic";
import { Duration } from "@/components/time/duration.tsx";
import { useNow } from "@/components/time/now.tsx";
import { Card } from "@/components/ui/card.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { sayDate, sayDuration } from "@/lib/words.ts";
import { type RepositoryWeek, type RunningSpan, type Series, seriesOf, shade, type WeekDay } from "./week.ts";

// The chart's library is larger than the rest of the page together: it comes after everything else.
const WeekChart = dynamic(() => import("./week-chart.tsx"), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

interface WeekSectionProps {
  days: WeekDay[];
  today: string;
  repos: RepositoryWeek[];
  running: RunningSpan | null;
}

/** The chart's twin for readers of the screen: the same numbers as a table. */
function WeekTable({ days, series, today }: { days: WeekDay[]; series: Series[]; today: string }) {
  return (
    <div className="sr-only">
      <table>
        <caption>Tracked time this week by day and repository</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map(({ date }, index) => (
            <tr key={date}>
              <th scope="row">{sayDate(date, today)}</th>
              {series.map(({ name, seconds }) => (
                <td key={name}>{sayDuration(seconds[index] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const weekday = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "short" });

/** This week by repository: a bar a day, what each colour means, and the same as a table. */
export function WeekSection({ days, today, repos, running }: WeekSectionProps) {
  const series = seriesOf(days, repos, running, useNow(60_000));
  return (
    <Card aria-labelledby="week" className="flex flex-col p-5">
      <h2 id="week" className="font-medium text-base">
        This week by repository
      </h2>
      {series.length === 0 ? (
        <div className="grid min-h-72 flex-1 place-content-center justify-items-center gap-2 text-center text-muted">
          <BarChart3 aria-hidden="true" className="size-6" />
          <p>No time this week yet. The first session draws the first bar.</p>
        </div>
      ) : (
        <>
          <div aria-hidden="true" className="relative mt-4 min-h-56 flex-1">
            <div className="absolute inset-0">
              <WeekChart
                labels={days.map(({ date }) => weekday.format(Date.parse(date)))}
                series={series}
                today={days.findIndex(({ date }) => date === today)}
              />
            </div>
          </div>
          <ul aria-hidden="true" className="mt-4 grid grid-cols-1 gap-x-6 gap-y-1.5 text-xs sm:grid-cols-2">
            {series.map(({ name, total }, index) => (
              <li key={name} className="flex min-w-0 items-center gap-2">
                <span
                  className="size-2.5 shrink-0 rounded-sm"
                  style={{ backgroundColor: shade(index, series.length) }}
                />
                <span className="min-w-0 truncate text-muted" title={name}>
                  {name}
                </span>
                <Duration seconds={total} className="ml-auto pl-2" />
              </li>
            ))}
          </ul>
          <WeekTable days={days} series={series} today={today} />
        </>
      )}
    </Card>
  );
}
