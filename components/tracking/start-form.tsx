"use client";
import { Play } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Field } from "@/components/form/field.tsx";
import { SubmitButton } from "@/components/form/submit-button.tsx";
import { useForm } from "@/components/form/use-form.ts";
import { startTracking } from "@/lib/tracking/actions.ts";
import { parsePullRequest, pullRequestProblem } from "@/lib/tracking/reference.ts";
import { tell } from "./tell.ts";

/** Starts tracking a pull request: one field, and what Stint reads in it stands under it. */
export function StartForm() {
  const { state, send, ref } = useForm(startTracking, tell);
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  const pullRequest = parsePullRequest(text);
  const error = problem ?? (text === state.typed.reference ? state.fields.reference : undefined);

  function check(event: FormEvent<HTMLFormElement>): void {
    if (pullRequest) return;
    event.preventDefault();
    setProblem(pullRequestProblem(text));
    event.currentTarget.querySelector<HTMLElement>("input[name=reference]")?.focus();
  }

  return (
    <form ref={ref} action={send} onSubmit={check} noValidate className="flex items-start gap-3 max-sm:flex-col">
      <div className="w-full">
        <Field
          label="Pull request"
          name="reference"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(undefined);
          }}
          placeholder="owner/repo#123 or its address"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          error={error}
          hint={
            pullRequest ? (
              <>
                Pull request <span className="figures text-ink">#{pullRequest.pr_number}</span> of{" "}
                <span className="text-ink">
                  {pullRequest.repo_owner}/{pullRequest.repo_name}
                </span>
              </>
            ) : (
              "Keep Stint open while you work: a session ends 15 minutes after its last sign of life."
            )
          }
        />
      </div>
      <SubmitButton variant="work" className="sm:mt-6.5 max-sm:w-full">
        <Play aria-hidden="true" className="fill-current" />
        Start tracking
      </SubmitButton>
    </form>
  );
}
