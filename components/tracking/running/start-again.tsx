"use client";
import { Play } from "lucide-react";
import type { FormEvent } from "react";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { useTracking } from "@/components/tracking/use-tracking.ts";
import { startTrackingAgain } from "@/lib/tracking/actions.ts";
import { formatPullRequest, type PullRequest } from "@/lib/tracking/reference.ts";

/** Starts a pull request again that was worked on before. Without scripts it is a form like any other. */
export function StartAgain({ pullRequest }: { pullRequest: PullRequest }) {
  const { start } = useTracking();
  const reference = formatPullRequest(pullRequest);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const { repo_owner, repo_name, pr_number } = pullRequest;
    start({ repo_owner, repo_name, pr_number }).catch(() => {});
  }

  return (
    <form action={startTrackingAgain} onSubmit={submit} className="contents">
      <input type="hidden" name="reference" value={reference} />
      <SubmitButton
        variant="ghost"
        size="icon"
        className="text-muted hover:text-ink"
        aria-label={`Start tracking ${reference} again`}
        title="Start tracking again"
      >
        <Play aria-hidden="true" />
      </SubmitButton>
    </form>
  );
}
