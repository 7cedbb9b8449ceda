"use client";
import { type LucideIcon, Monitor, Smartphone, SquareTerminal, Tablet } from "lucide-react";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { Moment } from "@/components/time/moment.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { revokeDevice, revokeOtherDevices } from "@/lib/accounts/settings-actions.ts";
import type { Login } from "@/lib/accounts/shapes.ts";
import { Row, Rows } from "./row-list.tsx";
import { Owner, useSettingsAct } from "./settings-form.tsx";
import { useKeepFocus } from "./use-keep-focus.ts";

const kinds: Record<Login["kind"], string> = {
  browser: "In the browser",
  client: "App or script",
  github_client: "Extension",
};

function iconOf({ device, kind }: Login): LucideIcon {
  if (/iPad/.test(device)) return Tablet;
  if (/iPhone|Android/.test(device)) return Smartphone;
  return kind === "client" ? SquareTerminal : Monitor;
}

interface DeviceProps {
  login: Login;
  zone: string;
  now: number;
}

function Device({ login, zone, now }: DeviceProps) {
  const { send, ref } = useSettingsAct(revokeDevice);
  const { id, device, kind, address, created_at, last_seen_at, current } = login;
  const Icon = iconOf(login);
  return (
    <Row
      icon={<Icon aria-hidden="true" />}
      title={
        <>
          <span className="min-w-0 truncate" title={login.user_agent ?? undefined}>
            {device}
          </span>
          {current && <Badge tone="practice">This device</Badge>}
        </>
      }
      act={
        !current && (
          <form ref={ref} action={send}>
            <Owner />
            <input type="hidden" name="id" value={id} />
            <input type="hidden" name="device" value={device} />
            <SubmitButton variant="outline" size="sm">
              Sign out<span className="sr-only"> {device}</span>
            </SubmitButton>
          </form>
        )
      }
    >
      {kinds[kind]}
      {address && (
        <>
          {" · "}
          <span className="figures break-all">{address}</span>
        </>
      )}
      {" · seen "}
      <Moment instant={last_seen_at} zone={zone} now={now} />
      {" · signed in "}
      <Moment instant={created_at} zone={zone} now={now} />
    </Row>
  );
}

interface DevicesProps {
  logins: Login[];
  total: number;
  zone: string;
  now: number;
}

/** Where the account is signed in; each can be signed out. */
export function Devices({ logins, total, zone, now }: DevicesProps) {
  useKeepFocus("devices", logins.length);
  const { send, ref } = useSettingsAct(revokeOtherDevices);
  // This one first, whenever it has signed in.
  const sorted = [...logins].sort((one, other) => Number(other.current) - Number(one.current));
  return (
    <>
      <Rows label="Devices" more={total - logins.length}>
        {sorted.map((login) => (
          <Device key={login.id} login={login} zone={zone} now={now} />
        ))}
      </Rows>
      {logins.length > 1 && (
        <form ref={ref} action={send} className="border-t pt-5">
          <Owner />
          <SubmitButton variant="outline">Sign out everywhere else</SubmitButton>
        </form>
      )}
    </>
  );
}
