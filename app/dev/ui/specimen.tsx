import type { ReactNode } from "react";
import { Card } from "@/components/ui/card.tsx";
import { cn } from "@/components/ui/cn.ts";

/** One or a few components, under their name. */
export function Specimen({ name, children, className }: { name: string; children: ReactNode; className?: string }) {
  return (
    <Card aria-label={name} className="grid min-w-0 grid-cols-1 content-start gap-4 p-5">
      <h3 className="font-medium text-muted text-xs">{name}</h3>
      <div className={cn("flex flex-wrap items-center gap-3", className)}>{children}</div>
    </Card>
  );
}
