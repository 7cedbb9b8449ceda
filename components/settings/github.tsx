"use client";
import { type ReactNode, useEffect, useRef } from "react";
import { GithubMark } from "@/components/accounts/github-mark.tsx";
import { Notice } from "@/components/forms/form-message.tsx";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { linkGithub, unlinkGithub } from "@/lib/accounts/settings-actions.ts";
import { formatTripEnd } from "./github-outcomes.ts";
import { MailPassword } from "./password.tsx";
import { SettingsForm, useSettingsForm } from "./settings-form.tsx";

function Link() {
  const form = useSettingsForm(linkGithub);
  const act = (
    <SubmitButton variant="outline">
      <GithubMark /> Link GitHub
    </SubmitButton>
  );
  return <SettingsForm form={form} act={act} />;
}

function Unlink() {
  const form = useSettingsForm(unlinkGithub);
  return <SettingsForm form={form} act={<SubmitButton variant="outline">Unlink GitHub</SubmitButton>} />;
}

interface GithubProps {
  username: string | null;
  hasPassword: boolean;
  /** Whether this server can send people to GitHub. */
  offered: boolean;
  /** An account with sample data is erased by itself: there is nothing to come back to. */
  sample: boolean;
  /** Whether mails reach the account's address. */
  reachable: boolean;
  /** How the last way to GitHub ended, as the address of the page says. */
  outcome: string | undefined;
}

/** Links the account to GitHub and parts it again. */
export function Github({ username, hasPassword, offered, sample, reachable, outcome }: GithubProps): ReactNode {
  const said = outcome === undefined ? null : formatTripEnd(outcome, username !== null);
  const absent = sample
    ? "An account with sample data cannot be linked."
    : "GitHub sign-in is not set up on this server.";
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The browser itself may have looked for the part the address names before that had arrived.
    if (outcome !== undefined) ref.current?.scrollIntoView({ block: "center" });
  }, [outcome]);
  return (
    <div ref={ref} className="grid grid-cols-1 gap-4">
      {said && <Notice tone={said.done ? "practice" : "danger"}>{said.message}</Notice>}
      {username !== null && (
        <p>
          Linked to <span className="font-medium">{username}</span>.
        </p>
      )}
      {username === null && (offered && !sample ? <Link /> : <p>{absent}</p>)}
      {username !== null && hasPassword && <Unlink />}
      {username !== null && !hasPassword && (
        <>
          <p className="text-muted">GitHub is your only way to sign in. Set a password before unlinking it.</p>
          <MailPassword reachable={reachable} />
        </>
      )}
    </div>
  );
}
