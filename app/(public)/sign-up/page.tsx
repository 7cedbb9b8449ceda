import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { visitor } from "@/app/caller.ts";
import type { WithSearch } from "@/app/search.ts";
import { Entry, linkLook } from "@/components/accounts/entry.tsx";
import { GithubButton } from "@/components/accounts/github-button.tsx";
import { SignUpForm } from "@/components/accounts/sign-up-form.tsx";
import { env } from "@/lib/env.ts";
import { returnPath, withReturn } from "@/lib/return-path.ts";

export const metadata: Metadata = { title: "Create an account" };

export default async function SignUpPage({ searchParams }: WithSearch) {
  const next = returnPath((await searchParams).next);
  const { principal } = await visitor();
  if (principal) redirect(next);
  return (
    <Entry
      title="Create an account"
      foot={
        <>
          You have one already?{" "}
          <Link href={withReturn("/sign-in", next)} className={linkLook}>
            Sign in
          </Link>
        </>
      }
    >
      <div className="grid gap-4">
        {env().GITHUB_ID && <GithubButton next={next} />}
        <SignUpForm next={next} />
      </div>
    </Entry>
  );
}
