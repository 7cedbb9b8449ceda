"use client";
import Link from "next/link";
import { CheckboxField } from "@/components/forms/choice-field.tsx";
import { Field } from "@/components/forms/field.tsx";
import { FormMessage, Notice } from "@/components/forms/form-message.tsx";
import { PasswordField } from "@/components/forms/password-field.tsx";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { useForm } from "@/components/forms/use-form.ts";
import { Button } from "@/components/ui/button.tsx";
import { forgotPassword, resetPassword, verifyEmail } from "@/lib/accounts/actions.ts";
import type { ResetPreview } from "@/lib/accounts/shapes.ts";
import { linkLook } from "./entry-page.tsx";
import { passwordHint } from "./password-hint.ts";

/** Asks for a mail that resets a password. */
export function ForgotForm() {
  const { state, send, ref } = useForm(forgotPassword);
  if (state.done) return <FormMessage state={state} />;
  return (
    <form ref={ref} action={send} noValidate className="grid gap-4">
      <FormMessage state={state} />
      <Field
        label="Email"
        name="email"
        type="email"
        autoComplete="email"
        required
        defaultValue={state.typed.email}
        error={state.fields.email}
      />
      <SubmitButton className="mt-2 w-full">Request reset link</SubmitButton>
    </form>
  );
}

/** The way to another link, until the password is set. */
export const NewLink = () => (
  <p className="text-center text-muted">
    <Link href="/forgot-password" className={linkLook}>
      Request a new link
    </Link>
  </p>
);

/** What ends with the reset besides every sign-in, and the choice that there is. */
function WhatEnds({ preview: { first_proof, tokens, github_username } }: { preview: ResetPreview }) {
  if (first_proof) {
    const parts = [
      tokens.length > 0 && `API tokens (${tokens.length})`,
      github_username !== null && `the link to GitHub (${github_username})`,
    ].filter((part) => part !== false);
    if (parts.length === 0) return null;
    return (
      <p className="text-muted">
        This is the first time this address is confirmed, so these are removed from the account: {parts.join(" and ")}.
      </p>
    );
  }
  return (
    <>
      {tokens.length > 0 && (
        <div className="grid gap-2">
          <p className="text-muted">These API tokens will be deleted:</p>
          <ul className="grid gap-1">
            {tokens.map(({ id, name, last4, scopes }) => (
              <li key={id} className="wrap-anywhere">
                <bdi>{name}</bdi>{" "}
                <span className="text-muted">
                  <span className="figures">…{last4}</span> ·{" "}
                  {scopes.includes("write") ? "read and write" : "read only"}
                </span>
              </li>
            ))}
          </ul>
          <CheckboxField label="Keep them: they are all mine" name="keep_tokens" />
        </div>
      )}
      {github_username !== null && (
        <p className="text-muted">
          The GitHub account <bdi>{github_username}</bdi> stays linked. If it is not yours, unlink it in Settings.
        </p>
      )}
    </>
  );
}

/**
 * Sets a new password with the token of a mail.
 * @param props.preview what ends with it, if that is known; "dead" for a link that is of no use any more
 */
export function ResetForm({ token, preview }: { token: string; preview: ResetPreview | null | "dead" }) {
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
  // Asked after the form's own success, which uses the link up while the page is shown again.
  if (preview === "dead") {
    return (
      <div className="grid gap-4">
        <Notice tone="danger">This link was used or has expired.</Notice>
        <NewLink />
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
        hint={passwordHint}
      />
      {preview && <WhatEnds key={state.attempt} preview={preview} />}
      <SubmitButton className="mt-2 w-full">Set password</SubmitButton>
      <NewLink />
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
      <SubmitButton className="w-full">Confirm address</SubmitButton>
    </form>
  );
}
