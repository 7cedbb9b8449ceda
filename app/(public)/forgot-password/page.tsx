import type { Metadata } from "next";
import Link from "next/link";
import { Entry, linkLook } from "@/components/accounts/entry.tsx";
import { ForgotForm } from "@/components/accounts/mail-forms.tsx";

export const metadata: Metadata = { title: "Forgotten password" };

export default function ForgotPasswordPage() {
  return (
    <Entry
      title="Forgotten password"
      text="Stint sends you a mail with a link that sets a new one."
      foot={
        <Link href="/sign-in" className={linkLook}>
          Back to sign in
        </Link>
      }
    >
      <ForgotForm />
    </Entry>
  );
}
