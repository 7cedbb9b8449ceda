"use client";
import { type ComponentProps, useState } from "react";
import { Field } from "./field.tsx";

/** A password; it can be shown while it is typed. */
export function PasswordField(props: ComponentProps<typeof Field>) {
  const [shown, setShown] = useState(false);
  return (
    <Field
      {...props}
      type={shown ? "text" : "password"}
      autoCapitalize="none"
      spellCheck={false}
      inside={
        <button
          type="button"
          aria-pressed={shown}
          aria-label="Show password"
          onClick={() => setShown(!shown)}
          className="absolute inset-y-1 right-1 rounded-sm px-2.5 text-muted text-xs hover:bg-sunken hover:text-ink"
        >
          {shown ? "Hide" : "Show"}
        </button>
      }
    />
  );
}
