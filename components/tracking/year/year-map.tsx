"use client";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useId, useState } from "react";
import { Duration } from "@/components/time/duration.tsx";
import { type Year, yearQuery } from "@/components/tracking/list/queries.ts";
import { Card } from "@/components/ui/card.tsx";
import { Select } from "@/components/ui/select.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { ErrorState, Loading } from "@/components/ui/states.tsx";
import { formatCount, formatDuration } from "@/lib/core/format.ts";
import { formatDay, shades, YearDays } from "./year-days.tsx";
import { monthTotals, stepNames } from "./year-grid.ts";

const monthName = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", month: "long" });

/** The map's twin for readers of the screen: its months as a table. */
function YearTable({ year }: { year: Year }) {
  const months = monthTotals(year.days);
  return (
    <div className="sr-only">
      <table>
        <caption>Tracked time of {year.year} by month</caption>
        <thead>
          <tr>
            <th scope="col">Month</th>
            <th scope="col">Time</th>
            <th scope="col">Sessions</th>
            <th scope="col">Days with work</th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, seconds, sessions, days }) => (
            <tr key={month}>
              <th scope="row">{monthName.format(Date.parse(`${month}-01`))}</th>
              <td>{formatDuration(seconds)}</td>
              <td>{sessions}</td>
              <td>{days}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the shades stand for. */
function Legend() {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
      {stepNames.map((name, index) => (
        <span key={name} className="flex items-center gap-1.5 whitespace-nowrap">
          <span aria-hidden="true" className={`size-3 rounded-[3px] ${shades[index + 1]}`} />
          {name}
        </span>
      ))}
    </p>
  );
}

interface YearMapProps {
  /** Null for the one that runs. */
  year: number | null;
  onYear: (year: number | null) => void;
  today: string;
  /** The day the list shows, when it is one. */
  chosen: string | null;
  onChoose: (date: string) => void;
}

/** A year at a glance, each day a square; pressing one shows its sessions. */
export function YearMap({ year: shown, onYear, today, chosen, onChoose }: YearMapProps) {
  const id = useId();
  const { data: year, isError, isFetching, refetch } = useQuery(yearQuery(shown));
  const [pointed, setPointed] = useState<string | null>(null);
  const point = useCallback((date: string | null) => setPointed(date), []);
  const current = Number(today.slice(0, 4));
  const years = year?.years ?? [shown ?? current];
  const options = years.includes(shown ?? current) ? years : [...years, shown ?? current].sort((a, b) => b - a);
  const total = pointed === null ? undefined : year?.days.find(({ date }) => date === pointed);

  return (
    <Card data-print="off" aria-labelledby={id} className="grid grid-cols-1 gap-3 p-4 md:p-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 id={id} className="sr-only">
          The year
        </h2>
        <Select
          aria-label="Year"
          className="w-28"
          value={shown ?? current}
          onChange={({ target }) => onYear(Number(target.value) === current ? null : Number(target.value))}
        >
          {options.map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </Select>
        {year && (
          <p className="text-muted">
            <Duration seconds={year.total_seconds} className="text-ink" /> in{" "}
            {formatCount(year.session_count, "session")} on {formatCount(year.active_days, "day")}
          </p>
        )}
      </div>
      <div className="min-h-32.5">
        {year ? (
          <YearDays key={year.year} year={year} today={today} chosen={chosen} onChoose={onChoose} onPoint={point} />
        ) : isError ? (
          <ErrorState retry={() => void refetch()} retrying={isFetching} className="py-0">
            The year failed to load. Your tracked time is safe.
          </ErrorState>
        ) : (
          <Loading label="The year is loading">
            <Skeleton className="h-32" />
          </Loading>
        )}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p aria-hidden="true" className="min-h-4 text-xs">
          {pointed === null ? (
            <span className="text-muted">Each square is a day. Select one to filter.</span>
          ) : (
            formatDay(pointed, total)
          )}
        </p>
        <Legend />
      </div>
      {year && <YearTable year={year} />}
    </Card>
  );
}
