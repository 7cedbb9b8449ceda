import { onlineManager } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "@/lib/api/api-error.ts";
import { isRefusal, retryWrite } from "./retry-write.ts";
import { reportSignedIn, SignInDeclined, showSignInAgain } from "./session-expiry.ts";

const refusal = (status: number, code: string, retryAfter?: number) =>
  new ApiError(
    status,
    { code, message: code },
    new Headers(retryAfter === undefined ? {} : { "Retry-After": `${retryAfter}` }),
  );

/** Fails with each of `errors` in turn, then succeeds. */
function attempts(...errors: Error[]) {
  return vi.fn(async () => {
    const error = errors.shift();
    if (error) throw error;
    return "done";
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  // What a lost connection is probed by.
  vi.stubGlobal("fetch", async () => Response.json({}));
});
afterEach(() => {
  onlineManager.setOnline(true);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function settle<T>(work: Promise<T>): Promise<T> {
  const settled = work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  await vi.advanceTimersByTimeAsync(120_000);
  const outcome = await settled;
  if ("error" in outcome) throw outcome.error;
  return outcome.value;
}

test("retries for as long as the server, or its database, cannot be reached", async () => {
  const away = Array.from({ length: 8 }, (_, count) =>
    count % 2 === 0 ? new TypeError("Failed to fetch") : refusal(503, "UNAVAILABLE", 60),
  );
  const attempt = attempts(...away);
  expect(await settle(retryWrite(attempt))).toBe("done");
  expect(attempt).toHaveBeenCalledTimes(9);
});

test("waits as long as a rate limit or a running first request says, unless that is more than a minute", async () => {
  const attempt = attempts(refusal(429, "RATE_LIMITED", 30), refusal(409, "CONFLICT", 1));
  const work = retryWrite(attempt);
  await vi.advanceTimersByTimeAsync(29_000);
  expect(attempt).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(2500);
  expect(await work).toBe("done");

  const long = attempts(refusal(429, "RATE_LIMITED", 61));
  await expect(settle(retryWrite(long))).rejects.toMatchObject({ code: "RATE_LIMITED" });
  expect(long).toHaveBeenCalledTimes(1);
});

test("gives up after a refusal at once, after a failure of the server at the third", async () => {
  const refused = attempts(refusal(422, "VALIDATION_ERROR"));
  await expect(settle(retryWrite(refused))).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
  expect(refused).toHaveBeenCalledTimes(1);

  const failing = attempts(...[1, 2, 3, 4].map(() => refusal(500, "INTERNAL")));
  await expect(settle(retryWrite(failing))).rejects.toMatchObject({ code: "INTERNAL" });
  expect(failing).toHaveBeenCalledTimes(3);
});

test("waits for the user to sign in again, and stops when they would not", async () => {
  const attempt = attempts(refusal(401, "UNAUTHORIZED"));
  const work = retryWrite(attempt);
  await vi.advanceTimersByTimeAsync(10);
  expect(attempt).toHaveBeenCalledTimes(1);
  reportSignedIn();
  expect(await settle(work)).toBe("done");

  const declined = retryWrite(attempts(refusal(401, "UNAUTHORIZED")));
  const rejected = expect(declined).rejects.toThrow(SignInDeclined);
  await vi.advanceTimersByTimeAsync(10);
  showSignInAgain(false);
  await rejected;
  reportSignedIn();
});

test("a refusal is what a retry would get again", () => {
  expect(isRefusal(refusal(422, "VALIDATION_ERROR"))).toBe(true);
  expect(isRefusal(refusal(409, "CONFLICT"))).toBe(true);
  for (const [status, retryAfter] of [[401], [409, 1], [429, 5], [500], [503]] as const) {
    expect(isRefusal(refusal(status, "X", retryAfter)), `${status}`).toBe(false);
  }
  expect(isRefusal(new TypeError("Failed to fetch"))).toBe(false);
});
