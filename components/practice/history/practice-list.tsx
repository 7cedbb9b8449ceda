"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type RefObject, useMemo, useRef, useState } from "react";
import { Duration } from "@/components/time/duration.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ErrorState, LoadingRows } from "@/components/ui/states.tsx";
import { usePart } from "@/components/ui/use-part.ts";
import { formatCount, formatDate, formatLongDate } from "@/lib/core/format.ts";
import type { Practice } from "@/lib/practice/shapes.ts";
import { formatMonth, formatWhen } from "./labels.ts";
import { PracticeRow } from "./practice-row.tsx";
import { calendarQuery, practicesQuery } from "./queries.ts";
import { useHistory } from "./use-history.ts";

const loadConfirm = () => import("@/components/ui/confirm.tsx").then((module) => module.ConfirmDialog);

/** The id of a day's heading, to go there. */
export const dayId = (date: string): string => `practices-${date}`;

/** Practices by the day they belong to, as they come. */
function byDay(practices: Practice[]): [string, Practice[]][] {
  const days = new Map<string, Practice[]>();
  for (const practice of practices) {
    const known = days.get(practice.local_date);
    if (known) known.push(practice);
    else days.set(practice.local_date, [practice]);
  }
  return [...days];
}

/** Asks before a practice is deleted, and does it; then the focus, whose row is gone, goes to `next`. */
function useAskedRemoval(next: RefObject<HTMLElement | null>) {
  const { remove } = useHistory();
  const [asked, setAsked] = useState<Practice | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [Confirm, getConfirm] = usePart(loadConfirm);
  const wasRemoved = useRef(false);
  const ask = (practice: Practice): void => {
    wasRemoved.current = false;
    getConfirm();
    setAsked(practice);
    setOpen(true);
  };
  const dialog = Confirm && asked && (
    <Confirm
      open={isOpen}
      onOpenChange={setOpen}
      title="Delete this practice?"
      act="Delete practice"
      pending={remove.isPending}
      focusAfter={() => (wasRemoved.current ? next.current : null)}
      onConfirm={() =>
        remove.mutate(
          { id: asked.id },
          {
            onSuccess: () => {
              wasRemoved.current = true;
            },
            onSettled: () => setOpen(false),
          },
        )
      }
    >
      {asked.sequence_name}, {formatLongDate(asked.local_date)} {formatWhen(asked)}, will be removed from your calendar,
      totals and streaks. Achievements stay. This cannot be undone.
    </Confirm>
  );
  return { ask, dialog };
}

/** The practices of a month by day, the newest first. */
export function PracticeList({ month, today }: { month: string; today: string }) {
  const query = useInfiniteQuery(practicesQuery(month));
  const { data, isError, isFetching, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = query;
  const practices = useMemo(() => data?.pages.flatMap(({ sessions }) => sessions) ?? [], [data]);
  const days = useMemo(() => byDay(practices), [practices]);
  const heading = useRef<HTMLHeadingElement>(null);
  const { ask, dialog } = useAskedRemoval(heading);
  const total = data?.pages[0]?.total ?? 0;
  // The calendar leaves out what was too short, so the two numbers would look like a mistake.
  const counted = useQuery(calendarQuery(month)).data?.practice_count;

  return (
    <section aria-labelledby="practices" className="grid gap-3">
      <div className="flex items-baseline gap-3">
        <h2 ref={heading} id="practices" tabIndex={-1} className="rounded-sm font-medium text-base">
          Practices of {formatMonth(month)}
        </h2>
        <p role="status" className="text-muted text-xs">
          {data && total > 0 && formatCount(total, "practice")}
          {counted !== undefined && counted < total && ` · ${counted} ${counted === 1 ? "counts" : "count"}`}
        </p>
      </div>
      {!data && isError && (
        <ErrorState retry={() => void refetch()} retrying={isFetching}>
          The practices of this month failed to load. They are safe.
        </ErrorState>
      )}
      {!data && !isError && <LoadingRows label="Practices are loading" rows={4} row="h-14" />}
      {data && practices.length === 0 && (
        <p className="border-t py-6 text-center text-muted">No practice in {formatMonth(month)}.</p>
      )}
      {days.map(([date, ofDay]) => (
        <section key={date} aria-labelledby={dayId(date)}>
          <div className="flex items-baseline gap-3 pb-2">
            <h3 id={dayId(date)} tabIndex={-1} className="scroll-mt-4 rounded-sm font-medium">
              <time dateTime={date} title={`${formatLongDate(date)} ${date.slice(0, 4)}`}>
                {formatDate(date, today)}
              </time>
            </h3>
            <p className="ml-auto text-muted">
              <Duration
                seconds={ofDay.reduce((sum, { duration_seconds }) => sum + duration_seconds, 0)}
                className="text-ink"
              />
            </p>
          </div>
          <ul className="border-b">
            {ofDay.map((practice) => (
              <PracticeRow key={practice.id} practice={practice} onRemove={ask} />
            ))}
          </ul>
        </section>
      ))}
      {hasNextPage && (
        <Button
          variant="outline"
          className="justify-self-center"
          aria-busy={isFetchingNextPage}
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Show more
        </Button>
      )}
      {dialog}
    </section>
  );
}
