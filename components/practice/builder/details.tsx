"use client";
import { useId } from "react";
import { SwitchField } from "@/components/forms/choice-field.tsx";
import { Field, SelectField, TextareaField } from "@/components/forms/field.tsx";
import { Card } from "@/components/ui/card.tsx";
import { difficulties, focusAreas, styles } from "@/lib/practice/constants.ts";
import { formatLabel } from "../labels.ts";
import type { Draft } from "./draft.ts";
import type { Problems } from "./problems.ts";

interface DetailsProps {
  draft: Draft;
  problems: Problems["fields"];
  /** @param about the field that is being typed in; without one it is an act of its own */
  onChange: (change: Partial<Draft>, about?: string) => void;
}

const Words = ({ of }: { of: readonly string[] }) =>
  of.map((word) => (
    <option key={word} value={word}>
      {formatLabel(word)}
    </option>
  ));

/** What a sequence is called, is like and is about, and who may see it. */
export function Details({ draft, problems, onChange }: DetailsProps) {
  const areasId = useId();
  return (
    <Card aria-label="The sequence" className="grid gap-4 p-4">
      <div className="grid items-start gap-4 md:grid-cols-2">
        <Field
          label="Name"
          name="name"
          autoComplete="off"
          dir="auto"
          placeholder="Ten minutes before lunch"
          value={draft.name}
          error={problems.name}
          onChange={({ target }) => onChange({ name: target.value }, "name")}
        />
        <Field
          label="Focus"
          name="focus_area"
          list={areasId}
          autoComplete="off"
          dir="auto"
          placeholder="hips"
          value={draft.focus_area}
          error={problems.focus_area}
          onChange={({ target }) => onChange({ focus_area: target.value }, "focus_area")}
        />
        <datalist id={areasId}>
          {focusAreas.map((area) => (
            <option key={area} value={area.replaceAll("-", " ")} />
          ))}
        </datalist>
        <div className="grid grid-cols-2 gap-4">
          <SelectField
            label="Style"
            name="style"
            value={draft.style}
            error={problems.style}
            onChange={({ target }) => onChange({ style: target.value as Draft["style"] })}
          >
            <Words of={styles} />
          </SelectField>
          <SelectField
            label="Difficulty"
            name="difficulty"
            value={draft.difficulty}
            error={problems.difficulty}
            onChange={({ target }) => onChange({ difficulty: target.value as Draft["difficulty"] })}
          >
            <Words of={difficulties} />
          </SelectField>
        </div>
        <div className="md:order-last md:self-center md:pt-5">
          <SwitchField
            label="Public"
            name="is_public"
            hint={
              draft.is_public
                ? "Everyone here can find, practise and copy it, and sees your name. Only you can change it."
                : "Only you can see it."
            }
            error={problems.is_public}
            checked={draft.is_public}
            onChange={({ target }) => onChange({ is_public: target.checked })}
          />
        </div>
        <TextareaField
          label="Description"
          name="description"
          rows={2}
          dir="auto"
          value={draft.description}
          error={problems.description}
          onChange={({ target }) => onChange({ description: target.value }, "description")}
        />
      </div>
    </Card>
  );
}
