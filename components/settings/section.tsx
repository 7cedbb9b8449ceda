import type { ReactNode } from "react";
import { Card } from "@/components/ui/card.tsx";
import { type SectionId, sections } from "./sections.ts";

interface SectionProps {
  id: SectionId;
  /** Stands to the right of the title. */
  aside?: ReactNode;
  children: ReactNode;
}

/** One part of Settings, under its title. */
export function Section({ id, aside, children }: SectionProps) {
  const { title, text } = sections[id];
  return (
    <Card id={id} aria-labelledby={`${id}-title`} className="grid scroll-mt-6 grid-cols-1 gap-5 p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="grid gap-1">
          <h2 id={`${id}-title`} tabIndex={-1} className="rounded-sm font-medium text-base">
            {title}
          </h2>
          <p className="text-muted">{text}</p>
        </div>
        {aside}
      </div>
      {children}
    </Card>
  );
}
