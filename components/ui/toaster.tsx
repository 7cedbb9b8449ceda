"use client";
import { useTheme } from "next-themes";
import type { CSSProperties } from "react";
import { Toaster as Sonner, type ToasterProps } from "sonner";

const palette = {
  "--normal-bg": "var(--raised)",
  "--normal-text": "var(--ink)",
  "--normal-border": "var(--line)",
  "--border-radius": "0.5rem",
} as CSSProperties;

/** Where short news appear; above the bottom bar on a phone. */
export function Toaster() {
  const { theme = "system" } = useTheme();
  return (
    <Sonner
      theme={theme as NonNullable<ToasterProps["theme"]>}
      style={palette}
      mobileOffset={{ bottom: "8.5rem" }}
      toastOptions={{ classNames: { toast: "!font-sans !shadow-float" } }}
    />
  );
}
