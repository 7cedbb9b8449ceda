import { type ReactNode, useId } from "react";
import { cn } from "./cn.ts";

interface SegmentedProps<Value extends string> {
  /** What is chosen here, for those who do not see it. */
  label: string;
  options: readonly { value: Value; label: ReactNode }[];
  /** With `onChange`: the chosen one. Without: `defaultValue`, sent with the form under `name`. */
  value?: Value;
  defaultValue?: Value;
  onChange?: (value: Value) => void;
  name?: string;
  disabled?: boolean;
  className?: string;
}

/** One of a few, all of them in sight; arrow keys move between them. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { label, options, value, defaultValue, onChange, name, disabled, className } = props;
  const own = useId();
  return (
    <fieldset disabled={disabled} className={cn("inline-flex max-w-full rounded-md bg-sunken p-1", className)}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={cn(
            "flex h-8 min-w-0 flex-1 cursor-pointer items-center justify-center gap-2 rounded-sm border border-transparent px-3 text-muted whitespace-nowrap transition-colors duration-150 hover:text-ink [&_svg]:size-4",
            "has-checked:border-line has-checked:bg-raised has-checked:font-medium has-checked:text-ink has-disabled:cursor-not-allowed has-disabled:opacity-60",
            "has-focus-visible:outline-2 has-focus-visible:outline-ink",
          )}
        >
          <input
            type="radio"
            className="sr-only"
            name={name ?? own}
            value={option.value}
            {...(value === undefined
              ? { defaultChecked: option.value === defaultValue }
              : { checked: option.value === value })}
            onChange={() => onChange?.(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
