"use client";
import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "@/components/ui/button.tsx";

/** The button that sends its form; it stays as wide as it is, and cannot send twice. */
export function SubmitButton({ children, disabled, ...rest }: ComponentProps<typeof Button>) {
  const { pending } = useFormStatus();
  return (
    <Button type="submit" disabled={disabled || pending} aria-busy={pending} className="relative" {...rest}>
      <span className={pending ? "invisible contents" : "contents"}>{children}</span>
      {pending && <LoaderCircle aria-hidden="true" className="absolute animate-spin" />}
    </Button>
  );
}
