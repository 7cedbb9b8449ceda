import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { PracticeNav } from "@/components/practice/practice-nav.tsx";

/** Navigation between the pages of practice; their state is in their URLs. */
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
