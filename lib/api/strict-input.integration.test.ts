import { beforeAll, expect, test } from "vitest";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { forgedCursors, noIntegers, places, takesInteger, unreadableBodies, written } from "@/lib/testing/bad-input.ts";
import { call } from "@/lib/testing/http.ts";
import { callable, everything, operations } from "@/lib/testing/operations.ts";
import { resetLimits } from "./limits.ts";

/** The contract's rules for every body and every cursor, checked on each operation of the OpenAPI document. */

type Refusal = { code?: string; detail?: { loc: (string | number)[] }[]; results?: { status: string }[] };

const unsafe = operations.filter(({ method }) => method !== "GET");
const withBody = unsafe.flatMap(({ body, ...rest }) => (body ? [{ ...rest, body }] : []));
const fieldsOf = (operation: (typeof withBody)[number]) => [...places(operation.body)];

beforeAll(() => {
  const wide = "1000000";
  resetEnv({ RATE_LIMIT_PER_MINUTE: wide, AUTH_RATE_LIMIT_PER_MINUTE: wide, CHAT_RATE_LIMIT_PER_MINUTE: wide });
  resetLimits();
});

const isAt = (refusal: Refusal, path: (string | number)[]): boolean =>
  (refusal?.detail ?? []).some(({ loc }) => loc.slice(1).join(".").startsWith(path.join(".")));

/** Batches recorded offline report each item: none of these was accepted. */
const isRejected = ({ results }: Refusal): boolean =>
  results !== undefined && results.length > 0 && results.every(({ status }) => status === "rejected");

test("every integer of every body is a JSON integer: true, text, lists, fractions and overflows are 422", async () => {
  const { token } = await newUser({ role: "admin" });
  const before = await everything();
  const failures: string[] = [];
  let count = 0;
  for (const operation of withBody) {
    for (const place of fieldsOf(operation).filter(takesInteger)) {
      for (const value of noIntegers) {
        const body = written(place, value);
        const answer = await call<Refusal>(operation.method, callable(operation.path), { token, body });
        count += 1;
        const isRefused = answer.status === 422 && isAt(answer.body, place.path);
        if (!isRefused && !isRejected(answer.body)) {
          failures.push(
            `${operation.method} ${operation.path} ${body.slice(0, 120)} → ${answer.status} ${answer.text}`,
          );
        }
      }
    }
  }
  expect(failures).toEqual([]);
  expect(count).toBeGreaterThan(100);
  expect(await everything()).toEqual(before);
});

test("null for any optional field of any body is never rejected: it means absent, or clears the field", async () => {
  const failures: string[] = [];
  let count = 0;
  for (const operation of withBody) {
    for (const place of fieldsOf(operation).filter(({ optional }) => optional)) {
      const { token: fresh } = await newUser({ role: "admin" });
      const body = place.build(null);
      const answer = await call<Refusal>(operation.method, callable(operation.path), { token: fresh, body });
      count += 1;
      // When one of two fields is required, it may still be missing: then another field is named, or all of them.
      const without = isAt(answer.body, place.path)
        ? await call<Refusal>(operation.method, callable(operation.path), {
            token: fresh,
            body: place.build(undefined),
          })
        : null;
      if (
        answer.status >= 500 ||
        (without && without.text.replace(/"request_id.*/, "") !== answer.text.replace(/"request_id.*/, ""))
      ) {
        failures.push(`${operation.method} ${operation.path} ${JSON.stringify(body).slice(0, 120)} → ${answer.text}`);
      }
    }
  }
  expect(failures).toEqual([]);
  expect(count).toBeGreaterThan(50);
});

test("the OpenAPI document allows null for every optional field of every body", () => {
  const takesNull = (schema: { type?: unknown; anyOf?: unknown[] }): boolean =>
    [schema.type].flat().includes("null") || (schema.anyOf ?? []).some((option) => takesNull(option as object));
  const refusing = withBody.flatMap((operation) =>
    fieldsOf(operation)
      .filter(({ optional, schema }) => optional && Object.keys(schema).length > 0 && !takesNull(schema))
      .map(({ path }) => `${operation.operation.operationId} ${path.join(".")}`),
  );
  expect(refusing).toEqual([]);
});

test("a body that is not UTF-8, encoded, nested deeper than 64 or has a __proto__ key is rejected by every operation", async () => {
  const { token } = await newUser({ role: "admin" });
  const before = await everything();
  const failures: string[] = [];
  for (const { method, path } of unsafe) {
    for (const [name, body, status, headers] of unreadableBodies) {
      const answer = await call<Refusal>(method, callable(path), { token, body, headers: { ...headers } });
      if (answer.status !== status) failures.push(`${method} ${path}: ${name} → ${answer.status}`);
    }
  }
  expect(failures).toEqual([]);
  expect(await everything()).toEqual(before);
});

test("a body with a byte order mark, in identity coding, nested 64 deep is accepted", async () => {
  const { token: fresh } = await newUser();
  const metadata = `{"a":${"[".repeat(61)}"Zoë"${"]".repeat(61)}}`;
  const activity = `{"activity_type":"comment","repo_owner":"a","repo_name":"b","pr_number":1,"metadata":${metadata}}`;
  const headers = { "content-encoding": "identity" };
  const sent = { token: fresh, body: Buffer.from(`\ufeff${activity}`), headers };
  expect((await call("POST", "/activities", sent)).status).toBe(201);
  const { body } = await call<{ activities: { metadata: unknown }[] }>("GET", "/activities", { token: fresh });
  expect(JSON.stringify(body.activities[0]?.metadata)).toBe(metadata);
});

test("a forged cursor is a 422 or a position in the list, never a 500, for every list in each of its orders", async () => {
  const { token } = await newUser();
  const lists = operations.filter(({ contract }) => "cursor" in contract.shape);
  expect(lists.length).toBeGreaterThan(10);
  const cursors = forgedCursors(["shelf", "place", "todo", "oldest", "longest", "newest"]);
  const failures: string[] = [];
  for (const { path, contract } of lists) {
    const sorts = "sort" in contract.shape ? ["newest", "oldest", "longest"] : [""];
    let accepted = 0;
    for (const sort of sorts) {
      for (const cursor of cursors) {
        const search = `cursor=${cursor}${sort && `&sort=${sort}`}${"q" in contract.shape ? "&q=a" : ""}`;
        const { status, body } = await call<Refusal>("GET", `${callable(path)}?${search}`, { token });
        if (status === 200) accepted += 1;
        if (status !== 200 && status !== 422) failures.push(`${path}?${search} → ${status} ${body?.code}`);
      }
    }
    // Custom orders are among those tested.
    if (accepted === 0) failures.push(`${path}: none of the cursors is of its order`);
  }
  expect(failures).toEqual([]);
});
