"use client";
import { passwordHint } from "@/components/accounts/password-hint.ts";
import { CheckboxField } from "@/components/forms/choice-field.tsx";
import { FormMessage } from "@/components/forms/form-message.tsx";
import { PasswordField } from "@/components/forms/password-field.tsx";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { changePassword, mailPassword } from "@/lib/accounts/settings-actions.ts";
import { Owner, SettingsForm, useSettingsForm } from "./settings-form.tsx";

/** Whether the API tokens end with the password; shown where there are any. */
function EndTokens({ tokens }: { tokens: string[] }) {
  const label = tokens.length === 1 ? "Delete my API token as well" : `Delete my ${tokens.length} API tokens as well`;
  return <CheckboxField label={label} name="end_tokens" hint={tokens.join(", ")} />;
}

function ChangePassword({ email, tokens }: { email: string; tokens: string[] }) {
  const form = useSettingsForm(changePassword);
  const { fields } = form.state;
  return (
    <SettingsForm form={form} act={<SubmitButton>Change password</SubmitButton>}>
      {/* Tells password managers whose password it is. */}
      <input type="text" name="username" autoComplete="username" defaultValue={email} hidden readOnly />
      <PasswordField
        label="Current password"
        name="current_password"
        autoComplete="current-password"
        required
        error={fields.current_password}
      />
      <PasswordField
        label="New password"
        name="password"
        autoComplete="new-password"
        required
        error={fields.password}
        hint={passwordHint}
      />
      {tokens.length > 0 && <EndTokens key={form.state.attempt} tokens={tokens} />}
    </SettingsForm>
  );
}

/**
 * Asks for the mail that sets a password, where there is none.
 * @param props.reachable false for the address that stands in where GitHub has told none
 */
export function MailPassword({ reachable }: { reachable: boolean }) {
  const { state, send, ref } = useSettingsForm(mailPassword);
  if (!reachable)
    return <p className="text-muted">GitHub shared no email address of yours, so no password can be set by email.</p>;
  return (
    <form ref={ref} action={send} className="grid grid-cols-1 justify-items-start gap-4">
      <Owner />
      <FormMessage state={state} />
      <SubmitButton variant="outline">Email me a link to set a password</SubmitButton>
    </form>
  );
}

interface PasswordProps {
  email: string;
  /** Whether there is one to change. */
  present: boolean;
  /** An account with sample data has neither a password nor an address that mails reach. */
  sample: boolean;
  reachable: boolean;
  /** Names of the API tokens there are. */
  tokens: string[];
}

/** Changes the password, or sets the first one by mail. */
export function Password({ email, present, sample, reachable, tokens }: PasswordProps) {
  if (present) return <ChangePassword email={email} tokens={tokens} />;
  if (sample) return <p>This sample account has no password. It is deleted automatically.</p>;
  return (
    <div className="grid grid-cols-1 gap-4">
      <p>Your account has no password. You sign in with GitHub.</p>
      <MailPassword reachable={reachable} />
    </div>
  );
}
