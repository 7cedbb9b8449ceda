"use client";
import { Scale } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { formatHold } from "../labels.ts";
import { imbalancesOf, remedyOf } from "./balance.ts";
import type { Draft } from "./draft.ts";

interface BalanceNotesProps {
  draft: Draft;
  /** @param said what was put right, for the announcement */
  onPutRight: (draft: Draft, said: string) => void;
}

/** Poses that are held longer on one side than on the other, each with the press that puts it right. */
export function BalanceNotes({ draft, onPutRight }: BalanceNotesProps) {
  const found = imbalancesOf(draft);
  return (
    <div role="status">
      {found.length > 0 && (
        <ul aria-label="Unbalanced sides" className="grid gap-2">
          {found.map((imbalance) => {
            const { pose_slug, english_name, left, right } = imbalance;
            const { act, apply } = remedyOf(draft, imbalance);
            return (
              <li
                key={pose_slug}
                className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-edge border-dashed py-2 pr-2 pl-3"
              >
                <Scale aria-hidden="true" className="size-4 shrink-0 text-muted" />
                <p className="min-w-0 flex-1 basis-48">
                  <bdi className="font-medium">{english_name}</bdi> is not balanced: left{" "}
                  <span className="figures whitespace-nowrap">{formatHold(left)}</span>, right{" "}
                  <span className="figures whitespace-nowrap">{formatHold(right)}</span>.
                </p>
                <Button
                  variant="outline"
                  size="sm"
                  aria-label={`${act}: ${english_name}`}
                  onClick={() => onPutRight(apply(draft), `${english_name} is balanced.`)}
                >
                  {act}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
