"use client";
import { ChevronRight } from "lucide-react";
import { useEffect, useRef } from "react";
import { SelectField } from "@/components/forms/field.tsx";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { Button } from "@/components/ui/button.tsx";
import { createApiToken } from "@/lib/accounts/settings-actions.ts";
import { lifetimes } from "@/lib/accounts/settings-rules.ts";
import { type McpClient, mcpClients } from "./mcp-clients.ts";
import { Copyable, useNewToken } from "./new-token.tsx";
import { SettingsForm, useSettingsForm } from "./settings-form.tsx";

/** One client's configuration, behind its name. */
function Client({ name, where, texts, first }: McpClient & { first: boolean }) {
  return (
    <details name="assistant" open={first} className="group">
      <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 rounded-md px-2 font-medium hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="size-4 shrink-0 text-muted transition-transform duration-150 group-open:rotate-90"
        />
        {name}
      </summary>
      <div className="grid grid-cols-1 gap-3 px-2 pt-1 pb-4">
        <p className="text-muted">{where}</p>
        {texts.map(({ label, text }) => (
          <Copyable key={label} label={label} text={text} copy={`Copy for ${name}: ${label}`} />
        ))}
      </div>
    </details>
  );
}

/** Says that a token stands in the configurations, this once. */
function TokenIsIn({ onDone }: { onDone: () => void }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section aria-labelledby="token-is-in" className="grid gap-3 rounded-md border border-practice p-4">
      <div className="grid gap-1">
        <h3 ref={title} id="token-is-in" tabIndex={-1} className="rounded-sm font-medium">
          Copy a configuration now: it contains the token
        </h3>
        <p className="text-muted">The token is shown only once.</p>
      </div>
      <div>
        <Button variant="outline" size="sm" onClick={onDone}>
          I have copied it
        </Button>
      </div>
    </section>
  );
}

interface AssistantsProps {
  /** Where Stint is, without a slash at the end. */
  address: string;
  /** Ids of the tokens there are, if that is known. */
  present: number[] | null;
}

/** What clients of MCP need to use Stint, with a token made on the spot. */
export function Assistants({ address, present }: AssistantsProps) {
  const form = useSettingsForm(createApiToken);
  const { typed, fields, attempt } = form.state;
  const { made, forget } = useNewToken(form.state, present);
  return (
    <>
      <SettingsForm form={form} act={<SubmitButton>Create token for an assistant</SubmitButton>}>
        <input type="hidden" name="name" value="Assistant" />
        <div key={attempt} className="grid grid-cols-1 items-start gap-4 sm:grid-cols-2">
          <SelectField
            label="Access"
            name="scopes"
            defaultValue={typed.scopes ?? "write"}
            error={fields.scopes}
            hint="This token works for the whole API."
          >
            <option value="read">Read only</option>
            <option value="write">Read and change tasks</option>
          </SelectField>
          <SelectField
            label="Expires after"
            name="lifetime"
            defaultValue={typed.lifetime ?? "90"}
            error={fields.lifetime}
          >
            {lifetimes.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </SelectField>
        </div>
      </SettingsForm>
      {made && <TokenIsIn key={made.id} onDone={forget} />}
      <div className="-mx-2 divide-y divide-line border-t pt-1">
        {mcpClients(address, made?.token).map((client, index) => (
          <Client key={client.id} {...client} first={index === 0} />
        ))}
      </div>
    </>
  );
}
