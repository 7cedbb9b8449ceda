"use client";
import { useState } from "react";
import { Notice } from "@/components/form/form-message.tsx";
import { Button } from "@/components/ui/button.tsx";

const mark =
  "M8 0C3.58 0 0 3.58 0 8c0 3.54 2.29 6.53 5.47 7.59.4.07.55-.17.55-.38 0-.19-.01-.82-.01-1.49-2.01.37-2.53-.49-2.69-.94-.09-.23-.48-.94-.82-1.13-.28-.15-.68-.52-.01-.53.63-.01 1.08.58 1.23.82.72 1.21 1.87.87 2.33.66.07-.52.28-.87.51-1.07-1.78-.2-3.64-.89-3.64-3.95 0-.87.31-1.59.82-2.15-.08-.2-.36-1.02.08-2.12 0 0 .67-.21 2.2.82.64-.18 1.32-.27 2-.27s1.36.09 2 .27c1.53-1.04 2.2-.82 2.2-.82.44 1.1.16 1.92.08 2.12.51.56.82 1.27.82 2.15 0 3.07-1.87 3.75-3.65 3.95.29.25.54.73.54 1.48 0 1.07-.01 1.93-.01 2.2 0 .21.15.46.55.38A8.01 8.01 0 0 0 16 8c0-4.42-3.58-8-8-8Z";

/** Asks next-auth for the address at GitHub that the round trip begins at. */
async function addressAtGithub(next: string): Promise<string> {
  const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  const body = new URLSearchParams({ csrfToken, callbackUrl: next, json: "true" });
  const response = await fetch("/api/auth/signin/github", { method: "POST", body });
  const { url } = (await response.json()) as { url?: string };
  if (!response.ok || !url) throw new Error(`GitHub sign-in answered ${response.status}`);
  return url;
}

/** Signs in through GitHub; `next` is where it leads. */
export function GithubButton({ next }: { next: string }) {
  const [pending, setPending] = useState(false);
  const [failed, setFailed] = useState(false);

  async function begin(): Promise<void> {
    setPending(true);
    setFailed(false);
    try {
      location.assign(await addressAtGithub(next));
    } catch {
      setFailed(true);
      setPending(false);
    }
  }

  return (
    <div className="grid gap-4">
      {failed && <Notice tone="danger">GitHub sign-in could not begin. Try again in a minute.</Notice>}
      <Button variant="outline" disabled={pending} aria-busy={pending} onClick={begin} className="w-full">
        <svg viewBox="0 0 16 16" aria-hidden="true" fill="currentColor">
          <path d={mark} />
        </svg>
        Continue with GitHub
      </Button>
      <p className="flex items-center gap-3 text-muted text-xs">
        <span className="h-px flex-1 bg-line" />
        or
        <span className="h-px flex-1 bg-line" />
      </p>
    </div>
  );
}
