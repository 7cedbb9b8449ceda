import { TriangleAlert } from "lucide-react";
import { cn } from "@/components/ui/cn.ts";
import type { SequenceSummary } from "@/lib/practice/shapes.ts";
import { sayConcerns } from "./concerns.ts";

interface ConcernNoteProps {
  concerns: SequenceSummary["concerns"];
  className?: string;
}

/** Marks a sequence with poses that are bad for what is to be left out, and names them. */
export function ConcernNote({ concerns, className }: ConcernNoteProps) {
  const said = sayConcerns(concerns);
  if (!said) return null;
  return (
    <div className={cn("flex items-start gap-2 rounded-md border border-edge border-dashed px-3 py-2", className)}>
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        <p className="font-medium">{said.head}</p>
        <p className="text-muted">{said.poses.join(", ")}</p>
      </div>
    </div>
  );
}
