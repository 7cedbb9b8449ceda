"use client";
import { useTheme } from "next-themes";
import { type CSSProperties, useEffect } from "react";
import { Toaster as Sonner, type ToasterProps, toast } from "sonner";
import { setToaster } from "./toast.ts";
import { useClearPlace } from "./use-clear-place.ts";

const palette = {
  "--normal-bg": "var(--raised)",
  "--normal-text": "var(--ink)",
  "--normal-border": "var(--line)",
  "--border-radius": "0.5rem",
} as CSSProperties;

/** In globals.css, as it depends on which bars are there. */
const offset = { bottom: "var(--news-bottom)" };

/** The news themselves, over no bar and no editor. */
export function ToastList() {
  const { theme = "system" } = useTheme();
  // Sonner listens from its own effect on, which comes before this one.
  useEffect(() => setToaster(toast), []);
  return (
    <Sonner
      theme={theme as NonNullable<ToasterProps["theme"]>}
      style={palette}
      position={useClearPlace()}
      offset={offset}
      mobileOffset={offset}
      toastOptions={{ classNames: { toast: "!font-sans !shadow-float" } }}
    />
  );
}
