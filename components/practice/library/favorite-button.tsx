"use client";
import { Star } from "lucide-react";
import type { FormEvent } from "react";
import { useForm } from "@/components/forms/use-form.ts";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { setFavoriteByForm } from "@/lib/practice/library-actions.ts";
import type { SequenceSummary } from "@/lib/practice/shapes.ts";

interface FavoriteButtonProps {
  sequence: Pick<SequenceSummary, "id" | "name" | "is_favorite">;
  isOn: boolean;
  onToggle: () => void;
  className?: string;
}

/** Makes a sequence a favourite or takes that back. Without scripts it is a form like any other. */
export function FavoriteButton({ sequence, isOn, onToggle, className }: FavoriteButtonProps) {
  const { role } = useCurrentUser();
  const { send } = useForm(setFavoriteByForm);
  if (role === "viewer") return null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    onToggle();
  }

  return (
    <form action={send} onSubmit={submit} className="contents">
      <input type="hidden" name="id" value={sequence.id} />
      <input type="hidden" name="on" value={String(!isOn)} />
      <Button
        type="submit"
        variant="ghost"
        size="icon"
        aria-pressed={isOn}
        aria-label={`Favourite: ${sequence.name}`}
        title={isOn ? "Remove from favourites" : "Add to favourites"}
        data-favorite={sequence.id}
        className={cn("text-muted hover:text-ink", isOn && "text-practice hover:text-practice", className)}
      >
        <Star aria-hidden="true" className={cn(isOn && "fill-current")} />
      </Button>
    </form>
  );
}
