import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn.ts";
import { FieldNotes } from "./field-frame.tsx";

interface LabelledProps {
  id: string;
  label: string;
  className?: string;
  error?: string | undefined;
  children: ReactNode;
}

/** A field of a bar with a small label, as many stand side by side. */
export function CompactField({ id, label, className, error, children }: LabelledProps) {
  return (
    <div className={cn("grid min-w-0 content-start gap-1", className)}>
      <label htmlFor={id} className="text-muted text-xs">
        {label}
      </label>
      {children}
      <FieldNotes id={id} error={error} hint={undefined} />
    </div>
  );
}
