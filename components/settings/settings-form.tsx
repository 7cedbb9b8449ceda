"use client";
import type { ReactNode } from "react";
import { FormMessage } from "@/components/forms/form-message.tsx";
import { type FormAction, useForm } from "@/components/forms/use-form.ts";
import { cn } from "@/components/ui/cn.ts";
import { toast } from "@/components/ui/toast.ts";
import type { FormState } from "@/lib/api/form.ts";
import { askToAuthenticate, reauthenticationCode } from "@/lib/client/confirm-password.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { askToSignInAgain } from "@/lib/client/session-expiry.ts";

/** Lets a user who was signed out sign in again; the page and what was typed stay. */
function tell({ code, done }: FormState): void {
  // If the dialog is closed, the form says that nothing was changed.
  if (!done && code === "UNAUTHORIZED") askToSignInAgain().catch(() => {});
}

/** As {@link tell}, and says the rest as a toast: for a form that may be gone from the page by then. */
function notifyAll(answer: FormState): void {
  tell(answer);
  const { done, message, code } = answer;
  if (code === reauthenticationCode) return;
  if (message !== undefined) (done ? toast.success : toast.error)(message);
}

/** Asks for the password where the sign-in is too old, and then sends the form once more. */
const authenticate = ({ code }: FormState) => (code === reauthenticationCode ? askToAuthenticate() : undefined);

/** A form of Settings that says under its fields what became of it. */
export const useSettingsForm = (action: FormAction) => useForm(action, tell, authenticate);

/** A form of Settings of one button, whose answer is a toast. */
export const useSettingsAct = (action: FormAction) => useForm(action, notifyAll, authenticate);

/** Whose page this is: the server refuses what is sent from it in another person's name. */
export function Owner() {
  return <input type="hidden" name="person" value={useCurrentUser().id} />;
}

interface SettingsFormProps {
  form: ReturnType<typeof useForm>;
  /** The button that sends it. */
  act: ReactNode;
  children?: ReactNode;
  className?: string;
}

/** The frame of a form: its fields, what is to be said about them, and its button. */
export function SettingsForm({ form: { state, send, ref }, act, children, className }: SettingsFormProps) {
  return (
    <form ref={ref} action={send} noValidate className={cn("grid grid-cols-1 gap-4", className)}>
      <Owner />
      {children}
      <FormMessage state={state} />
      <div>{act}</div>
    </form>
  );
}
