import { BookOpen, Keyboard, LogOut } from "lucide-react";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { GlobalDialogButton } from "@/components/layout/global-dialog-button.tsx";
import { sections } from "@/components/settings/sections.ts";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { signOut } from "@/lib/accounts/actions.ts";
import { loadSettings } from "./load.ts";

/**
 * The title, the navigation within the page, and signing out, which needs no JavaScript. A document load waits for the
 * page's data, so that it arrives complete; the skeleton is for client-side navigation.
 */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  if ((await headers()).get("sec-fetch-dest") !== "empty") await loadSettings();
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-1 gap-x-8 gap-y-5 lg:grid-cols-[9rem_minmax(0,1fr)]">
      <h1 className="font-semibold text-xl tracking-tight lg:col-span-2">Settings</h1>
      <nav aria-label="Settings" className="lg:sticky lg:top-8 lg:self-start">
        <ul className="-mx-1 flex flex-wrap gap-x-1 lg:grid lg:gap-1">
          {Object.entries(sections).map(([id, { title }]) => (
            <li key={id}>
              <a
                href={`#${id}`}
                className="flex min-h-8 items-center rounded-md px-2 text-muted hover:bg-sunken hover:text-ink"
              >
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="grid grid-cols-1 gap-5">
        {/* Fills the window before the sections have loaded, to avoid a layout shift of what follows. */}
        <div className="grid min-h-dvh grid-cols-1 content-start gap-5">{children}</div>
        <Card aria-label="Help and sign out" className="flex flex-wrap items-center gap-3 p-5">
          <form action={signOut} className="mr-auto">
            <Button type="submit" variant="outline">
              <LogOut aria-hidden="true" /> Sign out
            </Button>
          </form>
          <Button asChild variant="ghost">
            <a href="/docs">
              <BookOpen aria-hidden="true" /> API documentation
            </a>
          </Button>
          <GlobalDialogButton
            opens="shortcuts"
            className="flex h-10 items-center gap-2 rounded-md px-4 font-medium hover:bg-sunken [&_svg]:size-4"
          >
            <Keyboard aria-hidden="true" /> Keyboard shortcuts
          </GlobalDialogButton>
        </Card>
      </div>
    </div>
  );
}
