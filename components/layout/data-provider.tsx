"use client";
import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { type CurrentUser, CurrentUserProvider } from "@/lib/client/current-user.tsx";
import { createQueryClient } from "@/lib/client/query-client.ts";
import { ConfirmPasswordHost } from "./confirm-password-host.tsx";
import { ConnectionNotice } from "./connection-notice.tsx";
import { OutboxReplay } from "./outbox-replay.tsx";
import { ReauthHost } from "./reauth-host.tsx";
import { VersionPoller } from "./version-poller.tsx";

interface DataProviderProps {
  person: CurrentUser;
  children: ReactNode;
}

/** The client state of a signed-in user's pages, for as long as this tab is open. */
export function DataProvider({ person, children }: DataProviderProps) {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <CurrentUserProvider value={person}>
        {children}
        <VersionPoller />
        <OutboxReplay />
        <ConnectionNotice />
        <ReauthHost />
        <ConfirmPasswordHost />
      </CurrentUserProvider>
    </QueryClientProvider>
  );
}
