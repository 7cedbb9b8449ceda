import "server-only";
import { AppError, isUniqueViolation } from "@/lib/core/errors.ts";

/** Optimistic writes: they read first, then update a row only if it is unchanged since. */

// Every failed attempt means that another one succeeded, so only a flood of requests of one account uses these up.
const attempts = 100;

/** Undefined instead of a unique violation: another request was faster. */
export async function orTaken<T>(attempt: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await attempt();
  } catch (error) {
    if (isUniqueViolation(error)) return undefined;
    throw error;
  }
}

/**
 * Retries an optimistic write until it returns a value.
 * @throws {AppError} CONFLICT after too many attempts
 */
export async function untilDone<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let count = 0; count < attempts; count++) {
    const result = await orTaken(attempt);
    if (result !== undefined) return result;
  }
  throw new AppError("CONFLICT", "Too many changes to this account at once", { retryAfter: 1 });
}
