import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { PracticeNav } from "@/components/practice/practice-nav.tsx";

/** The ways between the pages of practice; what these show stands in their addresses. */
export default function PracticeLayout({ children }: { children: ReactNode }) {
  return (
    <NuqsAdapter>
      <div className="mx-auto grid max-w-5xl grid-cols-1 gap-5">
        <PracticeNav />
        {children}
      </div>
    </NuqsAdapter>
  );
}
