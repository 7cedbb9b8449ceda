"use client";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { saveTime } from "@/lib/accounts/settings-actions.ts";
import { SettingsForm, useSettingsForm } from "./settings-form.tsx";
import { TimezoneCombobox } from "./timezone-combobox.tsx";

const days = [
  { value: "monday", label: "Monday" },
  { value: "saturday", label: "Saturday" },
  { value: "sunday", label: "Sunday" },
] as const;

type Day = (typeof days)[number]["value"];

interface TimeFormProps {
  timezone: string;
  weekStart: Day;
}

/** Time zone and the first day of the week. */
export function TimeForm({ timezone, weekStart }: TimeFormProps) {
  const form = useSettingsForm(saveTime);
  const { typed, fields, attempt } = form.state;
  const day = days.find(({ value }) => value === typed.week_start)?.value ?? weekStart;
  return (
    <SettingsForm form={form} act={<SubmitButton>Save time</SubmitButton>}>
      <TimezoneCombobox saved={timezone} typed={typed.timezone} error={fields.timezone} />
      <div className="grid justify-items-start gap-1.5">
        <p className="font-medium" aria-hidden="true">
          The week begins on
        </p>
        {/* React resets a choice to its first value after a submit, so each response mounts it again. */}
        <Segmented key={attempt} label="The week begins on" name="week_start" options={days} defaultValue={day} />
      </div>
    </SettingsForm>
  );
}
