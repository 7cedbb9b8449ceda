import { type ComponentProps, type ReactNode, useId } from "react";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { Switch } from "@/components/ui/switch.tsx";
import { FieldNotes, type FieldWords, fieldAttributes } from "./field-frame.tsx";

type ChoiceWords = Omit<FieldWords, "aside">;

function Beside({ id, label, hint, error, children }: Omit<ChoiceWords, "name"> & { id: string; children: ReactNode }) {
  return (
    <div className="flex items-start gap-3">
      {children}
      <div className="grid gap-0.5">
        <label htmlFor={id}>{label}</label>
        <FieldNotes id={id} hint={hint} error={error} />
      </div>
    </div>
  );
}

/** A box to tick, with its words beside it. */
export function CheckboxField({
  label,
  hint,
  error,
  ...rest
}: Omit<ComponentProps<typeof Checkbox>, "name"> & ChoiceWords) {
  const id = useId();
  return (
    <Beside id={id} label={label} hint={hint} error={error}>
      <Checkbox {...fieldAttributes(id, { hint, error })} className="mt-px" {...rest} />
    </Beside>
  );
}

/** A switch, with its words beside it. */
export function SwitchField({
  label,
  hint,
  error,
  ...rest
}: Omit<ComponentProps<typeof Switch>, "name"> & ChoiceWords) {
  const id = useId();
  return (
    <Beside id={id} label={label} hint={hint} error={error}>
      <Switch {...fieldAttributes(id, { hint, error })} className="-mt-0.5" {...rest} />
    </Beside>
  );
}
