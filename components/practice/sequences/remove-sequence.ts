import { ignoreGone, write } from "@/lib/client/api.ts";
import { retryWrite } from "@/lib/client/retry-write.ts";
import type { practiceContract } from "@/lib/practice/contract.ts";

/**
 * Deletes a sequence of the user's own; one that is gone already counts as deleted.
 * @throws {ApiError} when the server refuses
 * @throws {SignInDeclined} when the user would not sign in again
 */
export const removeSequence = (user: number, id: number): Promise<unknown> =>
  retryWrite(() =>
    write<typeof practiceContract.removeSequence>("DELETE", `/sequences/${id}`, { user }).catch(ignoreGone),
  );
