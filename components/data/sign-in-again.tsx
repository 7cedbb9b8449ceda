"use client";
import dynamic from "next/dynamic";
import { patiently } from "./patiently.ts";
import { useSignedOut } from "./signed-out.ts";

const Dialog = dynamic(() => patiently(() => import("./sign-in-again-dialog.tsx")), { ssr: false });

/** Where the dialog appears. */
export function SignInAgain() {
  return useSignedOut()?.open ? <Dialog /> : null;
}
