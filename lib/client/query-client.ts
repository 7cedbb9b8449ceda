"use client";
import { isServer, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/lib/api/api-error.ts";
import { isUnreachable, reportUnreachable } from "./connection.ts";
import { reportSignedOut } from "./session-expiry.ts";

const patience = 3;
const longestWaitSeconds = 60;

/** What every failed look at the server means for the page as a whole. */
function notice(error: Error): void {
  if (isUnreachable(error)) reportUnreachable();
  if (error instanceof ApiError && error.status === 401) reportSignedOut();
}

/**
 * The queries of one person's pages. What they hold counts as new until something says otherwise: the version of its
 * domain does, which every visible tab watches.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: notice }),
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        // On the server a timer of each query would keep its whole request in memory until then.
        gcTime: isServer ? Number.POSITIVE_INFINITY : 30 * 60_000,
        refetchOnWindowFocus: false,
        // The repeat of a request that found nobody waits for the connection.
        retry: (failures, error) => {
          if (isUnreachable(error)) reportUnreachable();
          return failures < patience && (isUnreachable(error) || (error instanceof ApiError && error.status === 429));
        },
        retryDelay: (failures, error) => {
          const seconds = error instanceof ApiError ? error.retryAfter : undefined;
          return 1000 * Math.min(seconds ?? failures + 1, longestWaitSeconds);
        },
      },
    },
  });
}
