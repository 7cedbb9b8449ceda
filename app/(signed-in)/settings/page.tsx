import type { Metadata } from "next";
import { headers } from "next/headers";
import { isDocument } from "@/app/_lib/or-not-found.ts";
import type { WithSearch } from "@/app/search.ts";
import { Appearance } from "@/components/settings/appearance.tsx";
import { Assistants } from "@/components/settings/assistants.tsx";
import { Devices } from "@/components/settings/devices.tsx";
import { EmailAddress } from "@/components/settings/email-address.tsx";
import { EraseForm } from "@/components/settings/erase-form.tsx";
import { Github } from "@/components/settings/github.tsx";
import { ListFailed } from "@/components/settings/list-failed.tsx";
import { Password } from "@/components/settings/password.tsx";
import { ProfileForm } from "@/components/settings/profile-form.tsx";
import { Section } from "@/components/settings/section.tsx";
import { SettingsSkeleton } from "@/components/settings/settings-skeleton.tsx";
import { TimeForm } from "@/components/settings/time-form.tsx";
import { TokenForm } from "@/components/settings/token-form.tsx";
import { Tokens } from "@/components/settings/tokens.tsx";
import { Downloads } from "@/components/settings/your-data.tsx";
import { Streamed } from "@/components/ui/streamed.tsx";
import { isStandIn } from "@/lib/accounts/rules.ts";
import { env } from "@/lib/core/env.ts";
import { loadSettings } from "./load.ts";

export const metadata: Metadata = { title: "Settings" };

async function LoadedSettings({ searchParams }: WithSearch) {
  const [{ user, logins, tokens }, { github }] = await Promise.all([loadSettings(), searchParams]);
  const { APP_URL, GITHUB_ID } = env();
  const { email, has_password: hasPassword, timezone: zone } = user;
  const sample = user.expires_at !== null;
  const reachable = user.email_verified || !isStandIn(email);
  const now = Date.now();
  const names = tokens?.tokens.map(({ name }) => name) ?? [];
  const present = tokens?.tokens.map(({ id }) => id) ?? null;
  return (
    <>
      <Section id="profile">
        <ProfileForm name={user.name} username={user.username} />
        <EmailAddress email={email} verified={user.email_verified} />
      </Section>
      <Section id="time">
        <TimeForm timezone={zone} weekStart={user.week_start} />
      </Section>
      <Section id="appearance">
        <Appearance />
      </Section>
      <Section id="devices">
        {logins ? (
          <Devices logins={logins.sessions} total={logins.total} zone={zone} now={now} />
        ) : (
          <ListFailed title="Your devices failed to load" />
        )}
      </Section>
      <Section id="tokens">
        <TokenForm address={APP_URL} present={present} />
        {tokens ? (
          <Tokens tokens={tokens.tokens} total={tokens.total} zone={zone} now={now} />
        ) : (
          <ListFailed title="Your API tokens failed to load" />
        )}
      </Section>
      <Section id="assistants">
        <Assistants address={APP_URL} present={present} />
      </Section>
      <Section id="password">
        <Password email={email} present={hasPassword} sample={sample} reachable={reachable} tokens={names} />
      </Section>
      <Section id="github">
        <Github
          username={user.github_username}
          hasPassword={hasPassword}
          offered={GITHUB_ID !== undefined}
          sample={sample}
          reachable={reachable}
          outcome={typeof github === "string" ? github : undefined}
        />
      </Section>
      <Section id="data">
        <Downloads />
        <EraseForm email={email} hasPassword={hasPassword} />
      </Section>
    </>
  );
}

export default async function SettingsPage({ searchParams }: WithSearch) {
  return (
    <Streamed whole={isDocument(await headers())} fallback={<SettingsSkeleton />}>
      <LoadedSettings searchParams={searchParams} />
    </Streamed>
  );
}
