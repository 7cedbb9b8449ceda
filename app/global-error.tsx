"use client";
import { useLayoutEffect } from "react";
import { Mark } from "@/components/layout/brand.tsx";
import "./globals.css";

/** Applies the chosen theme, as the code that normally does so is not loaded here. */
function useTheme(): void {
  useLayoutEffect(() => {
    let chosen: string | null = null;
    try {
      chosen = localStorage.getItem("theme");
    } catch {
      // Without local storage, a browser uses the system's theme.
    }
    const system = matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.classList.toggle("dark", chosen === "dark" || (chosen !== "light" && system));
  }, []);
}

/** Replaces everything when even the root layout fails. It may be all that loads, so it needs no JavaScript. */
export default function GlobalError() {
  useTheme();
  return (
    <html lang="en">
      <head>
        <title>Something went wrong · Stint</title>
      </head>
      <body>
        <main className="mx-auto grid max-w-md gap-3 px-4 py-16">
          <Mark />
          <h1 className="font-semibold text-lg">Stint is unavailable right now</h1>
          <p className="text-muted">Something went wrong on our side. Your tracked time is safe.</p>
          <p>
            <a href="/today" className="rounded-sm font-medium underline underline-offset-2">
              Try again
            </a>
          </p>
        </main>
      </body>
    </html>
  );
}
