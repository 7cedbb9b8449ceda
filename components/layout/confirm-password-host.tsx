"use client";
import dynamic from "next/dynamic";
import { useAuthenticationAsked } from "@/lib/client/confirm-password.ts";
import { retryImport } from "@/lib/client/retry-import.ts";

const Dialog = dynamic(() => retryImport(() => import("./confirm-password-dialog.tsx")), { ssr: false });

/** Where the dialog that asks for the password once more appears. */
export const ConfirmPasswordHost = () => (useAuthenticationAsked() ? <Dialog /> : null);
