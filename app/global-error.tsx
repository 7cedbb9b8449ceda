"use client";
import { useLayoutEffect } from "react";
import { Mark } from "@/components/layout/brand.tsx";
import "./globals.css";

/** The theme one has chosen; what sets it elsewhere is not there any more. */
function useTheme(): void {
  useLayoutEffect(() => {
    let chosen: string | null = null;
    try {
      chosen = localStorage.getItem("theme");
    } catch {
      // A browser that keeps nothing has the system's.
    }
    const system = matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.classList.toggle("dark", chosen === "dark" || (chosen !== "light" && system));
  }, []);
}

/** Takes the place of everything when even the frame fails. It may be all there is, so it needs no script to work. */
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
