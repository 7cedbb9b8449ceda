"use client";
import Link from "next/link";
import { Field } from "@/components/form/field.tsx";
import { FormMessage } from "@/components/form/form-message.tsx";
import { PasswordField } from "@/components/form/password-field.tsx";
import { SubmitButton } from "@/components/form/submit-button.tsx";
import { useForm } from "@/components/form/use-form.ts";
import { Button } from "@/components/ui/button.tsx";
import { forgotPassword, resetPassword, verifyEmail } from "@/lib/accounts/actions.ts";

/** Asks for a mail that resets a password. */
export function ForgotForm() {
  const { state, send, ref } = useForm(forgotPassword);
  if (state.done) return <FormMessage state={state} />;
  return (
    <form ref={ref} action={send} noValidate className="grid gap-4">
      <FormMessage state={state} />
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="email"
        required
        defaultValue={state.typed.email}
        error={state.fields.email}
      />
      <SubmitButton className="mt-2 w-full">Send the mail</SubmitButton>
    </form>
  );
}

/** Sets a new password with the token of a mail. */
export function ResetForm({ token }: { token: string }) {
  const { state, send, ref } = useForm(resetPassword);
  if (state.done) {
    return (
      <div className="grid gap-4">
        <FormMessage state={state} />
        <Button asChild>
          <Link href="/sign-in">Sign in</Link>
        </Button>
      </div>
    );
  }
  return (
    <form ref={ref} action={send} noValidate className="grid gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="token" value={token} />
      <PasswordField
        label="New password"
        name="password"
        autoComplete="new-password"
        required
        error={state.fields.password}
        hint="At least 8 characters, with an upper-case letter, a lower-case letter and a digit."
      />
      <SubmitButton className="mt-2 w-full">Set the password</SubmitButton>
    </form>
  );
}

/** Confirms an address. It takes a press, as mail scanners open links but press nothing. */
export function VerifyForm({ token }: { token: string }) {
  const { state, send, ref } = useForm(verifyEmail);
  if (state.done) {
    return (
      <div className="grid gap-4">
        <FormMessage state={state} />
        <Button asChild>
          <Link href="/today">Go to Today</Link>
        </Button>
      </div>
    );
  }
  return (
    <form ref={ref} action={send} className="grid gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="token" value={token} />
      <SubmitButton className="w-full">Confirm the address</SubmitButton>
    </form>
  );
}
