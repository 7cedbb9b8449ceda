import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "@/components/ui/cn.ts";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import { FieldFrame, type FieldWords, fieldAttributes } from "./field-frame.tsx";

type FieldProps = Omit<ComponentProps<"input">, "name"> &
  FieldWords & {
    /** Stands within the field, at its end. */
    inside?: ReactNode;
  };

/** A labelled line of text; what is wrong with it stands under it and is read out with it. */
export function Field({ label, hint, error, aside, inside, className, ...input }: FieldProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} aside={aside}>
      <div className="relative">
        <Input {...fieldAttributes(id, { hint, error })} className={cn(inside && "pr-18", className)} {...input} />
        {inside}
      </div>
    </FieldFrame>
  );
}

/** Labelled lines of text. */
export function TextareaField({
  label,
  hint,
  error,
  aside,
  ...rest
}: Omit<ComponentProps<"textarea">, "name"> & FieldWords) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} aside={aside}>
      <Textarea {...fieldAttributes(id, { hint, error })} {...rest} />
    </FieldFrame>
  );
}

/** A labelled choice; its `option`s are the children. */
export function SelectField({
  label,
  hint,
  error,
  aside,
  ...rest
}: Omit<ComponentProps<"select">, "name"> & FieldWords) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} aside={aside}>
      <Select {...fieldAttributes(id, { hint, error })} {...rest} />
    </FieldFrame>
  );
}
