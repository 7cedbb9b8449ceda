"use client";
import { Square } from "lucide-react";
import type { ComponentProps, FormEvent } from "react";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { useTracking } from "@/components/tracking/use-tracking.ts";
import { endTracking } from "@/lib/tracking/actions.ts";
import type { Session } from "@/lib/tracking/shapes.ts";

interface EndButtonProps extends ComponentProps<typeof SubmitButton> {
  session: Session;
}

/** Ends a running session. Without scripts it is a form like any other. */
export function EndButton({ session, ...rest }: EndButtonProps) {
  const { end } = useTracking();

  function submit(event: FormEvent): void {
    event.preventDefault();
    // A refusal is told in a toast, and the session is back on the page.
    end(session).catch(() => {});
  }

  return (
    <form action={endTracking} onSubmit={submit} className="contents">
      <input type="hidden" name="id" value={session.id} />
      <SubmitButton variant="outline" {...rest}>
        <Square aria-hidden="true" className="fill-current" />
        End
      </SubmitButton>
    </form>
  );
}
