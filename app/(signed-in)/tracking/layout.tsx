import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";

/** What these pages show stands in their addresses. */
export default function TrackingLayout({ children }: { children: ReactNode }) {
  return <NuqsAdapter>{children}</NuqsAdapter>;
}
