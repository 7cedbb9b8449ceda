"use client";
import { CircleAlert, CircleCheck } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { FormState } from "@/lib/api/form.ts";
import { formatWait } from "@/lib/core/format.ts";

/** Seconds left of a wait that begins with this answer. */
function useSecondsLeft(wait: number): number {
  const [left, setLeft] = useState(wait);
  useEffect(() => {
    const until = Date.now() + wait * 1000;
    const timer = setInterval(() => {
      const now = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      setLeft(now);
      if (now === 0) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [wait]);
  return left;
}

/** Says when to come back, and counts down to it; read out once, not every second. */
function WaitNotice({ reason, seconds }: { reason: string; seconds: number }) {
  const left = useSecondsLeft(seconds);
  return (
    <>
      <span className="sr-only">{`${reason}. Try again in ${formatWait(seconds)}.`}</span>
      <span aria-hidden="true">
        {left > 0 ? (
          <>
            {reason}. Try again in <span className="figures whitespace-nowrap">{formatWait(left)}</span>.
          </>
        ) : (
          "You can try again now."
        )}
      </span>
    </>
  );
}

export function Notice({ tone, children }: { tone: "danger" | "practice"; children: ReactNode }) {
  const Icon = tone === "danger" ? CircleAlert : CircleCheck;
  const colours = tone === "danger" ? "bg-danger-soft text-danger" : "bg-practice-soft text-practice";
  return (
    <div role={tone === "danger" ? "alert" : "status"} className={`flex items-start gap-2 rounded-md p-3 ${colours}`}>
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <p>{children}</p>
    </div>
  );
}

/** What is wrong with a form as a whole, or what it did. Nothing while there is nothing to say. */
export function FormMessage({ state }: { state: FormState }) {
  const { message, done, retryAfter, attempt } = state;
  if (message === undefined) return null;
  if (done) return <Notice tone="practice">{message}</Notice>;
  const [reason = message] = message.split(";");
  return (
    <Notice tone="danger" key={attempt}>
      {retryAfter === undefined ? message : <WaitNotice reason={reason} seconds={retryAfter} />}
    </Notice>
  );
}
