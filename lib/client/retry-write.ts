"use client";
import { ApiError } from "@/lib/api/api-error.ts";
import { isUnreachable, reportUnreachable, untilOnline } from "./connection.ts";
import { askToSignInAgain } from "./session-expiry.ts";

/** Attempts for an answer that says the server itself failed. */
const mostFailures = 3;
const pauseMs = 500;
/** A longer `Retry-After` is reported to the user instead of waited for. */
const longestWaitSeconds = 60;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Busy with us: rate limited, or a request with the same Idempotency-Key is still running. */
function waitSeconds(error: unknown): number | undefined {
  if (!(error instanceof ApiError) || ![408, 409, 429].includes(error.status)) return undefined;
  const seconds = error.retryAfter;
  return seconds !== undefined && seconds <= longestWaitSeconds ? seconds : undefined;
}

/** Whether the server has decided: a retry would get the same answer. */
export const isRefusal = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.status < 500 && error.status !== 401 && waitSeconds(error) === undefined;

/**
 * Runs `attempt` until the server has decided: waits for the connection, for a rate limit and for the user to sign in
 * again, however long that takes. `attempt` must be idempotent.
 * @throws {ApiError} when the server refuses, or has failed three times
 * @throws {SignInDeclined} when the user would not sign in again
 */
export async function retryWrite<T>(attempt: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; ) {
    await untilOnline();
    try {
      return await attempt();
    } catch (error) {
      const seconds = waitSeconds(error);
      if (seconds !== undefined) await pause(seconds * 1000);
      else if (isUnreachable(error)) {
        reportUnreachable();
        await pause(pauseMs);
      } else if (error instanceof ApiError && error.status === 401) await askToSignInAgain();
      else if (error instanceof ApiError && error.status >= 500 && ++failures < mostFailures) await pause(pauseMs);
      else throw error;
    }
  }
}
