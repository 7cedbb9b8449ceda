import type { Metadata } from "next";
import Link from "next/link";
import type { WithSearch } from "@/app/search.ts";
import { Entry, linkLook } from "@/components/accounts/entry.tsx";
import { ResetForm } from "@/components/accounts/mail-forms.tsx";
import { Notice } from "@/components/form/form-message.tsx";

export const metadata: Metadata = { title: "New password" };

export default async function ResetPasswordPage({ searchParams }: WithSearch) {
  const { token } = await searchParams;
  return (
    <Entry
      title="New password"
      foot={
        <Link href="/forgot-password" className={linkLook}>
          Ask for another mail
        </Link>
      }
    >
      {typeof token === "string" && token !== "" ? (
        <ResetForm token={token} />
      ) : (
        <Notice tone="danger">This link is not complete. Open it from the mail, or ask for another one.</Notice>
      )}
    </Entry>
  );
}
