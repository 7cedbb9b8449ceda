"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import type { MadeToken } from "@/lib/accounts/settings-rules.ts";
import type { FormState } from "@/lib/api/form.ts";

/**
 * The token that a form has just made, until its secret is forgotten or the token is deleted.
 * @param present ids of the tokens there are, if that is known
 */
export function useNewToken(state: FormState, present: number[] | null) {
  const [forgotten, setForgotten] = useState<number>();
  const made = "made" in state ? (state.made as MadeToken | undefined) : undefined;
  const shown = made && made.id !== forgotten && present?.includes(made.id) !== false;
  return { made: shown ? made : undefined, forget: () => setForgotten(made?.id) };
}

/** A text to be copied elsewhere. */
export function Copyable({ label, text, copy }: { label: string; text: string; copy: string }) {
  return (
    <div className="grid grid-cols-1 gap-1.5">
      <p className="font-medium text-xs">{label}</p>
      <div className="flex items-start gap-2 rounded-md bg-sunken py-1.5 pr-1.5 pl-3">
        <code className="min-w-0 flex-1 whitespace-pre-wrap py-1.5 wrap-anywhere font-mono text-xs select-all">
          {text}
        </code>
        <CopyButton text={text} label={copy} />
      </div>
    </div>
  );
}

interface MadeTokenPanelProps {
  made: MadeToken;
  /** Where Stint is, without a slash at the end. */
  address: string;
  onDone: () => void;
}

/** The secret of a token, this once, and a command that uses it. */
export function NewTokenPanel({ made: { name, token }, address, onDone }: MadeTokenPanelProps): ReactNode {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section aria-labelledby="made-token" className="grid grid-cols-1 gap-4 rounded-md border border-practice p-4">
      <div className="grid gap-1">
        <h3 ref={title} id="made-token" tabIndex={-1} className="rounded-sm font-medium">
          Copy the token <bdi>{name}</bdi> now
        </h3>
        <p className="text-muted">The token is shown only once.</p>
      </div>
      <Copyable label="Token" text={token} copy="Copy the token" />
      <Copyable
        label="Try it"
        text={`curl -H "Authorization: Bearer ${token}" ${address}/api/v1/stats/summary`}
        copy="Copy the command"
      />
      <div>
        <Button variant="outline" size="sm" onClick={onDone}>
          I have copied it
        </Button>
      </div>
    </section>
  );
}
