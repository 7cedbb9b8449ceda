"use client";
import { Field, SelectField } from "@/components/forms/field.tsx";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { createApiToken } from "@/lib/accounts/settings-actions.ts";
import { lifetimes } from "@/lib/accounts/settings-rules.ts";
import { NewTokenPanel, useNewToken } from "./new-token.tsx";
import { SettingsForm, useSettingsForm } from "./settings-form.tsx";

interface TokenFormProps {
  address: string;
  /** Ids of the tokens there are, if that is known: the secret of one that was deleted goes. */
  present: number[] | null;
}

/** Makes an API token, and shows its secret once. */
export function TokenForm({ address, present }: TokenFormProps) {
  const form = useSettingsForm(createApiToken);
  const { typed, fields, attempt } = form.state;
  const { made, forget } = useNewToken(form.state, present);
  return (
    <>
      <SettingsForm form={form} act={<SubmitButton>Create token</SubmitButton>}>
        <Field
          label="Name"
          name="name"
          dir="auto"
          autoComplete="off"
          required
          defaultValue={typed.name}
          error={fields.name}
          hint="For example “CI” or “Laptop”."
        />
        <div key={attempt} className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          <SelectField label="Access" name="scopes" defaultValue={typed.scopes ?? "read"} error={fields.scopes}>
            <option value="read">Read only</option>
            <option value="write">Read and write</option>
          </SelectField>
          <SelectField
            label="Expires after"
            name="lifetime"
            defaultValue={typed.lifetime ?? "90"}
            error={fields.lifetime}
          >
            {lifetimes.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </SelectField>
        </div>
      </SettingsForm>
      {made && <NewTokenPanel key={made.id} made={made} address={address} onDone={forget} />}
    </>
  );
}
