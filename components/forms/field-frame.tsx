import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** What every labelled field says around its control. */
export interface FieldWords {
  label: string;
  name: string;
  /** Stands under the field all the time. */
  hint?: ReactNode;
  /** Stands under the field when it is wrong. */
  error?: string | undefined;
  /** Stands to the right of the label. */
  aside?: ReactNode;
}

/** The attributes that tie a control to its label, its hint and what is wrong with it. */
export const fieldAttributes = (id: string, { hint, error }: Pick<FieldWords, "hint" | "error">) => ({
  id,
  "aria-invalid": error ? true : undefined,
  "aria-describedby": [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ") || undefined,
});

/** What is wrong with a field, and what stands under it all the time. */
export function FieldNotes({ id, hint, error }: { id: string } & Pick<FieldWords, "hint" | "error">) {
  return (
    <>
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
    </>
  );
}

type FieldFrameProps = Omit<FieldWords, "name"> & { id: string; children: ReactNode };

/** A label above a control, its notes under it. */
export function FieldFrame({ id, label, hint, error, aside, children }: FieldFrameProps) {
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside}
      </div>
      {children}
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}
