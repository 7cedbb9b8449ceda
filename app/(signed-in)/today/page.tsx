import type { Metadata } from "next";
import { person, summary } from "@/app/caller.ts";
import { FirstSteps } from "@/components/tracking/first-steps.tsx";
import { RecentSessions } from "@/components/tracking/recent-sessions.tsx";
import { RunningCard } from "@/components/tracking/running.tsx";
import { StartForm } from "@/components/tracking/start-form.tsx";
import { Totals } from "@/components/tracking/totals.tsx";
import { WeekSection } from "@/components/tracking/week-section.tsx";
import { Card } from "@/components/ui/card.tsx";
import { env } from "@/lib/env.ts";
import { dayOfDate, localDay } from "@/lib/time.ts";
import { tracking } from "@/lib/tracking/service.ts";
import { sayLongDate } from "@/lib/words.ts";

export const metadata: Metadata = { title: "Today" };

export default async function TodayPage() {
  const caller = await person();
  const [totals, week, { sessions }] = await Promise.all([
    summary(),
    tracking.weekByRepository(caller, {}),
    tracking.list(caller, { limit: 10, status: "completed" }),
  ]);
  const { timezone: zone } = caller.principal;
  const { APP_URL, GITHUB_URL: github } = env();
  const now = Date.now();
  const today = localDay(now, zone);
  const days = week.dates.map((date) => dayOfDate(date, zone));
  const running = totals.active_session;
  const since = running ? Date.parse(running.start_time) : null;

  return (
    <div className="mx-auto grid max-w-5xl grid-cols-1 gap-5">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h1 className="font-semibold text-xl tracking-tight">Today</h1>
        <p className="text-muted">
          <time dateTime={today.date} title={`In ${zone}`}>
            {sayLongDate(today.date)}
          </time>
        </p>
      </div>

      {running ? (
        <RunningCard session={running} zone={zone} now={now} github={github} />
      ) : (
        <Card aria-label="Start a session" className="p-5">
          <StartForm />
        </Card>
      )}

      {sessions.length === 0 && !running ? (
        <FirstSteps address={APP_URL} />
      ) : (
        <>
          <Totals
            todaySeconds={totals.today_seconds}
            weekSeconds={totals.week_seconds}
            streakDays={totals.current_streak_days}
            runningSince={since}
            today={today}
            week={{ from: days[0]?.from ?? now, to: days.at(-1)?.to ?? now }}
          />
          <div className="grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1fr)_23rem]">
            <WeekSection
              days={days}
              today={today.date}
              repos={week.repos}
              running={running && since !== null ? { ...running, since } : null}
            />
            <RecentSessions sessions={sessions} zone={zone} now={now} github={github} />
          </div>
        </>
      )}
    </div>
  );
}
