"use client";
import { Field } from "@/components/forms/field.tsx";
import { PasswordField } from "@/components/forms/password-field.tsx";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { eraseAccount } from "@/lib/accounts/settings-actions.ts";
import { SettingsForm, useSettingsForm } from "./settings-form.tsx";

interface EraseFormProps {
  email: string;
  hasPassword: boolean;
}

/** Erases the account. The password is the confirmation; where there is none, its email address, typed. */
export function EraseForm({ email, hasPassword }: EraseFormProps) {
  const form = useSettingsForm(eraseAccount);
  const { typed, fields } = form.state;
  return (
    <section aria-labelledby="erase" className="grid grid-cols-1 gap-4 border-t pt-5">
      <div className="grid gap-1">
        <h3 id="erase" className="font-medium">
          Delete account
        </h3>
        <p className="text-muted">Your account and everything in it will be deleted at once. This cannot be undone.</p>
      </div>
      <SettingsForm form={form} act={<SubmitButton variant="danger">Delete my account</SubmitButton>}>
        {hasPassword ? (
          <PasswordField
            label="Your password"
            name="password"
            autoComplete="current-password"
            required
            error={fields.password}
          />
        ) : (
          <Field
            label="Your email address"
            name="email"
            type="email"
            autoComplete="off"
            required
            defaultValue={typed.email}
            error={fields.email}
            hint={`Type ${email} to confirm.`}
          />
        )}
      </SettingsForm>
    </section>
  );
}
