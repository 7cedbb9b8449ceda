"use client";
import { Check } from "lucide-react";
import { useId } from "react";
import { CompactField } from "@/components/forms/compact-field.tsx";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { Select } from "@/components/ui/select.tsx";
import { type ConditionId, conditionIds, conditions } from "@/lib/practice/conditions.ts";

interface ChoiceFilterProps<Value extends string | number> {
  label: string;
  /** What stands there when nothing is chosen. */
  any: string;
  value: Value | null;
  /** What is offered; something else that the address names is offered beside it. */
  choices: readonly Value[];
  say: (value: Value) => string;
  onChange: (value: Value | null) => void;
}

/** One of several, or any. */
export function ChoiceFilter<Value extends string | number>(props: ChoiceFilterProps<Value>) {
  const { label, any, value, choices, say, onChange } = props;
  const id = useId();
  const offered = value === null || choices.includes(value) ? choices : [...choices, value];
  return (
    <CompactField id={id} label={label}>
      <Select
        id={id}
        value={value ?? ""}
        onChange={({ target }) => onChange(offered.find((choice) => String(choice) === target.value) ?? null)}
      >
        <option value="">{any}</option>
        {offered.map((choice) => (
          <option key={choice} value={choice}>
            {say(choice)}
          </option>
        ))}
      </Select>
    </CompactField>
  );
}

interface ToggleFilterProps {
  isOn: boolean;
  onToggle: () => void;
  children: string;
}

/** On or off. */
export function ToggleFilter({ isOn, onToggle, children }: ToggleFilterProps) {
  return (
    <Button
      variant="ghost"
      size="sm"
      aria-pressed={isOn}
      className={cn("px-2.5 text-muted hover:text-ink", isOn && "bg-sunken text-ink")}
      onClick={onToggle}
    >
      {children}
    </Button>
  );
}

interface AvoidFilterProps {
  value: readonly ConditionId[];
  onChange: (value: ConditionId[] | null) => void;
  /** What choosing does. */
  children: string;
}

/** What somebody wants to be careful with, as many as apply. It folds up into one line, which works without scripts. */
export function AvoidFilter({ value, onChange, children }: AvoidFilterProps) {
  const toggle = (id: ConditionId, on: boolean) => {
    const next = conditionIds.filter((each) => (each === id ? on : value.includes(each)));
    onChange(next.length > 0 ? next : null);
  };
  return (
    <details className="col-span-full rounded-md border bg-raised open:pb-3">
      <summary className="flex min-h-10 cursor-pointer items-center px-3 text-muted marker:content-none hover:text-ink">
        <span className="mr-auto">
          Exclude poses that strain…
          {value.length > 0 && <span className="text-ink"> {value.length} chosen</span>}
        </span>
        <span aria-hidden="true" className="text-xs [details[open]_&]:rotate-180">
          ▾
        </span>
      </summary>
      <fieldset className="grid gap-3 px-3 pt-1">
        <legend className="sr-only">Exclude poses that strain</legend>
        <div className="flex flex-wrap gap-2">
          {conditionIds.map((id) => (
            <label
              key={id}
              className="relative flex h-8 items-center gap-1 rounded-full border border-line px-3 text-xs hover:border-edge has-checked:border-practice has-checked:bg-practice-soft has-checked:text-practice has-focus-visible:outline-2 has-focus-visible:outline-ink has-focus-visible:outline-offset-2"
            >
              <input
                type="checkbox"
                className="peer absolute inset-0 cursor-pointer appearance-none rounded-full outline-none"
                checked={value.includes(id)}
                onChange={({ target }) => toggle(id, target.checked)}
              />
              <Check aria-hidden="true" className="hidden size-3.5 peer-checked:block" />
              {conditions[id].name}
            </label>
          ))}
        </div>
        <p className="text-muted text-xs">{children} This is not medical advice and may be incomplete.</p>
      </fieldset>
    </details>
  );
}
