"use client";
import { useTransition } from "react";
import { Button } from "@/components/ui/button.tsx";
import { MessagePage } from "@/components/ui/message-page.tsx";

interface FailureProps {
  error: unknown;
  retry: () => void;
}

const digestOf = (error: unknown): string | undefined =>
  error instanceof Error && "digest" in error && typeof error.digest === "string" ? error.digest : undefined;

/** What an error boundary shows: what happened, what is safe, and the way on. */
export function ErrorPage({ error, retry }: FailureProps) {
  const [pending, startTransition] = useTransition();
  const digest = digestOf(error);
  return (
    <div role="alert">
      <MessagePage
        title="Page failed to load"
        actions={
          <Button disabled={pending} onClick={() => startTransition(() => retry())}>
            Try again
          </Button>
        }
      >
        Something went wrong on our side. Your tracked time is safe.
        {digest && (
          <>
            {" "}
            If this keeps happening, give your administrator this number:{" "}
            <span className="figures text-ink">{digest}</span>.
          </>
        )}
      </MessagePage>
    </div>
  );
}
