import { ChevronsUpDown, CircleUserRound } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { AccountMenu } from "./account-menu.tsx";
import { Brand } from "./brand.tsx";
import { Places } from "./places.tsx";
import { SkipLink } from "./skip-link.tsx";

interface FrameProps {
  person: { name: string | null; email: string };
  /** The running session, for the side bar and for above the bottom bar. */
  running: { side: ReactNode; pill: ReactNode };
  children: ReactNode;
}

/** What stands around every page of a person who is signed in: a side bar, on phones a bottom bar. */
export function Frame({ person, running, children }: FrameProps) {
  const name = person.name ?? person.email;
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[13.5rem_minmax(0,1fr)]">
      <SkipLink />
      <header className="sticky top-0 hidden h-dvh flex-col border-r p-3 md:flex">
        <Link href="/today" className="mb-4 flex h-10 items-center rounded-md px-1.5">
          <Brand />
        </Link>
        <nav aria-label="Main" className="grid gap-1">
          <Places variant="side" />
        </nav>
        <div className="mt-auto grid gap-3">
          {running.side}
          <AccountMenu email={person.email}>
            <button
              type="button"
              className="flex h-10 items-center gap-2.5 rounded-md px-1.5 text-left hover:bg-sunken data-[state=open]:bg-sunken"
            >
              <span
                aria-hidden="true"
                className="grid size-6 shrink-0 place-items-center rounded-full bg-sunken font-medium text-xs uppercase"
              >
                {[...name][0]}
              </span>
              <span className="min-w-0 flex-1 truncate">
                <span className="sr-only">Account: </span>
                {name}
              </span>
              <ChevronsUpDown aria-hidden="true" className="size-4 text-muted" />
            </button>
          </AccountMenu>
        </div>
      </header>

      <main id="content" tabIndex={-1} className="min-w-0 px-4 pt-5 pb-36 outline-none md:px-8 md:pt-8 md:pb-12">
        {children}
      </main>

      <div className="fixed inset-x-0 bottom-0 z-40 md:hidden">
        {running.pill}
        <div className="flex border-t bg-raised pb-[env(safe-area-inset-bottom)]">
          <nav aria-label="Main" className="flex flex-2">
            <Places variant="bottom" />
          </nav>
          <AccountMenu email={person.email} align="end">
            <button
              type="button"
              className="flex h-14 flex-1 flex-col items-center justify-center gap-1 text-muted text-xs data-[state=open]:text-ink"
            >
              <CircleUserRound aria-hidden="true" className="size-4.5" />
              Account
              <span className="sr-only">: {name}</span>
            </button>
          </AccountMenu>
        </div>
      </div>
    </div>
  );
}
