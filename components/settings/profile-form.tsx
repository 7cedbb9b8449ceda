"use client";
import { Field } from "@/components/forms/field.tsx";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { saveProfile } from "@/lib/accounts/settings-actions.ts";
import { SettingsForm, useSettingsForm } from "./settings-form.tsx";

interface ProfileFormProps {
  name: string | null;
  username: string | null;
}

const optional = <span className="text-muted text-xs">Optional</span>;

/** Name and username. */
export function ProfileForm({ name, username }: ProfileFormProps) {
  const form = useSettingsForm(saveProfile);
  const { typed, fields } = form.state;
  return (
    <SettingsForm form={form} act={<SubmitButton>Save profile</SubmitButton>}>
      <Field
        label="Name"
        name="name"
        dir="auto"
        autoComplete="name"
        defaultValue={typed.name ?? name ?? ""}
        error={fields.name}
        aside={optional}
      />
      <Field
        label="Username"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={typed.username ?? username ?? ""}
        error={fields.username}
        hint="3 to 39 letters, digits, - or _"
        aside={optional}
      />
    </SettingsForm>
  );
}
