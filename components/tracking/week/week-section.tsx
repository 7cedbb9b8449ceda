"use client";
import { BarChart3 } from "lucide-react";
import dynamic from "next/dynamic";
import { Duration } from "@/components/time/duration.tsx";
import { Card } from "@/components/ui/card.tsx";
import { OnceInView } from "@/components/ui/once-in-view.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import { retryImport } from "@/lib/client/retry-import.ts";
import { formatDate, formatDuration } from "@/lib/core/format.ts";
import { type Series, shade, type WeekDay } from "./week.ts";

const place = <Skeleton className="h-full" />;

// The chart's library is larger than the rest of the page together: it comes when the chart is about to be seen.
const WeekChart = dynamic(() => retryImport(() => import("./week-chart.tsx")), { ssr: false, loading: () => place });

interface WeekSectionProps {
  days: WeekDay[];
  today: string;
  /** What the week holds by repository. */
  series: Series[];
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
              <th scope="row">{formatDate(date, today)}</th>
              {series.map(({ name, seconds }) => (
                <td key={name}>{formatDuration(seconds[index] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const weekday = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "short" });

/** This week by repository: what each colour means, a bar a day, and the same as a table. */
export function WeekSection({ days, today, series }: WeekSectionProps) {
  return (
    <Card aria-labelledby="week" className="flex flex-col p-5">
      <h2 id="week" className="font-medium text-base">
        This week by repository
      </h2>
      {series.length === 0 ? (
        <EmptyState icon={BarChart3} title="No time tracked this week" className="min-h-72 flex-1">
          Your first session will appear here.
        </EmptyState>
      ) : (
        <>
          <ul aria-hidden="true" className="mt-3 grid grid-cols-1 gap-x-6 gap-y-1.5 text-xs sm:grid-cols-2">
            {series.map(({ name, total }, index) => (
              <li key={name} className="flex min-w-0 items-center gap-2">
                <span
                  className="size-2.5 shrink-0 rounded-sm border border-work"
                  style={{ backgroundColor: shade(index, series.length) }}
                />
                <span className="min-w-0 truncate text-muted" title={name}>
                  {name}
                </span>
                <Duration seconds={total} />
              </li>
            ))}
          </ul>
          <div aria-hidden="true" className="relative mt-4 min-h-56 flex-1">
            <div className="absolute inset-0">
              <OnceInView before={place}>
                <WeekChart
                  labels={days.map(({ date }) => weekday.format(Date.parse(date)))}
                  series={series}
                  today={days.findIndex(({ date }) => date === today)}
                />
              </OnceInView>
            </div>
          </div>
          <WeekTable days={days} series={series} today={today} />
        </>
      )}
    </Card>
  );
}
