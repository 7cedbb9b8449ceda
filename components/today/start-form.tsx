"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Field } from "@/components/forms/field.tsx";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { useForm } from "@/components/forms/use-form.ts";
import { useGithub } from "@/components/tracking/github.tsx";
import { useTracking } from "@/components/tracking/use-tracking.ts";
import { startTracking } from "@/lib/tracking/actions.ts";
import { parsePullRequest, pullRequestProblem } from "@/lib/tracking/reference.ts";

interface StartFormProps {
  /** A start that was refused: what was asked for, and why it was not done. */
  refused?: { reference: string; message: string } | undefined;
}

/** Starts tracking a pull request: one field, and what Stint reads in it stands under it. */
export function StartForm({ refused }: StartFormProps) {
  // The answer to a form that was sent without scripts; with them, the start is one of the operations.
  const { state, send } = useForm(startTracking);
  const { start } = useTracking();
  const github = useGithub();
  const [text, setText] = useState(refused?.reference ?? state.typed.reference ?? "");
  const [problem, setProblem] = useState(refused?.message ?? state.fields.reference ?? state.message);
  const client = useQueryClient();
  const pullRequest = parsePullRequest(text, github);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    // A name without its owner will do where it is clear; what finds that out is fetched then.
    const known = text.includes("/")
      ? null
      : import("./find-known.ts").then(({ findKnown }) => findKnown(client, text));
    const found = pullRequest ?? (await known?.catch(() => null));
    // A refusal comes back as `refused`.
    if (found) return void start(found).catch(() => {});
    setProblem(pullRequestProblem(text, github));
    form.querySelector<HTMLElement>("input[name=reference]")?.focus();
  }

  // As high with few words as with many, so that the button under it stays where it is.
  const hint = (
    <span className="wrap-anywhere block min-h-8 sm:min-h-4">
      {pullRequest ? (
        <>
          Pull request <span className="figures text-ink">#{pullRequest.pr_number}</span> of{" "}
          <span className="text-ink">
            {pullRequest.repo_owner}/{pullRequest.repo_name}
          </span>
        </>
      ) : (
        "Keep this tab open. If Stint hears nothing for 15 minutes, the session ends."
      )}
    </span>
  );

  return (
    <form action={send} onSubmit={submit} noValidate className="flex items-start gap-3 max-sm:flex-col">
      <div className="w-full">
        <Field
          label="Pull request"
          name="reference"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(undefined);
          }}
          placeholder="owner/repo#123 or a GitHub link"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          error={problem}
          hint={problem ? undefined : hint}
        />
      </div>
      <SubmitButton variant="work" className="sm:mt-6.5 max-sm:w-full">
        <Play aria-hidden="true" className="fill-current" />
        Start tracking
      </SubmitButton>
    </form>
  );
}
