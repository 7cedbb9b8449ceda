"use client";
import { FormMessage } from "@/components/form/form-message.tsx";
import { SubmitButton } from "@/components/form/submit-button.tsx";
import { useForm } from "@/components/form/use-form.ts";
import { ZoneField } from "@/components/form/zone-field.tsx";
import { lookAround } from "@/lib/demo/actions.ts";

/** Opens a fresh account with sample data in one press. */
export function LookAround() {
  const { state, send, ref } = useForm(lookAround);
  return (
    <form ref={ref} action={send} className="grid justify-items-start gap-2">
      <FormMessage state={state} />
      <ZoneField name="timezone" />
      <SubmitButton variant="outline">Look around with sample data</SubmitButton>
      <p className="text-muted text-xs">A year of made-up days, in an account that goes away tomorrow.</p>
    </form>
  );
}
