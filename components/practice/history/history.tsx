"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { CalendarDays } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { IgnoredParams } from "@/components/forms/ignored-params.tsx";
import { problemOf } from "@/components/forms/url-params.ts";
import { useNow } from "@/components/time/now.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { NearLink } from "@/components/ui/near-link.tsx";
import { EmptyState, ErrorState } from "@/components/ui/states.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { dateIn } from "@/lib/core/dates.ts";
import { Achievements } from "./achievements.tsx";
import { Calendar } from "./calendar.tsx";
import { HistorySkeleton } from "./history-skeleton.tsx";
import { isMonth, wrongMonth } from "./month.ts";
import { dayId, PracticeList } from "./practice-list.tsx";
import { practicesQuery, statsQuery } from "./queries.ts";
import { Styles } from "./styles.tsx";
import { Totals } from "./totals.tsx";
import { Weeks } from "./weeks.tsx";

/** The one act that fills an empty history: a practice of five minutes. */
export interface FirstPractice {
  id: number;
  name: string;
}

function NothingYet({ first }: { first: FirstPractice | null }) {
  return (
    <Card>
      <EmptyState
        icon={CalendarDays}
        title="No practice yet"
        className="py-16"
        action={
          <Button asChild variant="practice">
            {first ? (
              <NearLink href={`/practice/play/${first.id}?begin=1`}>Begin the {first.name}</NearLink>
            ) : (
              <NearLink href="/practice">Choose a sequence</NearLink>
            )}
          </Button>
        }
      >
        Your practices will appear here, with totals, streaks and every pose. Five minutes are enough to start.
      </EmptyState>
    </Card>
  );
}

/** Goes to the practices of a day. */
function goTo(date: string): void {
  const heading = document.getElementById(dayId(date));
  heading?.scrollIntoView({ block: "start" });
  heading?.focus({ preventScroll: true });
}

interface HistoryProps {
  /** What somebody without any practice is offered. */
  first: FirstPractice | null;
}

/** All that was practised: a month at a time, what it adds up to, and what was earned. */
export function History({ first }: HistoryProps) {
  const { timezone: zone } = useCurrentUser();
  const router = useRouter();
  const today = dateIn(zone, useNow(60_000));
  const asked = useSearchParams().get("month") ?? "";
  const month = isMonth(asked) ? asked : today.slice(0, 7);
  const why = asked === "" ? null : wrongMonth(asked);
  const stats = useQuery(statsQuery);
  const listed = useInfiniteQuery(practicesQuery(month)).data?.pages[0]?.total ?? 0;
  if (!stats.data) {
    if (!stats.isError) return <HistorySkeleton />;
    return (
      <Card>
        <ErrorState title="Your history failed to load" retry={() => void stats.refetch()} retrying={stats.isFetching}>
          Your practices are safe. {stats.error.message}
        </ErrorState>
      </Card>
    );
  }
  const { by_week, favorite_styles, total_practices } = stats.data;
  const isEmpty = total_practices === 0 && listed === 0 && month === today.slice(0, 7);
  return (
    <div className="grid grid-cols-1 gap-5">
      <h1 className="font-semibold text-xl tracking-tight">History</h1>
      <IgnoredParams
        problems={why === null ? [] : [problemOf("month", asked, why)]}
        onRemove={() => router.replace("/practice/history")}
      />
      {isEmpty ? (
        <NothingYet first={first} />
      ) : (
        <>
          <Totals stats={stats.data} />
          <div className="grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <Calendar month={month} today={today} onChoose={goTo} />
            <div className="grid grid-cols-1 gap-5 sm:max-lg:grid-cols-2">
              <Weeks weeks={by_week} />
              <Styles styles={favorite_styles} />
            </div>
          </div>
        </>
      )}
      <Achievements today={today} />
      {!isEmpty && <PracticeList key={month} month={month} today={today} />}
    </div>
  );
}
