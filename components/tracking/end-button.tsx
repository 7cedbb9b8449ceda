"use client";
import { Square } from "lucide-react";
import type { ComponentProps } from "react";
import { SubmitButton } from "@/components/form/submit-button.tsx";
import { useForm } from "@/components/form/use-form.ts";
import { endTracking } from "@/lib/tracking/actions.ts";
import { tell } from "./tell.ts";

interface EndButtonProps extends Omit<ComponentProps<typeof SubmitButton>, "id"> {
  id: number;
}

/** Ends a running session. */
export function EndButton({ id, ...rest }: EndButtonProps) {
  const { send } = useForm(endTracking, tell);
  return (
    <form action={send} className="contents">
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="outline" {...rest}>
        <Square aria-hidden="true" className="fill-current" />
        End
      </SubmitButton>
    </form>
  );
}
