"use client";
import { FormMessage } from "@/components/forms/form-message.tsx";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { useForm } from "@/components/forms/use-form.ts";
import { continueWithGithub } from "@/lib/accounts/actions.ts";
import { GithubMark } from "./github-mark.tsx";

interface GithubButtonProps {
  /** The page it stands on. */
  from: "/sign-in" | "/sign-up";
  /** Where it leads in the end. */
  next: string;
}

/** Signs in through GitHub. */
export function GithubButton({ from, next }: GithubButtonProps) {
  const { state, send, ref } = useForm(continueWithGithub);
  return (
    <div className="grid gap-4">
      <form ref={ref} action={send} className="grid gap-4">
        <FormMessage state={state} />
        <input type="hidden" name="from" value={from} />
        <input type="hidden" name="next" value={next} />
        <SubmitButton variant="outline" className="w-full">
          <GithubMark />
          Continue with GitHub
        </SubmitButton>
      </form>
      <p className="flex items-center gap-3 text-muted text-xs">
        <span className="h-px flex-1 bg-line" />
        or
        <span className="h-px flex-1 bg-line" />
      </p>
    </div>
  );
}
