import type { Metadata } from "next";
import Link from "next/link";
import type { WithSearch } from "@/app/search.ts";
import { EntryPage, linkLook } from "@/components/accounts/entry-page.tsx";
import { VerifyForm } from "@/components/accounts/mail-forms.tsx";
import { Notice } from "@/components/forms/form-message.tsx";

export const metadata: Metadata = { title: "Confirm your e-mail address" };

export default async function VerifyEmailPage({ searchParams }: WithSearch) {
  const { token } = await searchParams;
  return (
    <EntryPage
      title="Confirm your address"
      text="One press, and Stint knows that this e-mail address is yours."
      foot={
        <Link href="/settings#profile" className={linkLook}>
          Have the mail sent again
        </Link>
      }
    >
      {typeof token === "string" && token !== "" ? (
        <VerifyForm token={token} />
      ) : (
        <Notice tone="danger">This link is not complete. Open it from the mail.</Notice>
      )}
    </EntryPage>
  );
}
