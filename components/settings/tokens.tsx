"use client";
import { KeyRound } from "lucide-react";
import { useRef, useState } from "react";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { Moment } from "@/components/time/moment.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import { usePart } from "@/components/ui/use-part.ts";
import { deleteApiToken } from "@/lib/accounts/settings-actions.ts";
import type { ApiToken } from "@/lib/accounts/shapes.ts";
import { Row, Rows } from "./row-list.tsx";
import { Owner, useSettingsAct } from "./settings-form.tsx";
import { useKeepFocus } from "./use-keep-focus.ts";

const loadConfirm = () => import("@/components/ui/confirm.tsx").then((module) => module.ConfirmDialog);

/** Asks before it deletes; without scripts it does so at once. */
function DeleteToken({ id, name }: ApiToken) {
  const { send, ref, pending } = useSettingsAct(deleteApiToken);
  const [Confirm, getConfirm] = usePart(loadConfirm);
  const [asking, setAsking] = useState(false);
  const sure = useRef(false);
  return (
    <>
      <form
        ref={ref}
        action={send}
        onSubmit={(event) => {
          if (sure.current) return;
          event.preventDefault();
          getConfirm();
          setAsking(true);
        }}
      >
        <Owner />
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="name" value={name} />
        <SubmitButton variant="outline" size="sm">
          Delete
          <span className="sr-only">
            {" "}
            <bdi>{name}</bdi>
          </span>
        </SubmitButton>
      </form>
      {Confirm && (
        <Confirm
          open={asking}
          onOpenChange={setAsking}
          title="Delete this token?"
          act="Delete token"
          pending={pending}
          onConfirm={() => {
            sure.current = true;
            setAsking(false);
            ref.current?.requestSubmit();
            sure.current = false;
          }}
        >
          Anything that uses <bdi>{name}</bdi> will stop working at once. This cannot be undone.
        </Confirm>
      )}
    </>
  );
}

interface TokensProps {
  tokens: ApiToken[];
  total: number;
  zone: string;
  now: number;
}

/** The API tokens of the account. */
export function Tokens({ tokens, total, zone, now }: TokensProps) {
  useKeepFocus("tokens", tokens.length);
  if (tokens.length === 0) {
    return (
      <EmptyState icon={KeyRound} title="No API tokens yet" className="border-t py-6">
        Create one above and use it instead of your password.
      </EmptyState>
    );
  }
  return (
    <div className="border-t pt-5">
      <Rows label="API tokens" more={total - tokens.length}>
        {tokens.map((token) => {
          const over = token.expires_at !== null && Date.parse(token.expires_at) <= now;
          return (
            <Row
              key={token.id}
              icon={<KeyRound aria-hidden="true" />}
              title={
                <>
                  <bdi className="min-w-0 truncate">{token.name}</bdi>
                  <Badge>{token.scopes.includes("write") ? "Read and write" : "Read only"}</Badge>
                  {over && <Badge tone="danger">Expired</Badge>}
                </>
              }
              act={<DeleteToken {...token} />}
            >
              <span className="figures">…{token.last4}</span>
              {" · "}
              {token.last_used_at ? (
                <>
                  used <Moment instant={token.last_used_at} zone={zone} now={now} />
                </>
              ) : (
                "never used"
              )}
              {" · "}
              {token.expires_at ? (
                <>
                  {over ? "ended" : "until"} <Moment instant={token.expires_at} zone={zone} now={now} />
                </>
              ) : (
                "never expires"
              )}
            </Row>
          );
        })}
      </Rows>
    </div>
  );
}
