"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useEffect, useMemo, useState } from "react";
import { useNow } from "@/components/time/now.tsx";
import { todayQuery } from "@/components/tracking/queries.ts";
import { hearRefusedStart, type RefusedStart } from "@/components/tracking/running/refused-start.ts";
import { useOperations } from "@/components/tracking/use-tracking.ts";
import { Card } from "@/components/ui/card.tsx";
import { ErrorState } from "@/components/ui/states.tsx";
import { retryImport } from "@/lib/client/retry-import.ts";
import { applyToToday } from "./apply.ts";
import { BreakCard } from "./break/break-card.tsx";
import { DaySection } from "./day-section.tsx";
import { Heading } from "./heading.tsx";
import { practiceTodayQuery } from "./queries.ts";
import { RefreshAtMidnight } from "./refresh-at-midnight.tsx";
import { StartOrRunning } from "./start-or-running.tsx";
import { TasksDue } from "./tasks-due.tsx";
import { TodaySkeleton } from "./today-skeleton.tsx";

// Only newcomers see it.
const FirstSteps = dynamic(() => retryImport(() => import("./first-steps.tsx")).then((module) => module.FirstSteps));

// Few days have a session that ended by itself.
const EndedCard = dynamic(() => retryImport(() => import("./ended-card.tsx")).then((module) => module.EndedCard));

interface TodayViewProps {
  /** Where GitHub is. */
  github: string;
  /** Where Stint is. */
  address: string;
}

/** A start that was refused, until another one is made. */
function useRefusedStart(runs: boolean, shown: boolean): RefusedStart | undefined {
  const [refused, setRefused] = useState<RefusedStart>();
  // What the server says runs will be on the page again, in place of the form.
  useEffect(() => (runs ? undefined : hearRefusedStart(setRefused)), [runs]);
  useEffect(() => {
    if (shown) setRefused(undefined);
  }, [shown]);
  return refused;
}

/** The page Today, with what the person did laid over what the server has said. */
export function TodayView({ github, address }: TodayViewProps) {
  const { data, error, refetch, isFetching } = useQuery(todayQuery);
  // Without it the day is whole but for its practices, so that its failure is none of the page.
  const practised = useQuery(practiceTodayQuery).data;
  const operations = useOperations();
  const today = useMemo(() => data && applyToToday(data, operations), [data, operations]);
  const now = useNow(60_000);
  const running = today?.active_session ?? null;
  const refused = useRefusedStart(Boolean(data?.active_session), running !== null);

  if (!today) {
    if (!error) return <TodaySkeleton />;
    return (
      <Card>
        <ErrorState title="Today failed to load" retry={() => void refetch()} retrying={isFetching}>
          Your tracked time is safe. {error.message}
        </ErrorState>
      </Card>
    );
  }

  const { timezone: zone } = today;
  const practices = practised?.practices ?? [];
  const [latest] = today.recent;
  const isNew = today.sessions.length + today.recent.length + practices.length === 0;
  return (
    <div className="mx-auto grid max-w-5xl grid-cols-1 gap-5">
      <RefreshAtMidnight end={Date.parse(today.to)} />
      <Heading date={today.date} zone={zone} error={error} retry={() => void refetch()} retrying={isFetching} />
      {latest?.ended_by === "stale" && !running && <EndedCard key={latest.id} session={latest} zone={zone} now={now} />}
      <StartOrRunning session={running} refused={refused} zone={zone} now={now} github={github} />
      {practised && <BreakCard practised={practised} sessions={today.sessions} date={today.date} now={now} />}
      <TasksDue date={today.date} isNew={isNew} />
      {isNew ? (
        <FirstSteps address={address} />
      ) : (
        <DaySection today={today} practices={practices} now={now} github={github} />
      )}
    </div>
  );
}
