"use client";
import { useIsMutating } from "@tanstack/react-query";
import { WifiOff } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { useOnline } from "@/lib/client/connection.ts";
import { showSignInAgain, useSignedOut } from "@/lib/client/session-expiry.ts";
import { formatCount } from "@/lib/core/format.ts";

const look =
  "fixed inset-x-0 top-3 z-50 mx-auto flex w-fit max-w-[calc(100%-1.5rem)] items-center gap-3 rounded-full border border-line bg-ink py-2 pr-2 pl-4 text-paper text-sm shadow-float";

/** Says that the connection is lost, and what waits for it; or that the person was signed out. It covers nothing up. */
export function ConnectionNotice() {
  const online = useOnline();
  const waiting = useIsMutating();
  const signedOut = useSignedOut();
  return (
    <div role="status">
      {!online && (
        <p className={`${look} pr-4`}>
          <WifiOff aria-hidden="true" className="size-4 shrink-0" />
          {waiting === 0
            ? "You're offline. Changes are saved and will be sent later."
            : `You're offline. ${formatCount(waiting, "change")} will be sent later.`}
        </p>
      )}
      {online && signedOut && !signedOut.open && (
        <div className={look}>
          You were signed out.
          <Button size="sm" variant="outline" className="rounded-full" onClick={() => showSignInAgain(true)}>
            Sign in again
          </Button>
        </div>
      )}
    </div>
  );
}
