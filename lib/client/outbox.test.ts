import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "@/lib/api/api-error.ts";
import { maxAgeMs, NeedsReload, type Operation, type OutboxScope, replayOutbox, runOperation } from "./outbox.ts";
import { createdId, deleteItem, hasItem, itemsOf, putCreatedId, putItem } from "./outbox-store.ts";

// Without IndexedDB, as here, items live in memory; journeys look at what a browser stores.

interface Add extends Operation {
  title: string;
}

const user = 7;
const now = Date.parse("2026-12-01T10:00:00Z");
const refused = new ApiError(422, { code: "VALIDATION_ERROR", message: "Too long" }, new Headers());
const forOther = new ApiError(403, { code: "USER_ID_MISMATCH", message: "Another account" }, new Headers());

let count = 0;
const add = (title: string, at = now): Add => ({ key: `key-${++count}`, at, title });

/** A scope whose server answers by `answer`, and what it reported. */
function scopeOf(answer: (title: string) => Promise<string> = async (title) => `sent ${title}`) {
  const calls: string[] = [];
  const scope: OutboxScope<Add, string> = {
    name: "tests",
    send: ({ title }) => {
      calls.push(`send ${title}`);
      return answer(title);
    },
    onSent: (_operation, result) => void calls.push(result),
    onRefused: ({ title }, { message }, isReplay) =>
      void calls.push(`${title}: ${message}${isReplay ? " (replay)" : ""}`),
    onSettled: async ({ title }) => void calls.push(`settled ${title}`),
  };
  return { scope, calls };
}

let client: QueryClient;
const context = () => ({ client, user });

beforeEach(async () => {
  client = new QueryClient();
  for (const { key } of [...(await itemsOf(user)), ...(await itemsOf(8))]) await deleteItem(key);
});

test("an operation is stored until the server has answered, and sent in order", async () => {
  let answerFirst = () => {};
  const first = new Promise<void>((resolve) => {
    answerFirst = resolve;
  });
  const { scope, calls } = scopeOf(async (title) => {
    if (title === "a") await first;
    return `sent ${title}`;
  });
  const [a, b] = [add("a"), add("b", now + 1)];
  const work = Promise.all([runOperation(context(), scope, a), runOperation(context(), scope, b)]);
  await vi.waitFor(() => expect(calls).toEqual(["send a"]));
  expect((await itemsOf(user)).map(({ operation }) => operation)).toEqual([a, b]);
  answerFirst();
  expect(await work).toEqual(["sent a", "sent b"]);
  expect(calls).toEqual(["send a", "sent a", "settled a", "send b", "sent b", "settled b"]);
  expect(await itemsOf(user)).toEqual([]);
});

test("a refusal is reported and forgotten", async () => {
  const { scope, calls } = scopeOf(() => Promise.reject(refused));
  const operation = add("a");
  await expect(runOperation(context(), scope, operation)).rejects.toBe(refused);
  expect(calls).toEqual(["send a", "a: Too long", "settled a"]);
  expect(await hasItem(operation.key)).toBe(false);
});

test("what was done by somebody else in this browser stays stored for them, and says nothing", async () => {
  const { scope, calls } = scopeOf(() => Promise.reject(forOther));
  const operation = add("a");
  await expect(runOperation(context(), scope, operation)).rejects.toBe(forOther);
  expect(calls).toEqual(["send a", "settled a"]);
  expect(await itemsOf(user)).toMatchObject([{ key: operation.key, user }]);
});

test("what only a newer page can send stays stored, and says so", async () => {
  const { scope, calls } = scopeOf(() => Promise.reject(new NeedsReload("Reload the page.")));
  const operation = add("a");
  await expect(runOperation(context(), scope, operation)).rejects.toThrow("Reload the page.");
  expect(calls).toEqual(["send a", "a: Reload the page.", "settled a"]);
  expect(await hasItem(operation.key)).toBe(true);
});

test("what another tab has sent is not sent again, and not reported twice", async () => {
  let answerFirst = () => {};
  const first = new Promise<void>((resolve) => {
    answerFirst = resolve;
  });
  const { scope, calls } = scopeOf(async (title) => {
    await first;
    return `sent ${title}`;
  });
  const [a, b] = [add("a"), add("b")];
  const work = Promise.all([runOperation(context(), scope, a), runOperation(context(), scope, b)]);
  await vi.waitFor(async () => expect(await hasItem(b.key)).toBe(true));
  // The other tab is quicker with the second.
  await deleteItem(b.key);
  answerFirst();
  expect(await work).toEqual(["sent a", undefined]);
  expect(calls).toEqual(["send a", "sent a", "settled a", "settled b"]);
});

test("the next page sends what waits for its user, oldest first, once, and gives up what is too old", async () => {
  const { scope, calls } = scopeOf(async (title) => {
    if (title === "refused") throw refused;
    return `sent ${title}`;
  });
  const [old, late, early, bad] = [
    add("old", now - maxAgeMs - 1),
    add("late", now - 1),
    add("early", now - 9),
    add("refused"),
  ];
  for (const operation of [old, late, early, bad]) {
    await putItem({ key: operation.key, user, scope: scope.name, operation });
  }
  await putItem({ key: "other", user: 8, scope: scope.name, operation: add("another user's") });
  await putItem({ key: "unknown", user, scope: "gone", operation: add("of a scope there is no more") });
  const load = (name: string) => (name === scope.name ? Promise.resolve(scope as OutboxScope) : undefined);
  await Promise.all([replayOutbox(client, user, load, now)]);
  await replayOutbox(client, user, load, now);
  await vi.waitFor(() => expect(client.isMutating()).toBe(0));
  expect(calls).toEqual([
    expect.stringMatching(/^old: .*24 hours.*\(replay\)$/),
    ...["send early", "sent early", "settled early", "send late", "sent late", "settled late"],
    ...["send refused", "refused: Too long (replay)", "settled refused"],
  ]);
  expect((await itemsOf(user)).map(({ key }) => key)).toEqual(["unknown"]);
  expect((await itemsOf(8)).map(({ key }) => key)).toEqual(["other"]);
});

test("the server's id of what was created is known by the provisional one, for each user and scope", async () => {
  await putCreatedId(user, "tasks", -5, 12);
  expect(await createdId(user, "tasks", -5)).toBe(12);
  expect(await createdId(user, "tracking", -5)).toBeUndefined();
  expect(await createdId(8, "tasks", -5)).toBeUndefined();
});
