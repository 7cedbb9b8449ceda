"use client";
import { FormMessage } from "@/components/forms/form-message.tsx";
import { HiddenTimezone } from "@/components/forms/hidden-timezone.tsx";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { useForm } from "@/components/forms/use-form.ts";
import { lookAround } from "@/lib/demo/actions.ts";

/** Opens a fresh account with sample data in one press. */
export function LookAround() {
  const { state, send, ref } = useForm(lookAround);
  return (
    <form ref={ref} action={send} className="grid justify-items-start gap-2">
      <FormMessage state={state} />
      <HiddenTimezone name="timezone" />
      <SubmitButton variant="outline">Try it with sample data</SubmitButton>
      <p className="text-muted text-xs">A year of made-up data, in an account that is deleted tomorrow.</p>
    </form>
  );
}
