import type { Metadata } from "next";
import Link from "next/link";
import { EntryPage, linkLook } from "@/components/accounts/entry-page.tsx";
import { ForgotForm } from "@/components/accounts/mail-forms.tsx";
import { mailIsSetUp } from "@/lib/core/mail.ts";

export const metadata: Metadata = { title: "Forgotten password" };

export default function ForgotPasswordPage() {
  const sends = mailIsSetUp();
  return (
    <EntryPage
      title="Forgotten password"
      text={
        sends
          ? "Stint sends you a mail with a link that sets a new one."
          : "Mail is not set up here, so Stint cannot send you a link. Ask whoever runs this Stint to set it up."
      }
      foot={
        <Link href="/sign-in" className={linkLook}>
          Back to sign in
        </Link>
      }
    >
      {sends && <ForgotForm />}
    </EntryPage>
  );
}
