"use client";
import dynamic from "next/dynamic";
import { retryImport } from "@/lib/client/retry-import.ts";
import { useSignedOut } from "@/lib/client/session-expiry.ts";

const Dialog = dynamic(() => retryImport(() => import("./reauth-dialog.tsx")), { ssr: false });

/** Where the dialog appears. */
export function ReauthHost() {
  return useSignedOut()?.open ? <Dialog /> : null;
}
