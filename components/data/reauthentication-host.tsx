"use client";
import dynamic from "next/dynamic";
import { patiently } from "./patiently.ts";
import { useAuthenticationAsked } from "./reauthentication.ts";

const Dialog = dynamic(() => patiently(() => import("./reauthentication-dialog.tsx")), { ssr: false });

/** Where the dialog that asks for the password once more appears. */
export const ReauthenticationHost = () => (useAuthenticationAsked() ? <Dialog /> : null);
