"use client";
import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { serverNow } from "@/components/time/now.tsx";
import { defineOperations, operationKey } from "@/components/tracking/mutations.ts";
import type { Operation } from "@/components/tracking/pending.ts";
import { keptOf } from "@/components/tracking/pending-storage.ts";
import { type CurrentUser, CurrentUserProvider } from "@/lib/client/current-user.tsx";
import { createQueryClient } from "@/lib/client/query-client.ts";
import { ConfirmPasswordHost } from "./confirm-password-host.tsx";
import { ConnectionNotice } from "./connection-notice.tsx";
import { ReauthHost } from "./reauth-host.tsx";
import { VersionPoller } from "./version-poller.tsx";

/** By then React has taken over the whole page. */
const takeOverMs = 700;

interface DataProviderProps {
  person: CurrentUser;
  children: ReactNode;
}

/** What the pages of a person read and do, for as long as this tab is open. */
export function DataProvider({ person, children }: DataProviderProps) {
  const { id } = person;
  const [client] = useState(() => {
    const made = createQueryClient();
    defineOperations(made, id);
    return made;
  });

  useEffect(() => {
    const mutations = client.getMutationCache();
    // React takes the parts of a page over one after the other; what it finds by then must still be what the server sent.
    const timer = setTimeout(() => {
      const underWay = new Set(mutations.getAll().map(({ state }) => (state.variables as Operation | undefined)?.key));
      // What an earlier tab, or this one before it was loaded anew, could not bring to its end.
      for (const operation of keptOf(id, serverNow()).filter(({ key }) => !underWay.has(key))) {
        const options = client.defaultMutationOptions({ mutationKey: operationKey });
        mutations
          .build(client, options)
          .execute(operation)
          .catch(() => {});
      }
    }, takeOverMs);
    return () => clearTimeout(timer);
  }, [client, id]);

  return (
    <QueryClientProvider client={client}>
      <CurrentUserProvider value={person}>
        {children}
        <VersionPoller />
        <ConnectionNotice />
        <ReauthHost />
        <ConfirmPasswordHost />
      </CurrentUserProvider>
    </QueryClientProvider>
  );
}
