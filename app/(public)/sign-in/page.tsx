import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { visitor } from "@/app/caller.ts";
import type { WithSearch } from "@/app/search.ts";
import { Entry, linkLook } from "@/components/accounts/entry.tsx";
import { GithubButton } from "@/components/accounts/github-button.tsx";
import { SignInForm } from "@/components/accounts/sign-in-form.tsx";
import { Notice } from "@/components/form/form-message.tsx";
import { env } from "@/lib/env.ts";
import { homePath, returnPath, withReturn } from "@/lib/return-path.ts";

export const metadata: Metadata = { title: "Sign in" };

/** Why a round trip to GitHub failed, by the code it comes back with. */
const reasons: Record<string, string> = {
  OAuthAccountNotLinked:
    "There is already an account with the e-mail address of your GitHub account. Sign in with its password.",
  RATE_LIMITED: "Too many attempts. Try again in a minute.",
  AccessDenied: "GitHub sign-in was cancelled.",
  UNAUTHORIZED: "This account cannot sign in.",
};

export default async function SignInPage({ searchParams }: WithSearch) {
  const { next: asked, error, callbackUrl } = await searchParams;
  const next = returnPath(asked ?? pathOf(callbackUrl));
  const { principal } = await visitor();
  if (principal) redirect(next);
  return (
    <Entry
      title="Sign in"
      text={next !== homePath && "Sign in to go on to the page you asked for."}
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
        {typeof error === "string" && (
          <Notice tone="danger">{reasons[error] ?? "GitHub sign-in did not work. Try again."}</Notice>
        )}
        {env().GITHUB_ID && <GithubButton next={next} />}
        <SignInForm next={next} />
      </div>
    </Entry>
  );
}

/** next-auth hands on where to go as a whole address; only an address of Stint's own is followed. */
function pathOf(address: string | string[] | undefined): string | undefined {
  if (typeof address !== "string") return undefined;
  const own = env().APP_URL;
  return address.startsWith(`${own}/`) ? address.slice(own.length) : address;
}
