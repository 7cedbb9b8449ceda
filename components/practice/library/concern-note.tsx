import { TriangleAlert } from "lucide-react";
import type { SequenceSummary } from "@/lib/practice/shapes.ts";
import { formatConcerns } from "./concerns.ts";

interface ConcernNoteProps {
  concerns: SequenceSummary["concerns"];
  /** As many poses as are named; all without it. */
  most?: number;
}

/** Marks a sequence with poses that are bad for what is to be left out, and names them. */
export function ConcernNote({ concerns, most }: ConcernNoteProps) {
  const said = formatConcerns(concerns, most);
  if (!said) return null;
  return (
    <div className="flex items-start gap-2 rounded-md border border-edge border-dashed px-3 py-2">
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        <p className="font-medium">{said.head}</p>
        <p className="text-muted">{said.poses}</p>
      </div>
    </div>
  );
}
