"use client";
import { useIsMutating } from "@tanstack/react-query";
import { WifiOff } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { useOnline } from "@/lib/client/connection.ts";
import { showSignInAgain, useSignedOut } from "@/lib/client/session-expiry.ts";
import { formatCount } from "@/lib/core/format.ts";

/** On phones it lies over Stint's name, beside the search; elsewhere above what the pages begin with. */
const look =
  "fixed top-1.5 left-2 z-50 flex min-h-11 w-fit max-w-[calc(100%-7.5rem)] items-center gap-2 rounded-lg bg-ink px-3 py-1 text-paper text-xs md:top-0.5 md:right-4 md:left-58 md:mx-auto md:min-h-7 md:rounded-full md:py-0 print:hidden";

/** Says that the connection is lost, and what waits for it; or that the person was signed out. It covers nothing up. */
export function ConnectionNotice() {
  const online = useOnline();
  const waiting = useIsMutating();
  const signedOut = useSignedOut();
  return (
    <div role="status">
      {!online && (
        <p className={look}>
          <WifiOff aria-hidden="true" className="size-4 shrink-0" />
          {waiting === 0
            ? "You're offline. Changes are saved and will be sent later."
            : `You're offline. ${formatCount(waiting, "change")} will be sent later.`}
        </p>
      )}
      {online && signedOut && !signedOut.open && (
        <div className={look}>
          You were signed out.
          <Button
            size="sm"
            variant="outline"
            className="h-6 rounded-full px-2.5 text-ink text-xs"
            onClick={() => showSignInAgain(true)}
          >
            Sign in again
          </Button>
        </div>
      )}
    </div>
  );
}
