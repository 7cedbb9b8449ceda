"use client";
import { History } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { formatCount, formatMoment } from "@/lib/core/format.ts";
import { formatSeconds, totalOf } from "./draft.ts";
import type { LeftDraft } from "./use-kept-drafts.ts";

interface DraftOfferProps {
  left: LeftDraft;
  onRestore: () => void;
  onDiscard: () => void;
}

/** What an earlier visit has left unsaved. */
export function DraftOffer({ left: { kept }, onRestore, onDiscard }: DraftOfferProps) {
  const { timezone } = useCurrentUser();
  const { name, steps } = kept.draft;
  const when = formatMoment(new Date(kept.at).toISOString(), timezone, Date.now()).replace(/^Today /, "");
  return (
    <section
      aria-label="Unsaved changes"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md bg-practice-soft py-2 pr-2 pl-3"
    >
      <History aria-hidden="true" className="size-4 shrink-0 text-practice" />
      <p role="status" className="min-w-0 flex-1 basis-56">
        <span className="font-medium text-practice">
          You have unsaved changes from <span className="whitespace-nowrap">{when}</span>
        </span>
        <span className="block text-muted wrap-anywhere">
          <bdi>{name.trim() || "Untitled"}</bdi>, {formatCount(steps.length, "pose")},{" "}
          {formatSeconds(totalOf(kept.draft))}
        </span>
      </p>
      <span className="flex gap-2">
        <Button size="sm" onClick={onRestore}>
          Restore
        </Button>
        <Button size="sm" variant="ghost" onClick={onDiscard}>
          Discard
        </Button>
      </span>
    </section>
  );
}
