"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { FormMessage } from "@/components/forms/form-message.tsx";
import { PasswordField } from "@/components/forms/password-field.tsx";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { useForm } from "@/components/forms/use-form.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog.tsx";
import { signInAgain } from "@/lib/accounts/actions.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { showSignInAgain } from "@/lib/client/session-expiry.ts";
import { summaryQuery } from "@/lib/client/summary.ts";

/** Asks for the password of whom the page is for; without one, it points to the sign-in page in another tab. */
export default function ReauthDialog() {
  const { email, has_password } = useCurrentUser();
  const client = useQueryClient();
  const { state, send, ref } = useForm(signInAgain);
  const { done, fields } = state;

  useEffect(() => {
    // The answer to this look closes the dialog, and lets go on what waits for it.
    if (done) void client.invalidateQueries({ queryKey: summaryQuery.queryKey });
  }, [done, client]);

  return (
    <Dialog open onOpenChange={showSignInAgain}>
      <DialogContent>
        <DialogTitle>Sign in again</DialogTitle>
        <DialogDescription>
          You were signed out of <bdi>{email}</bdi>. What you typed is still here.
        </DialogDescription>
        {has_password && (
          <form ref={ref} action={send} noValidate className="grid gap-4">
            <FormMessage state={state} />
            <input type="hidden" name="email" value={email} autoComplete="username" />
            <PasswordField
              label="Password"
              name="password"
              autoComplete="current-password"
              autoFocus
              required
              error={fields.password}
            />
            <SubmitButton className="w-full">Sign in</SubmitButton>
          </form>
        )}
        <Button asChild variant={has_password ? "ghost" : "ink"}>
          <a href="/sign-in" target="_blank" rel="noreferrer">
            {has_password ? "Sign in another way, in a new tab" : "Sign in in a new tab"}
          </a>
        </Button>
      </DialogContent>
    </Dialog>
  );
}
