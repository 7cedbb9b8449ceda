"use client";
import { CheckboxField, SwitchField } from "@/components/forms/choice-field.tsx";
import { Field, SelectField, TextareaField } from "@/components/forms/field.tsx";
import { FormMessage } from "@/components/forms/form-message.tsx";
import { PasswordField } from "@/components/forms/password-field.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { untouched } from "@/lib/api/form.ts";
import { Specimen } from "./specimen.tsx";

const zones = ["Europe/Vienna", "Pacific/Auckland", "America/New_York"];
const Zones = () => zones.map((zone) => <option key={zone}>{zone}</option>);
const submitted = { ...untouched, attempt: 1 };

/** Every field: empty, filled, invalid, disabled. */
export function Fields() {
  return (
    <div className="grid grid-cols-1 gap-4 md:grid-cols-2 lg:grid-cols-3">
      <Specimen name="Untouched, with a hint" className="grid grid-cols-1 gap-5">
        <Field name="a-name" label="Name" placeholder="As others call you" hint="Stands in your bar." />
        <SelectField name="a-zone" label="Time zone" hint="Your days begin at its midnight.">
          <Zones />
        </SelectField>
        <TextareaField name="a-notes" label="Notes" placeholder="What was it about?" />
        <PasswordField name="a-password" label="Password" autoComplete="off" />
      </Specimen>
      <Specimen name="Wrong" className="grid grid-cols-1 gap-5">
        <Field name="b-name" label="Name" defaultValue="🦊" error="Use at least two characters" />
        <SelectField name="b-zone" label="Time zone" error="There is no such zone any more">
          <Zones />
        </SelectField>
        <TextareaField
          name="b-notes"
          label="Notes"
          defaultValue="Much too long …"
          error="Keep it under 2000 characters"
        />
        <CheckboxField name="b-sure" label="I know that this cannot be undone" error="Tick this to go on" />
      </Specimen>
      <Specimen name="Not to be changed now" className="grid grid-cols-1 gap-5">
        <Field name="c-name" label="Name" defaultValue="Ada Lovelace" disabled aside={<span>Aside</span>} />
        <SelectField name="c-zone" label="Time zone" disabled>
          <Zones />
        </SelectField>
        <TextareaField name="c-notes" label="Notes" defaultValue="Read twice." disabled />
        <CheckboxField name="c-box" label="A box" disabled defaultChecked />
        <SwitchField name="c-switch" label="A switch" disabled defaultChecked />
      </Specimen>
      <Specimen name="Boxes and switches" className="grid grid-cols-1 gap-5">
        <CheckboxField name="d-off" label="Not ticked" />
        <CheckboxField name="d-on" label="Ticked" hint="With a hint" defaultChecked />
        <div className="flex items-center gap-3">
          <Checkbox aria-label="Some of three" indeterminate /> Some of three
        </div>
        <SwitchField name="d-switch-off" label="Off" />
        <SwitchField name="d-switch-on" label="On" hint="At once, without a button" defaultChecked />
      </Specimen>
      <div className="md:col-span-2">
        <Specimen name="What a form says" className="grid grid-cols-1">
          <FormMessage state={{ ...submitted, done: true, message: "Saved." }} />
          <FormMessage state={{ ...submitted, message: "Somebody has this name already." }} />
          <FormMessage state={{ ...submitted, message: "Too many attempts; try again later", retryAfter: 90 }} />
        </Specimen>
      </div>
    </div>
  );
}
