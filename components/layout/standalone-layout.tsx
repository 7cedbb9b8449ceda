import Link from "next/link";
import type { ReactNode } from "react";
import { Brand } from "./brand.tsx";
import { SkipLink } from "./skip-link.tsx";

/** What stands around a page that has no frame: one that is not there, or could not be shown. */
export function StandaloneLayout({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <div className="min-h-dvh">
      <SkipLink />
      <header className="mx-auto flex h-16 w-full max-w-6xl items-center justify-between px-4 md:px-8">
        <Link href="/" className="rounded-md">
          <Brand />
        </Link>
        {aside}
      </header>
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-6xl px-4 outline-none md:px-8">
        {children}
      </main>
    </div>
  );
}
