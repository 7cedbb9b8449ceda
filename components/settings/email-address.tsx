"use client";
import { FormMessage } from "@/components/forms/form-message.tsx";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { resendMail } from "@/lib/accounts/settings-actions.ts";
import { Owner, useSettingsForm } from "./settings-form.tsx";

interface EmailAddressProps {
  email: string;
  verified: boolean;
}

/** The address of the account, whether it is confirmed, and the way to confirm it. */
export function EmailAddress({ email, verified }: EmailAddressProps) {
  const { state, send, ref } = useSettingsForm(resendMail);
  return (
    <form ref={ref} action={send} className="grid grid-cols-1 gap-3 border-t pt-5">
      <Owner />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="grid min-w-0 gap-1">
          <p className="font-medium">Email</p>
          <p className="flex flex-wrap items-center gap-2">
            <span className="min-w-0 break-all">{email}</span>
            {verified ? <Badge tone="practice">Confirmed</Badge> : <Badge>Not confirmed</Badge>}
          </p>
        </div>
        {!verified && (
          <SubmitButton variant="outline" size="sm">
            Resend email
          </SubmitButton>
        )}
      </div>
      <FormMessage state={state} />
    </form>
  );
}
