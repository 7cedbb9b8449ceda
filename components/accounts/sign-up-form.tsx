"use client";
import { Field } from "@/components/form/field.tsx";
import { FormMessage } from "@/components/form/form-message.tsx";
import { PasswordField } from "@/components/form/password-field.tsx";
import { SubmitButton } from "@/components/form/submit-button.tsx";
import { useForm } from "@/components/form/use-form.ts";
import { ZoneField } from "@/components/form/zone-field.tsx";
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
      <ZoneField name="timezone" />
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
        label="E-mail"
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
