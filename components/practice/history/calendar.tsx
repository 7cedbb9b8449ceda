"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { Duration } from "@/components/time/duration.tsx";
import { Card } from "@/components/ui/card.tsx";
import { NearLink } from "@/components/ui/near-link.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { ErrorState, Loading } from "@/components/ui/states.tsx";
import { formatCount } from "@/lib/core/format.ts";
import { CalendarDays, formatTotal, shadeOf } from "./calendar-days.tsx";
import { formatMonth } from "./labels.ts";
import { monthLater, stepNames } from "./month.ts";
import { calendarQuery } from "./queries.ts";

/** Where a month is shown. */
export const monthPath = (month: string): string => `/practice/history?month=${month}`;

interface StepProps {
  /** Null where there is none. */
  month: string | null;
  direction: "Previous" | "Next";
}

/** To the month before or after. */
function Step({ month, direction }: StepProps) {
  const Icon = direction === "Next" ? ChevronRight : ChevronLeft;
  const look = "grid size-8 place-items-center rounded-md";
  if (month === null) {
    return (
      <span aria-hidden="true" className={`${look} text-muted opacity-40`}>
        <Icon className="size-4" />
      </span>
    );
  }
  return (
    <NearLink
      href={monthPath(month)}
      scroll={false}
      data-step={direction}
      aria-label={`${direction} month, ${formatMonth(month)}`}
      className={`${look} hover:bg-sunken`}
    >
      <Icon aria-hidden="true" className="size-4" />
    </NearLink>
  );
}

/** What the shades stand for. */
function Legend() {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
      {stepNames.map((name, index) => (
        <span key={name} className="flex items-center gap-1.5 whitespace-nowrap">
          <span aria-hidden="true" className="size-3 rounded-[3px]" style={{ backgroundColor: shadeOf(index + 1) }} />
          {name}
        </span>
      ))}
    </p>
  );
}

interface CalendarProps {
  month: string;
  today: string;
  /** Shows the practices of a day. */
  onChoose: (date: string) => void;
}

/** A month, its days with practice in moss. Page Up and Page Down go from month to month. */
export function Calendar({ month, today, onChoose }: CalendarProps) {
  const id = useId();
  const { data, isError, isFetching, refetch } = useQuery(calendarQuery(month));
  const [pointed, setPointed] = useState<string | null>(null);
  const current = today.slice(0, 7);
  const next = month < current ? monthLater(month, 1) : null;
  return (
    <Card aria-labelledby={id} className="flex flex-col gap-3 p-4 md:p-5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Step month={monthLater(month, -1)} direction="Previous" />
        <h2 id={id} className="font-medium text-base">
          {formatMonth(month)}
        </h2>
        <Step month={next} direction="Next" />
        {month !== current && (
          <NearLink
            href="/practice/history"
            scroll={false}
            className="rounded-sm text-muted text-xs underline underline-offset-2 hover:text-ink"
          >
            This month
          </NearLink>
        )}
        <p className="ml-auto text-muted">
          {data && data.practice_count > 0 && (
            <>
              <Duration seconds={data.total_seconds} className="text-ink" /> in{" "}
              {formatCount(data.practice_count, "practice")}
            </>
          )}
        </p>
      </div>
      {isError && !data ? (
        <ErrorState retry={() => void refetch()} retrying={isFetching} className="min-h-75 flex-1">
          The month failed to load. Your practices are safe.
        </ErrorState>
      ) : data ? (
        <CalendarDays month={month} days={data.days} today={today} onChoose={onChoose} onPoint={setPointed} />
      ) : (
        <Loading label="The month is loading" className="flex-1">
          <Skeleton className="h-75" />
        </Loading>
      )}
      <div className="mt-auto flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p aria-hidden="true" className="min-h-4 text-xs">
          {pointed === null ? (
            <span className="text-muted">Select a green day to see its practices.</span>
          ) : (
            formatTotal(
              pointed,
              data?.days.find(({ date }) => date === pointed),
            )
          )}
        </p>
        <Legend />
      </div>
    </Card>
  );
}
