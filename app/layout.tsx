import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { FocusOnNavigation } from "@/components/layout/focus-on-navigation.tsx";
import { ThemeColour } from "@/components/layout/theme-colour.tsx";
import { ThemeProvider } from "@/components/layout/theme-provider.tsx";
import { VisitorCount } from "@/components/layout/visitor-count.tsx";
import { Toaster } from "@/components/ui/toaster.tsx";
import { env } from "@/lib/core/env.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Stint", template: "%s · Stint" },
  description: "Time tracking for people who review code, with tasks, yoga breaks and an assistant.",
  applicationName: "Stint",
};

/** Reading the request here makes every page dynamic; a static one could not carry the nonce of its response. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = /'nonce-([^']+)'/.exec((await headers()).get("content-security-policy") ?? "")?.[1];
  return (
    <html lang="en" suppressHydrationWarning className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        <ThemeProvider nonce={nonce}>
          <ThemeColour />
          <FocusOnNavigation />
          {children}
          <Toaster />
        </ThemeProvider>
        {env().VERCEL && <VisitorCount />}
      </body>
    </html>
  );
}
