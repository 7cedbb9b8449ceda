"use client";
import { ThemeProvider as Themes } from "next-themes";
import type { ReactNode } from "react";

/** Light, dark, or what the system says; its script runs before the first paint. */
export function ThemeProvider({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <Themes attribute="class" defaultTheme="system" disableTransitionOnChange {...(nonce !== undefined && { nonce })}>
      {children}
    </Themes>
  );
}
