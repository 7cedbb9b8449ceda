import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getCaller } from "@/app/_lib/session.ts";
import type { WithSearch } from "@/app/search.ts";
import { EntryPage, linkLook } from "@/components/accounts/entry-page.tsx";
import { GithubButton } from "@/components/accounts/github-button.tsx";
import { GithubFailure } from "@/components/accounts/github-failure.tsx";
import { SignUpForm } from "@/components/accounts/sign-up-form.tsx";
import { env } from "@/lib/core/env.ts";
import { returnPath, withReturn } from "@/lib/core/return-path.ts";

export const metadata: Metadata = { title: "Create an account" };

export default async function SignUpPage({ searchParams }: WithSearch) {
  const { next: requested, error, wait } = await searchParams;
  const next = returnPath(requested);
  const { principal } = await getCaller();
  if (principal) redirect(next);
  return (
    <EntryPage
      title="Create an account"
      foot={
        <>
          Already have an account?{" "}
          <Link href={withReturn("/sign-in", next)} className={linkLook}>
            Sign in
          </Link>
        </>
      }
    >
      <div className="grid gap-4">
        <GithubFailure error={error} wait={wait} />
        {env().GITHUB_ID && <GithubButton from="/sign-up" next={next} />}
        <SignUpForm next={next} />
      </div>
    </EntryPage>
  );
}
