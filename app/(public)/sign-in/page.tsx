import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getCaller } from "@/app/_lib/session.ts";
import type { WithSearch } from "@/app/search.ts";
import { EntryPage, linkLook } from "@/components/accounts/entry-page.tsx";
import { GithubButton } from "@/components/accounts/github-button.tsx";
import { GithubFailure } from "@/components/accounts/github-failure.tsx";
import { SignInForm } from "@/components/accounts/sign-in-form.tsx";
import { env } from "@/lib/core/env.ts";
import { homePath, returnPath, withReturn } from "@/lib/core/return-path.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: WithSearch) {
  const { next: requested, error, wait, callbackUrl } = await searchParams;
  const next = returnPath(requested ?? pathOf(callbackUrl));
  const { principal } = await getCaller();
  if (principal) redirect(next);
  return (
    <EntryPage
      title="Sign in"
      text={next !== homePath && "Sign in to continue."}
      foot={
        <>
          New here?{" "}
          <Link href={withReturn("/sign-up", next)} className={linkLook}>
            Create an account
          </Link>
        </>
      }
    >
      <div className="grid gap-4">
        <GithubFailure error={error} wait={wait} />
        {env().GITHUB_ID && <GithubButton from="/sign-in" next={next} />}
        <SignInForm next={next} />
      </div>
    </EntryPage>
  );
}

/** next-auth passes the return address as a full URL; only one on Stint's own origin is followed. */
function pathOf(address: string | string[] | undefined): string | undefined {
  if (typeof address !== "string") return undefined;
  const own = env().APP_URL;
  return address.startsWith(`${own}/`) ? address.slice(own.length) : address;
}
