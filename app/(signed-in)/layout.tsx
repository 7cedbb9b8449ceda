import { HydrationBoundary } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { getSummary, requireUser } from "@/app/_lib/session.ts";
import { DataProvider } from "@/components/layout/data-provider.tsx";
import { Shell } from "@/components/layout/shell.tsx";
import { SendWaiting } from "@/components/practice/player/send-pending.tsx";
import { ClockProvider } from "@/components/time/now.tsx";
import { GithubProvider } from "@/components/tracking/github.tsx";
import { Heartbeat } from "@/components/tracking/running/heartbeat.tsx";
import { RunningPill, RunningSide } from "@/components/tracking/running/running.tsx";
import { accounts } from "@/lib/accounts/service.ts";
import { dehydrateQueries } from "@/lib/client/dehydrate-queries.ts";
import { summaryQuery } from "@/lib/client/summary.ts";
import { env } from "@/lib/core/env.ts";

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const [{ user }, totals] = await Promise.all([accounts.readMe(await requireUser(), {}), getSummary()]);
  const { id, email, role, timezone, week_start, has_password } = user;
  return (
    <ClockProvider rendered={Date.now()}>
      <DataProvider person={{ id, email, role, timezone, week_start, has_password }}>
        <HydrationBoundary state={dehydrateQueries([summaryQuery.queryKey, totals])}>
          <GithubProvider value={env().GITHUB_URL}>
            <Shell person={user} running={{ side: <RunningSide />, pill: <RunningPill /> }}>
              {children}
            </Shell>
          </GithubProvider>
          <Heartbeat />
          <SendWaiting />
        </HydrationBoundary>
      </DataProvider>
    </ClockProvider>
  );
}
