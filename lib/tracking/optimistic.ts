import "server-only";
import { AppError, isUniqueViolation } from "@/lib/core/errors.ts";

/** Writes that read first, then change a row only if it is still as it was read. */

// Every failed attempt means that somebody else's succeeded, so this many are only used up by a flood of one account.
const attempts = 100;

/** Undefined instead of a unique violation: another request was quicker. */
export async function orTaken<T>(attempt: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await attempt();
  } catch (error) {
    if (isUniqueViolation(error)) return undefined;
    throw error;
  }
}

/**
 * Retries an optimistic write until it answers with something.
 * @throws {AppError} CONFLICT after too many attempts
 */
export async function untilDone<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let count = 0; count < attempts; count++) {
    const result = await orTaken(attempt);
    if (result !== undefined) return result;
  }
  throw new AppError("CONFLICT", "Too many changes to this account at once", { retryAfter: 1 });
}
