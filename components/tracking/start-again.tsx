"use client";
import { Play } from "lucide-react";
import { SubmitButton } from "@/components/form/submit-button.tsx";
import { useForm } from "@/components/form/use-form.ts";
import { startTracking } from "@/lib/tracking/actions.ts";
import { tell } from "./tell.ts";

/** Starts a pull request again that was worked on before; `reference` is `owner/repo#123`. */
export function StartAgain({ reference }: { reference: string }) {
  const { send } = useForm(startTracking, tell);
  return (
    <form action={send} className="contents">
      <input type="hidden" name="reference" value={reference} />
      <SubmitButton
        variant="ghost"
        size="icon"
        className="text-muted hover:text-ink"
        aria-label={`Start tracking ${reference} again`}
        title="Start tracking again"
      >
        <Play aria-hidden="true" />
      </SubmitButton>
    </form>
  );
}
