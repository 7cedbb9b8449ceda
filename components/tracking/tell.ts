"use client";
import { toast } from "sonner";
import type { FormState } from "@/lib/api/form.ts";

/** Says as a toast what a form of tracked time did, or why it did not. */
export function tell({ done, code, message }: FormState): void {
  if (done) {
    if (message) toast.success(message);
  } else if (code === "UNAUTHORIZED") {
    const next = encodeURIComponent(`${location.pathname}${location.search}`);
    toast.error("You were signed out. Nothing was changed.", {
      action: { label: "Sign in", onClick: () => location.assign(`/sign-in?next=${next}`) },
    });
  } else if (message) toast.error(message);
}
