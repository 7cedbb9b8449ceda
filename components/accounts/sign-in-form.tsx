"use client";
import Link from "next/link";
import { Field } from "@/components/forms/field.tsx";
import { FormMessage } from "@/components/forms/form-message.tsx";
import { PasswordField } from "@/components/forms/password-field.tsx";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { useForm } from "@/components/forms/use-form.ts";
import { signIn } from "@/lib/accounts/actions.ts";

/** Signs in with email and password; `next` is where it leads. */
export function SignInForm({ next }: { next: string }) {
  const { state, send, ref } = useForm(signIn);
  const { typed, fields, attempt } = state;
  return (
    <form ref={ref} action={send} noValidate className="grid gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="next" value={next} />
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
        autoComplete="current-password"
        required
        error={fields.password}
        aside={
          <Link href="/forgot-password" className="rounded-sm text-muted text-xs hover:text-ink hover:underline">
            Forgot password?
          </Link>
        }
      />
      <label className="flex min-h-6 items-center gap-2">
        <input
          // React resets a checkbox to its first value after a submit, so each response mounts it again.
          key={attempt}
          type="checkbox"
          name="remember_me"
          defaultChecked={typed.remember_me === "on"}
          className="size-4 accent-ink"
        />
        Stay signed in for 30 days
      </label>
      <SubmitButton className="mt-2 w-full">Sign in</SubmitButton>
    </form>
  );
}
