import type { Metadata } from "next";
import Link from "next/link";
import { EntryPage, linkLook } from "@/components/accounts/entry-page.tsx";
import { ForgotForm } from "@/components/accounts/mail-forms.tsx";
import { mailWay } from "@/lib/core/mail.ts";

export const metadata: Metadata = { title: "Forgot your password?" };

const texts = {
  smtp: "We'll email you a link to set a new password.",
  outbox: "This Stint sends no email. Request a link: whoever runs Stint will find it in DATA_DIR/outbox.",
  nowhere: "This Stint sends no email. Whoever runs it can set a new password for you.",
};

export default function ForgotPasswordPage() {
  const way = mailWay();
  return (
    <EntryPage
      title="Forgot your password?"
      text={texts[way]}
      foot={
        <Link href="/sign-in" className={linkLook}>
          Back to sign in
        </Link>
      }
    >
      {way !== "nowhere" && <ForgotForm />}
    </EntryPage>
  );
}
