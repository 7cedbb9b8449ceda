import Link from "next/link";
import { type ReactNode, Suspense } from "react";
import { getCaller } from "@/app/_lib/session.ts";
import { ClearDrafts } from "@/components/accounts/clear-drafts.tsx";
import { Brand } from "@/components/layout/brand.tsx";
import { SkipLink } from "@/components/layout/skip-link.tsx";
import { ThemeSwitch } from "@/components/layout/theme-switch.tsx";
import { ForgetOffline } from "@/components/practice/player/send-pending.tsx";
import { AccountDeletedNotice } from "@/components/settings/account-deleted-notice.tsx";

export default async function PublicLayout({ children }: { children: ReactNode }) {
  const { principal } = await getCaller();
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="mx-auto flex h-16 w-full max-w-6xl items-center justify-between px-4 md:px-8">
        <Link href="/" className="rounded-md">
          <Brand />
        </Link>
        <ThemeSwitch />
      </header>
      <main id="content" tabIndex={-1} className="flex flex-1 flex-col outline-none">
        <Suspense>
          <AccountDeletedNotice />
        </Suspense>
        {children}
      </main>
      <ClearDrafts person={principal?.id ?? null} />
      <ForgetOffline person={principal?.id ?? null} />
    </div>
  );
}
