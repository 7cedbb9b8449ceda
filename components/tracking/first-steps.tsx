import { Card } from "@/components/ui/card.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";

/** What stands on Today before there is any session: how to get the first. */
export function FirstSteps({ address }: { address: string }) {
  const command = [
    `curl -X POST ${address}/api/v1/sessions/start \\`,
    '  -H "Authorization: Bearer $STINT_TOKEN" -H "Content-Type: application/json" \\',
    `  -d '{"repo_owner":"vercel","repo_name":"next.js","pr_number":123}'`,
  ].join("\n");
  return (
    <Card aria-labelledby="first" className="grid grid-cols-1 gap-4 p-5">
      <div className="grid gap-1">
        <h2 id="first" className="font-medium text-base">
          Nothing tracked yet
        </h2>
        <p className="text-muted">
          Name a pull request above and press <span className="font-medium text-ink">Start tracking</span>. Your day,
          your week and your streak build up from there. Or start from a script:
        </p>
      </div>
      <div className="flex items-start gap-2 rounded-md bg-sunken py-2 pr-2 pl-4">
        <pre className="min-w-0 flex-1 whitespace-pre-wrap break-words py-1.5 font-mono text-xs">{command}</pre>
        <CopyButton text={command} label="Copy the command" />
      </div>
      <p className="text-muted text-xs">
        The token is an access token of <code className="font-mono">POST /api/v1/auth/login</code> or a personal API
        token;{" "}
        <a href="/docs" className="rounded-sm text-ink underline underline-offset-2">
          the API documentation
        </a>{" "}
        shows both.
      </p>
    </Card>
  );
}
