import type { ReactNode } from "react";
import { Brand } from "./brand.tsx";
import { SkipLink } from "./skip-link.tsx";

/** What stands around a page that has no frame: one that is not there, or could not be shown. */
export function StandaloneLayout({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <div className="min-h-dvh">
      <SkipLink />
      <header className="mx-auto flex h-16 w-full max-w-6xl items-center justify-between px-4 md:px-8">
        {/* Not next/link: after an error a page should load from scratch, and error.tsx would add it to every first load. */}
        <a href="/" className="rounded-md">
          <Brand />
        </a>
        {aside}
      </header>
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-6xl px-4 outline-none md:px-8">
        {children}
      </main>
    </div>
  );
}
