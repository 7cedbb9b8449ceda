import type { Metadata } from "next";
import Link from "next/link";
import type { WithSearch } from "@/app/search.ts";
import { EntryPage, linkLook } from "@/components/accounts/entry-page.tsx";
import { VerifyForm } from "@/components/accounts/mail-forms.tsx";
import { Notice } from "@/components/forms/form-message.tsx";

export const metadata: Metadata = { title: "Confirm your email address" };

export default async function VerifyEmailPage({ searchParams }: WithSearch) {
  const { token } = await searchParams;
  return (
    <EntryPage
      title="Confirm your address"
      text="Confirm that this address is yours."
      foot={
        <Link href="/settings#profile" className={linkLook}>
          Resend email
        </Link>
      }
    >
      {typeof token === "string" && token !== "" ? (
        <VerifyForm token={token} />
      ) : (
        <Notice tone="danger">This link is incomplete. Open it from the email.</Notice>
      )}
    </EntryPage>
  );
}
