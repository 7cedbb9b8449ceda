import { Keyboard, Search } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { SampleNote } from "@/components/demo/sample-note.tsx";
import { Keys } from "@/components/ui/keyboard/keys.tsx";
import { Hint } from "@/components/ui/tooltip.tsx";
import { AccountButton } from "./account-button.tsx";
import { Brand } from "./brand.tsx";
import { GlobalDialogButton } from "./global-dialog-button.tsx";
import { GlobalDialogs } from "./global-dialogs.tsx";
import { NavItems } from "./nav-items.tsx";
import { SkipLink } from "./skip-link.tsx";

interface FrameProps {
  person: { name: string | null; email: string; timezone: string; expires_at: string | null };
  /** The running session, for the side bar and for above the bottom bar. */
  running: { side: ReactNode; pill: ReactNode };
  children: ReactNode;
}

/** The bar beside every page, where there is room for one. */
function SideBar({ person, name, running }: { person: FrameProps["person"]; name: string; running: ReactNode }) {
  return (
    <header className="sticky top-0 hidden h-dvh flex-col overflow-y-auto border-r p-3 md:flex">
      <Link href="/today" className="mb-3 flex h-10 shrink-0 items-center self-start rounded-md px-1.5">
        <Brand />
      </Link>
      <GlobalDialogButton
        opens="palette"
        className="mb-4 flex h-9 shrink-0 items-center gap-3 rounded-md border bg-raised px-2 text-muted hover:text-ink"
      >
        <Search aria-hidden="true" className="size-4" />
        <span className="flex-1 text-left">Search…</span>
        <Keys keys={["Mod+k"]} />
      </GlobalDialogButton>
      <nav aria-label="Main" className="grid gap-1">
        <NavItems variant="side" foot={false} />
      </nav>
      <div className="mt-auto pt-4 pb-2 empty:pb-0">{running}</div>
      <SampleNote person={person} className="px-2 pb-2" />
      <nav aria-label="More" className="grid gap-1">
        <NavItems variant="side" foot />
      </nav>
      <div className="mt-1 flex items-center gap-1">
        <AccountButton name={name} email={person.email} look="row" />
        <Hint text="Keyboard shortcuts">
          <GlobalDialogButton
            opens="shortcuts"
            aria-label="Keyboard shortcuts"
            className="grid size-9 shrink-0 place-items-center rounded-md text-muted hover:bg-sunken hover:text-ink"
          >
            <Keyboard aria-hidden="true" className="size-4" />
          </GlobalDialogButton>
        </Hint>
      </div>
    </header>
  );
}

/** What stands around every page of a person who is signed in: a side bar, or on phones a bar above and one below. */
export function Shell({ person, running, children }: FrameProps) {
  const name = person.name ?? person.email;
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[13.5rem_minmax(0,1fr)]">
      <SkipLink />
      <SideBar person={person} name={name} running={running.side} />
      <header className="flex h-14 items-center gap-1 px-4 md:hidden">
        <Link href="/today" className="mr-auto rounded-md">
          <Brand />
        </Link>
        <GlobalDialogButton
          opens="palette"
          aria-label="Search"
          className="grid size-10 place-items-center rounded-md text-muted hover:text-ink"
        >
          <Search aria-hidden="true" className="size-5" />
        </GlobalDialogButton>
        <AccountButton name={name} email={person.email} look="round" />
      </header>
      <SampleNote person={person} className="px-4 pb-1 md:hidden" />

      <main id="content" tabIndex={-1} className="min-w-0 px-4 pt-2 pb-36 outline-none md:px-8 md:pt-8 md:pb-12">
        {children}
      </main>

      <div data-print="off" className="fixed inset-x-0 bottom-0 z-40 md:hidden">
        {/* Above the bar without being part of it, so that nothing moves when it comes and goes. */}
        <div className="absolute inset-x-0 bottom-full">{running.pill}</div>
        <nav aria-label="Main" className="flex border-t bg-raised pb-[env(safe-area-inset-bottom)]">
          <NavItems variant="bottom" />
        </nav>
      </div>
      <GlobalDialogs />
    </div>
  );
}
