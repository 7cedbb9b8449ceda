"use client";
import dynamic from "next/dynamic";
import { patiently } from "@/lib/client/retry-import.ts";
import { useSignedOut } from "@/lib/client/session-expiry.ts";

const Dialog = dynamic(() => patiently(() => import("./reauth-dialog.tsx")), { ssr: false });

/** Where the dialog appears. */
export function SignInAgain() {
  return useSignedOut()?.open ? <Dialog /> : null;
}
