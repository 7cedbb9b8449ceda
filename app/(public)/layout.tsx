import Link from "next/link";
import { type ReactNode, Suspense } from "react";
import { visitor } from "@/app/caller.ts";
import { ForgetDrafts } from "@/components/accounts/forget-drafts.tsx";
import { Brand } from "@/components/frame/brand.tsx";
import { SkipLink } from "@/components/frame/skip-link.tsx";
import { ThemeSwitch } from "@/components/frame/theme-switch.tsx";
import { ForgetOffline } from "@/components/practice/player/send-waiting.tsx";
import { Farewell } from "@/components/settings/farewell.tsx";

export default async function PublicLayout({ children }: { children: ReactNode }) {
  const { principal } = await visitor();
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
          <Farewell />
        </Suspense>
        {children}
      </main>
      <ForgetDrafts person={principal?.id ?? null} />
      <ForgetOffline person={principal?.id ?? null} />
    </div>
  );
}
