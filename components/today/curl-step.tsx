"use client";
import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { NearLink } from "@/components/ui/near-link.tsx";
import { createCurlToken } from "@/lib/accounts/actions.ts";
import { askToAuthenticate, reauthenticationCode } from "@/lib/client/confirm-password.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";

const link = "rounded-sm text-ink underline underline-offset-2";

/** As long as a real one, so that nothing moves when that takes its place. */
const hidden = `stint_${"•".repeat(43)}`;

const commandOf = (address: string, token: string): string =>
  [
    `curl -X POST ${address}/api/v1/sessions/start \\`,
    `  -H "Authorization: Bearer ${token}" \\`,
    '  -H "Content-Type: application/json" \\',
    `  -d '{"repo_owner":"vercel","repo_name":"next.js","pr_number":123}'`,
  ].join("\n");

type Made = { token: string } | { problem: string };

/** How to start from a script: one press makes a token and shows the command with it in place, once. */
export function CurlStep({ address }: { address: string }) {
  const { id } = useCurrentUser();
  const [made, setMade] = useState<Made>();
  const [pending, startTransition] = useTransition();
  const command = useRef<HTMLDivElement>(null);
  const token = made && "token" in made ? made.token : undefined;

  // The button that was pressed has done its part; the next one to press is beside the command.
  useEffect(() => {
    if (token !== undefined) command.current?.querySelector("button")?.focus();
  }, [token]);

  const make = () =>
    startTransition(async () => {
      try {
        const result = await createCurlToken(id);
        if (!result.ok && result.code === reauthenticationCode) {
          void askToAuthenticate().then((confirmed) => confirmed && make());
        }
        setMade(result.ok ? { token: result.data.token } : { problem: result.message });
      } catch {
        setMade({ problem: "Stint cannot be reached. No token was created. Try again." });
      }
    });

  return (
    <div className="grid gap-3">
      <div ref={command} className="flex items-start gap-2 rounded-md bg-sunken py-2 pr-2 pl-4">
        <pre className="min-w-0 flex-1 whitespace-pre-wrap break-all py-1.5 font-mono text-xs">
          {commandOf(address, token ?? hidden)}
        </pre>
        {token === undefined ? (
          <span className="size-8" />
        ) : (
          <CopyButton text={commandOf(address, token)} label="Copy the command" />
        )}
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          variant="outline"
          size="sm"
          className="min-w-38"
          onClick={make}
          disabled={pending || token !== undefined}
          aria-busy={pending}
        >
          {token === undefined ? "Create a token" : "Token created"}
        </Button>
        <p role="status" className="min-h-8 flex-1 basis-64 content-center text-muted text-xs">
          {made && "problem" in made && <span className="text-danger">{made.problem}</span>}
          {made === undefined && (
            <>
              This needs an API token.{" "}
              <a href="/docs" className={link}>
                API documentation
              </a>
            </>
          )}
          {token !== undefined && (
            <>
              The token is shown only once: copy it now. You can delete it in{" "}
              <NearLink href="/settings" className={link}>
                Settings
              </NearLink>
              .
            </>
          )}
        </p>
      </div>
    </div>
  );
}
