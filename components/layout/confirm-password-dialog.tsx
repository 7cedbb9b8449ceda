"use client";
import { GithubMark } from "@/components/accounts/github-mark.tsx";
import { FormMessage } from "@/components/forms/form-message.tsx";
import { PasswordField } from "@/components/forms/password-field.tsx";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { useForm } from "@/components/forms/use-form.ts";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog.tsx";
import { continueWithGithub } from "@/lib/accounts/actions.ts";
import { confirmWithPassword } from "@/lib/accounts/settings-actions.ts";
import { answerAuthentication } from "@/lib/client/confirm-password.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";

function WithPassword() {
  const { id, email } = useCurrentUser();
  const { state, send, ref } = useForm(confirmWithPassword, ({ done }) => done && answerAuthentication(true));
  return (
    <form ref={ref} action={send} noValidate className="grid gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="person" value={id} />
      <input type="text" name="username" autoComplete="username" defaultValue={email} hidden readOnly />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        autoFocus
        required
        error={state.fields.password}
      />
      <SubmitButton className="w-full">Confirm</SubmitButton>
    </form>
  );
}

/** The way back from GitHub leads to Settings, where the person does again what they were about to do. */
function WithGithub() {
  const { state, send, ref } = useForm(continueWithGithub);
  return (
    <form ref={ref} action={send} className="grid gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="from" value="/sign-in" />
      <input type="hidden" name="next" value="/settings" />
      <SubmitButton className="w-full">
        <GithubMark /> Sign in again with GitHub
      </SubmitButton>
    </form>
  );
}

/** Asks for the password of the person of the page, or sends them to GitHub where there is none. */
export default function ConfirmPasswordDialog() {
  const { email, has_password } = useCurrentUser();
  return (
    <Dialog open onOpenChange={() => answerAuthentication(false)}>
      <DialogContent>
        <DialogTitle>Confirm it's you</DialogTitle>
        <DialogDescription>
          You signed in as <bdi>{email}</bdi> more than 15 minutes ago.{" "}
          {has_password
            ? "Enter your password to continue."
            : "Sign in again. You will return to Settings, where you can repeat this step."}
        </DialogDescription>
        {has_password ? <WithPassword /> : <WithGithub />}
      </DialogContent>
    </Dialog>
  );
}
