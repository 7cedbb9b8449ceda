import type { Metadata } from "next";
import { orNull } from "@/app/_lib/or-null.ts";
import { getCaller } from "@/app/_lib/session.ts";
import type { WithSearch } from "@/app/search.ts";
import { EntryPage } from "@/components/accounts/entry-page.tsx";
import { NewLink, ResetForm } from "@/components/accounts/mail-forms.tsx";
import { Notice } from "@/components/forms/form-message.tsx";
import { accounts } from "@/lib/accounts/service.ts";
import type { ResetPreview } from "@/lib/accounts/shapes.ts";
import { AppError } from "@/lib/core/errors.ts";

export const metadata: Metadata = { title: "New password" };

/** What the link would end, null when that failed to load, or "dead" when the link is invalid. */
async function previewOf(token: string): Promise<ResetPreview | null | "dead"> {
  const caller = await getCaller();
  const preview = accounts.previewReset(caller, { token }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "VALIDATION_ERROR") return "dead" as const;
    throw error;
  });
  return orNull<ResetPreview | "dead">(caller, preview);
}

export default async function ResetPasswordPage({ searchParams }: WithSearch) {
  const { token } = await searchParams;
  return (
    <EntryPage title="New password">
      {typeof token === "string" && token !== "" ? (
        <ResetForm token={token} preview={await previewOf(token)} />
      ) : (
        <>
          <Notice tone="danger">This link is incomplete. Open it from the email, or request a new one.</Notice>
          <NewLink />
        </>
      )}
    </EntryPage>
  );
}
