import { CircleAlert } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "@/components/ui/cn.ts";
import { Input } from "@/components/ui/input.tsx";

interface FieldProps extends ComponentProps<"input"> {
  label: string;
  name: string;
  /** Stands under the field all the time. */
  hint?: ReactNode;
  /** Stands under the field when it is wrong. */
  error?: string | undefined;
  /** Stands to the right of the label. */
  aside?: ReactNode;
  /** Stands within the field, at its end. */
  inside?: ReactNode;
}

/** A labelled line of text; what is wrong with it stands under it and is read out with it. */
export function Field({ label, hint, error, aside, inside, className, ...input }: FieldProps) {
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside}
      </div>
      <div className="relative">
        <Input
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          className={cn(inside && "pr-18", className)}
          {...input}
        />
        {inside}
      </div>
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-danger">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-muted text-xs">
          {hint}
        </p>
      )}
    </div>
  );
}
