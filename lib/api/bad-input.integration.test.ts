import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/index.ts";
import * as schema from "@/db/schema/index.ts";
import { signToken } from "@/lib/auth/tokens.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { hostileTexts, mutations, sample } from "@/lib/testing/bad-input.ts";
import { call, type Sent } from "@/lib/testing/http.ts";
import { everything, filled, operations } from "@/lib/testing/operations.ts";
import type { AnyEndpoint } from "./contract.ts";
import { parseInput } from "./implement.ts";
import { gatherInput } from "./input.ts";
import { resetLimits } from "./limits.ts";

/**
 * Sends bad input to every operation of the OpenAPI document, whichever domain it comes from: each must respond with a
 * 4xx in the contract's shape, never a 500, and write nothing.
 */

let token: string;
let person: number;
let otherSession: number;

beforeAll(async () => {
  resetEnv({ DATA_DIR: mkdtempSync(join(tmpdir(), "stint-bad-input-")) });
  const other = await newUser();
  const orm = await db();
  const [row] = await orm
    .insert(schema.trackingSessions)
    // An id that none of Stint's built-in sequences has; those are readable by everyone.
    .overridingSystemValue()
    .values({ id: 900_001, user_id: other.id, repo_owner: "a", repo_name: "b", pr_number: 1, start_time: new Date() })
    .returning();
  otherSession = row?.id ?? 0;
  await orm.insert(schema.tasks).values({ user_id: other.id, id: otherSession, title: "Private" });
  await orm.insert(schema.sequences).overridingSystemValue().values({
    id: otherSession,
    user_id: other.id,
    name: "Private",
    style: "desk",
    difficulty: "beginner",
    focus_area: "spine",
    total_seconds: 60,
    pose_count: 1,
    search_text: "private spine",
  });
  await orm
    .insert(schema.conversations)
    .overridingSystemValue()
    .values({ id: otherSession, user_id: other.id, title: "Private" });
});

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "1000000", AUTH_RATE_LIMIT_PER_MINUTE: "1000000" });
  resetLimits();
  ({ token, id: person } = await newUser({ role: "admin" }));
});

// An empty segment is a different path, and invalid UTF-8 never reaches a route: the server responds 400 itself.
const unroutable = new Set(["", "%ED%A0%80"]);

/** The caller's own path, where it contains an account id. */
const own = (path: string) => path.replace("{user_id}", String(person));

/** Sends the request; returns what was wrong with the refusal, or null. */
async function complaint(method: string, path: string, sent: Sent, allowed: (status: number) => boolean) {
  const answer = await call(method, path.replace(/^\/api\/v1/, ""), sent);
  const about = `${method} ${path.slice(0, 80)} ${JSON.stringify(sent.body ?? "").slice(0, 120)} → ${answer.status}`;
  if (!allowed(answer.status)) return about;
  if (answer.status < 400) return null;
  const { error, code, message, detail, request_id } = answer.body ?? {};
  const whole = [error, code, message, request_id].every((part) => typeof part === "string") && Array.isArray(detail);
  return whole ? null : `${about}: not the contract's shape: ${answer.text.slice(0, 200)}`;
}

/** Whether the contract takes a body: all these checks happen before the operation runs. */
function isAccepted(contract: AnyEndpoint, params: Record<string, string>, body: unknown): boolean {
  try {
    parseInput(contract, gatherInput(contract, params, new URLSearchParams(), body));
    return true;
  } catch {
    return false;
  }
}

const refused = (status: number) => status >= 400 && status < 500;
const noServerError = (status: number) => status < 500;

describe.each(operations)("$method $path", ({ method, path, operation, contract, body }) => {
  const unsafe = method !== "GET";

  test("survives hostile headers", async () => {
    const failures: unknown[] = [];
    for (const [header, value] of [
      ["authorization", "Basic dXNlcjpwYXNz"],
      ["authorization", `Bearer ${"x".repeat(8000)}`],
      ["cookie", "stint.session=%00; stint.session=a.b.c; =; ;;"],
      ["if-none-match", `W/"${"x".repeat(5000)}", *`],
      ["x-request-id", "'; drop table users"],
      ["x-csrf-token", "\u00ff".repeat(100)],
      ["content-length", "banana"],
    ] as const) {
      const sent = { ...(header === "authorization" ? {} : { token }), headers: { [header]: value } };
      failures.push(await complaint(method, filled(path, "1"), sent, noServerError));
    }
    expect(failures.filter(Boolean)).toEqual([]);
  });

  const testIf = (condition: unknown) => (condition ? test : () => {});

  testIf(unsafe)("refuses bodies that are no JSON object, and writes nothing", async () => {
    const before = await everything();
    const failures: unknown[] = [];
    for (const text of ["{", "nonsense", "[]", '"text"', "1", "null", "true", '{"__proto__":{"admin":true}}']) {
      failures.push(await complaint(method, filled(path, "1"), { token, body: text }, refused));
    }
    expect(failures.filter(Boolean)).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  testIf(body)("refuses every field's hostile values, and writes nothing", async () => {
    if (!body) throw new Error("This operation takes a body");
    const valid = sample(body) as Record<string, unknown>;
    const params = Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map((match) => [match[1], "1"]));
    const accepts = (value: object) => isAccepted(contract, params, value);
    expect([operation.operationId, valid, accepts(valid)]).toEqual([operation.operationId, valid, true]);
    const all = [...mutations(body, valid)];
    const bad = all.filter((value) => !accepts(value));
    expect(bad.length).toBeGreaterThan(Object.keys(body.properties ?? {}).length);
    const before = await everything();
    const failures: unknown[] = [];
    for (const value of bad) failures.push(await complaint(method, filled(path, "1"), { token, body: value }, refused));
    expect(failures.filter(Boolean)).toEqual([]);
    expect(await everything()).toEqual(before);
    // Input that looks odd but is valid must not break anything either; it may write.
    for (const value of all.filter(accepts)) {
      const fresh = await newUser();
      failures.push(await complaint(method, filled(path, "1"), { token: fresh.token, body: value }, noServerError));
    }
    expect(failures.filter(Boolean)).toEqual([]);
  });

  const queryNames = (operation.parameters ?? []).flatMap((parameter) =>
    parameter.in === "query" && parameter.name ? [parameter.name] : [],
  );
  testIf(queryNames.length > 0)("survives every hostile query parameter", async () => {
    const failures: unknown[] = [];
    for (const name of queryNames) {
      for (const value of hostileTexts) {
        failures.push(await complaint(method, `${path}?${name}=${value}`, { token }, noServerError));
      }
    }
    expect(failures.filter(Boolean)).toEqual([]);
  });

  testIf(path.includes("{"))("survives every hostile path, and finds nobody else's row", async () => {
    const before = await everything();
    const failures: unknown[] = [];
    const sent = { token, ...(body && { body: sample(body) }) };
    for (const value of hostileTexts.filter((text) => !unroutable.has(text))) {
      const allowed = path.includes("{id}") ? refused : noServerError;
      failures.push(await complaint(method, filled(path, value), sent, allowed));
    }
    if (path.includes("{id}")) {
      failures.push(await complaint(method, filled(own(path), String(otherSession)), sent, (status) => status === 404));
      failures.push(await complaint(method, filled(own(path), "9007199254740991"), sent, (status) => status === 404));
    }
    expect(failures.filter(Boolean)).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  testIf(operation.security.length > 0)("refuses anonymous callers, whatever they send", async () => {
    const claims = { sub: "1", sid: "1", role: "admin", iat: 1, exp: 2 };
    const expired = signToken("access", claims);
    const [head, , signature] = expired.split(".");
    const forged = Buffer.from(JSON.stringify({ ...claims, exp: 9_999_999_999 })).toString("base64url");
    const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
    const before = await everything();
    const sent = body ? { body: sample(body) } : {};
    const failures: unknown[] = [];
    for (const bad of [undefined, expired, `${head}.${forged}.${signature}`, `${none}.${forged}.`, "stint_none", "x"]) {
      const allowed = (status: number) => status === 401;
      failures.push(await complaint(method, filled(path, "1"), { ...sent, token: bad }, allowed));
    }
    expect(failures.filter(Boolean)).toEqual([]);
    expect(await everything()).toEqual(before);
  });
});
