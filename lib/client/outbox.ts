"use client";
import type { MutationObserverOptions, QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/lib/api/api-error.ts";
import { deleteCreatedIds, deleteItem, hasItem, itemsOf, type Operation, putItem } from "./outbox-store.ts";
import { isRefusal, retryWrite } from "./retry-write.ts";

export type { Operation } from "./outbox-store.ts";

/**
 * The outbox: what a user did is a mutation that shows at once, waits in IndexedDB until the server has answered, and is
 * sent again by the next page when this one is closed. Operations are idempotent, so a repeat is safe. Those of one user
 * in one scope are sent in order, by one tab at a time.
 */

/** Idempotency keys are valid for 24 hours, and tracked time is not accepted for longer. */
export const maxAgeMs = 24 * 3_600_000;

export interface OutboxContext {
  client: QueryClient;
  user: number;
}

/** How a domain sends its operations. */
export interface OutboxScope<O extends Operation = Operation, R = unknown> {
  name: string;
  /**
   * Sends one operation; called again after a failure, here or on a later page.
   * @throws {ApiError} when the server refuses
   */
  send: (operation: O, user: number) => Promise<R>;
  /** Reports a success. Not called when another tab has sent it. */
  onSent?: (operation: O, result: R, context: OutboxContext) => void;
  /** @param isReplay it was done on an earlier page, so no form waits for the answer */
  onRefused: (operation: O, error: Error, isReplay: boolean) => void;
  /** Refetches what changed. The operation is shown until that is done; `result` is undefined when it was refused. */
  onSettled: (operation: O, result: R | undefined, context: OutboxContext) => Promise<unknown>;
}

/** Thrown by a scope's `send` when this page cannot send an operation, and one that is loaded from now on can. */
export class NeedsReload extends Error {
  override name = "NeedsReload";
}

/** Keys of operations that were found in the store, and not done on this page. */
const replayed = new Set<string>();

/** The key of a scope's mutations, to select what is pending by. */
export const outboxMutationKey = (scope: string) => ["outbox", scope];

/** Runs `work` while no other tab is in the same place. */
const exclusively = <T>(name: string, work: () => Promise<T>): Promise<T> =>
  navigator.locks ? navigator.locks.request(name, work) : work();

/** Someone else has signed in: the operation stays stored for the user who did it. */
const isForAnotherUser = (error: unknown): boolean => error instanceof ApiError && error.code === "USER_ID_MISMATCH";

const staysStored = (error: unknown): boolean => error instanceof NeedsReload || isForAnotherUser(error);

/** Sends an operation unless another tab has: then undefined. The lock is not held while waiting for a connection. */
function deliver<O extends Operation, R>(user: number, scope: OutboxScope<O, R>, operation: O): Promise<R | undefined> {
  const { key } = operation;
  return retryWrite(() =>
    exclusively(`stint.outbox.${user}.${scope.name}`, async () => {
      if (!(await hasItem(key))) return undefined;
      try {
        const result = await scope.send(operation, user);
        await deleteItem(key);
        return result;
      } catch (error) {
        if (isRefusal(error) && !staysStored(error)) await deleteItem(key);
        throw error;
      }
    }),
  );
}

/** A scope's operations as mutations of TanStack Query. */
export const outboxMutation = <O extends Operation, R>(client: QueryClient, user: number, scope: OutboxScope<O, R>) =>
  ({
    mutationKey: outboxMutationKey(scope.name),
    mutationFn: (operation) => deliver(user, scope, operation),
    scope: { id: `outbox.${scope.name}` },
    // retryWrite waits for the connection itself.
    networkMode: "always",
    retry: false,
    onMutate: async (operation) => {
      if (!replayed.has(operation.key)) await putItem({ key: operation.key, user, scope: scope.name, operation });
    },
    onSuccess: (result, operation) => {
      if (result !== undefined) scope.onSent?.(operation, result, { client, user });
    },
    onError: async (error, operation) => {
      if (isForAnotherUser(error)) return;
      if (!staysStored(error)) await deleteItem(operation.key);
      scope.onRefused(operation, error, replayed.has(operation.key));
    },
    onSettled: (result, _error, operation) => scope.onSettled(operation, result, { client, user }),
  }) satisfies MutationObserverOptions<R | undefined, Error, O>;

/** Sends an operation outside of a component: {@link outboxMutation} run by a client. */
export const runOperation = <O extends Operation, R>(
  { client, user }: OutboxContext,
  scope: OutboxScope<O, R>,
  operation: O,
): Promise<R | undefined> =>
  client
    .getMutationCache()
    .build(client, outboxMutation(client, user, scope))
    .execute(operation);

const tooOld = "It was waiting to be sent for more than 24 hours.";

/**
 * Sends what an earlier page, or a tab that was closed, could not.
 * @param loadScope the scope of a name, or undefined when there is none any more
 * @param now milliseconds of the server's clock
 */
export async function replayOutbox(
  client: QueryClient,
  user: number,
  loadScope: (name: string) => Promise<OutboxScope> | undefined,
  now: number,
): Promise<void> {
  const mutations = client.getMutationCache();
  for (const { key, scope: name, operation } of await itemsOf(user)) {
    const scope = await loadScope(name);
    const pending = mutations.findAll({ mutationKey: ["outbox"], status: "pending" });
    if (!scope || pending.some(({ state }) => (state.variables as Operation | undefined)?.key === key)) continue;
    replayed.add(key);
    if (now - operation.at > maxAgeMs) {
      await deleteItem(key);
      scope.onRefused(operation, new Error(tooOld), true);
      continue;
    }
    // A refusal is reported by the scope.
    void runOperation({ client, user }, scope, operation).catch(() => {});
  }
  await deleteCreatedIds(Date.now() - maxAgeMs);
}
