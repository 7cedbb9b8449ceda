import { cva, type VariantProps } from "class-variance-authority";
import { type ComponentProps, cloneElement, type ReactElement } from "react";
import { cn } from "./cn.ts";

const look = cva(
  "inline-flex shrink-0 items-center justify-center gap-2 rounded-md font-medium text-sm whitespace-nowrap transition-colors duration-150 select-none disabled:opacity-60 aria-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        ink: "bg-ink text-paper hover:bg-ink/85",
        work: "bg-work text-on-work hover:bg-work/90",
        practice: "bg-practice text-on-practice hover:bg-practice/90",
        outline: "border border-edge bg-raised text-ink hover:bg-sunken",
        ghost: "text-ink hover:bg-sunken",
        danger: "bg-danger text-on-danger hover:bg-danger/90",
      },
      size: {
        sm: "h-8 px-3",
        md: "h-10 px-4",
        icon: "size-8",
      },
    },
    defaultVariants: { variant: "ink", size: "md" },
  },
);

type ButtonProps = ComponentProps<"button"> & VariantProps<typeof look> & { asChild?: boolean };

/** A button, or with `asChild` a link that looks like one: its only child gets the look and what else is given. */
export function Button({ className, variant, size, asChild = false, type = "button", ...rest }: ButtonProps) {
  const classes = cn(look({ variant, size }), className);
  if (!asChild) return <button type={type} className={classes} {...rest} />;
  // Radix's Slot would do more than is needed here, and weigh more than the button.
  const { children, ...given } = rest;
  const child = children as ReactElement<{ className?: string }>;
  return cloneElement(child, { ...given, className: cn(classes, child.props.className) });
}
