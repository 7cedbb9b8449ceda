"use client";
import { useTheme } from "next-themes";
import { type CSSProperties, useEffect } from "react";
import { Toaster as Sonner, type ToasterProps, toast } from "sonner";
import { setToaster } from "./toast.ts";

const palette = {
  "--normal-bg": "var(--raised)",
  "--normal-text": "var(--ink)",
  "--normal-border": "var(--line)",
  "--border-radius": "0.5rem",
} as CSSProperties;

/** The news themselves; above the bottom bar on a phone. */
export function ToastList() {
  const { theme = "system" } = useTheme();
  // Sonner listens from its own effect on, which comes before this one.
  useEffect(() => setToaster(toast), []);
  return (
    <Sonner
      theme={theme as NonNullable<ToasterProps["theme"]>}
      style={palette}
      mobileOffset={{ bottom: "8.5rem" }}
      toastOptions={{ classNames: { toast: "!font-sans !shadow-float" } }}
    />
  );
}
