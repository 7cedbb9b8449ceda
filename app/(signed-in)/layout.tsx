import { type ReactNode, Suspense } from "react";
import { person, summary } from "@/app/caller.ts";
import { Frame } from "@/components/frame/frame.tsx";
import { ClockProvider } from "@/components/time/now.tsx";
import { KeepAlive } from "@/components/tracking/keep-alive.tsx";
import { RunningPill, RunningSide } from "@/components/tracking/running.tsx";
import { accounts } from "@/lib/accounts/service.ts";

async function Running({ as: Look }: { as: typeof RunningSide }) {
  const { active_session } = await summary();
  return active_session && <Look session={active_session} />;
}

async function Alive() {
  const { active_session } = await summary();
  return <KeepAlive running={active_session?.id ?? null} />;
}

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const { user } = await accounts.readMe(await person(), {});
  const running = {
    side: (
      <Suspense>
        <Running as={RunningSide} />
      </Suspense>
    ),
    pill: (
      <Suspense>
        <Running as={RunningPill} />
      </Suspense>
    ),
  };
  return (
    <ClockProvider rendered={Date.now()}>
      <Frame person={user} running={running}>
        {children}
      </Frame>
      <Suspense>
        <Alive />
      </Suspense>
    </ClockProvider>
  );
}
