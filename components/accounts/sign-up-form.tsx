"use client";
import { Field } from "@/components/forms/field.tsx";
import { FormMessage } from "@/components/forms/form-message.tsx";
import { HiddenTimezone } from "@/components/forms/hidden-timezone.tsx";
import { PasswordField } from "@/components/forms/password-field.tsx";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { useForm } from "@/components/forms/use-form.ts";
import { signUp } from "@/lib/accounts/actions.ts";
import { passwordHint } from "./password-hint.ts";

/** Creates an account; `next` is where it leads. */
export function SignUpForm({ next }: { next: string }) {
  const { state, send, ref } = useForm(signUp);
  const { typed, fields } = state;
  return (
    <form ref={ref} action={send} noValidate className="grid gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="next" value={next} />
      <HiddenTimezone name="timezone" />
      <Field
        label="Name"
        name="name"
        dir="auto"
        autoComplete="name"
        defaultValue={typed.name}
        error={fields.name}
        aside={<span className="text-muted text-xs">Optional</span>}
      />
      <Field
        label="Email"
        name="email"
        type="email"
        autoComplete="email"
        required
        defaultValue={typed.email}
        error={fields.email}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        required
        error={fields.password}
        hint={passwordHint}
      />
      <SubmitButton variant="ink" className="mt-2 w-full">
        Create account
      </SubmitButton>
    </form>
  );
}
