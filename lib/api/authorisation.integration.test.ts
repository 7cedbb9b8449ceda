import { beforeAll, expect, test } from "vitest";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { sample } from "@/lib/testing/bad-input.ts";
import { call, type Sent } from "@/lib/testing/http.ts";
import { callable, everything, type Operation, operations } from "@/lib/testing/operations.ts";
import { newPoses, newSequence, stepOf } from "@/lib/testing/practice.ts";
import { resetLimits } from "./limits.ts";

/** Authorisation: every operation of the OpenAPI document, for every kind of caller. */

beforeAll(() => {
  const wide = "1000000";
  resetEnv({ RATE_LIMIT_PER_MINUTE: wide, AUTH_RATE_LIMIT_PER_MINUTE: wide, CHAT_RATE_LIMIT_PER_MINUTE: wide });
  resetLimits();
});

/** A personal API token of an account. */
async function apiToken(scope: "read" | "write", role: "user" | "admin" = "user") {
  const user = await newUser({ role });
  const body = { name: "Test", scopes: [scope] };
  const made = await call<{ token: string }>("POST", "/auth/tokens", { token: user.token, body });
  return { id: user.id, sent: { token: made.body.token } };
}

async function signedIn(role: "viewer" | "user" | "admin") {
  const { id, token } = await newUser({ role });
  return { id, sent: { token } };
}

const isUnsafe = ({ contract }: Operation): boolean => contract.method !== "GET";

/** Each entry creates a caller of its kind and gives the expected refusal status; 0 means the caller is allowed. */
const callers: [who: string, make: () => Promise<{ id: number; sent: Sent }>, refusal: (one: Operation) => number][] = [
  ["nobody", async () => ({ id: 1, sent: {} }), () => 401],
  ["a broken token", async () => ({ id: 1, sent: { token: "stint_nonsense" } }), () => 401],
  [
    "a viewer",
    () => signedIn("viewer"),
    (one) => (one.contract.access === "admin" || (isUnsafe(one) && !one.contract.viewersToo) ? 403 : 0),
  ],
  ["somebody", () => signedIn("user"), ({ contract }) => (contract.access === "admin" ? 403 : 0)],
  ["an administrator", () => signedIn("admin"), () => 0],
  [
    "a read-only token",
    () => apiToken("read"),
    (one) => (["login", "admin"].includes(one.contract.access) || isUnsafe(one) ? 403 : 0),
  ],
  [
    "a write token",
    () => apiToken("write"),
    ({ contract }) => (["login", "admin"].includes(contract.access) ? 403 : 0),
  ],
  [
    "an administrator's token",
    () => apiToken("write", "admin"),
    ({ contract }) => (contract.access === "login" ? 403 : 0),
  ],
  [
    "a cookie without a CSRF token",
    async () => {
      const { id, cookie } = await newUser();
      return { id, sent: { cookie } };
    },
    (one) => (one.contract.access === "admin" || isUnsafe(one) ? 403 : 0),
  ],
];

const guarded = operations.filter(({ contract }) => contract.access !== "public");

const bodyOf = ({ body }: Operation): Sent => (body ? { body: sample(body) } : {});

test.each(callers)("%s is refused operations it has no access to, and nothing is written", async (_, make, refusal) => {
  const wrong: string[] = [];
  const ask = async (one: Operation, { id, sent }: { id: number; sent: Sent }) => {
    const path = callable(one.path.replace("{user_id}", String(id)), "999999");
    const { status, text } = await call(one.method, path, { ...sent, ...bodyOf(one) });
    const expected = refusal(one);
    const isRight = expected === 0 ? status !== 401 && status !== 403 && status < 500 : status === expected;
    if (!isRight) wrong.push(`${one.method} ${path} → ${status}, not ${expected || "let in"}: ${text.slice(0, 200)}`);
  };
  const refused = guarded.filter((one) => refusal(one) !== 0);
  const caller = await make();
  const before = await everything();
  for (const one of refused) await ask(one, caller);
  expect(await everything()).toEqual(before);
  // An allowed call may end the login or delete the account, so each gets its own caller.
  for (const one of guarded) if (!refused.includes(one)) await ask(one, await make());
  expect(wrong).toEqual([]);
  expect(guarded.length).toBeGreaterThan(70);
});

/** Rows of one account, keyed by the path prefix that serves them. */
async function rowsOf({
  id: owner,
  token,
}: {
  id: number;
  token: string;
}): Promise<[prefix: string, id: number | string][]> {
  const make = async (path: string, body: object) =>
    (await call<Record<string, number>>("POST", path, { token, body })).body;
  const pullRequest = { repo_owner: "acme", repo_name: "api", pr_number: 7 };
  const [pose = ""] = await newPoses(1);
  const sequence = await newSequence(token, [stepOf(pose)]);
  const { session_id } = await make("/sessions/start", pullRequest);
  const { id: practice } = await make("/practice/sessions", { sequence_id: sequence });
  const { conversation_id } = await make(`/users/${owner}/chat`, { message: "hello" });
  const { id: api } = await make("/auth/tokens", { name: "x", scopes: ["read"] });
  const logins = await call<{ sessions: { id: number }[] }>("GET", "/auth/sessions", { token });
  return [
    ["/api/v1/sessions/{id}", session_id ?? 0],
    ["/api/v1/sequences/{id}", sequence],
    ["/api/v1/practice/sessions/{id}", practice ?? 0],
    ["/api/v1/conversations/{id}", conversation_id ?? 0],
    ["/api/v1/auth/tokens/{id}", api ?? 0],
    ["/api/v1/auth/sessions/{id}", logins.body.sessions[0]?.id ?? 0],
  ];
}

test("another account's rows are not found by any operation, and stay unchanged", async () => {
  const owner = await newUser();
  const rows = await rowsOf(owner);
  expect(rows.filter(([, id]) => !id)).toEqual([]);
  const before = await everything();
  const wrong: string[] = [];
  let count = 0;
  for (const [prefix, id] of rows) {
    for (const one of guarded.filter(({ path }) => path === prefix || path.startsWith(`${prefix}/`))) {
      const { token } = await newUser({ role: "admin" });
      const { status } = await call(one.method, callable(one.path, String(id)), { token, ...bodyOf(one) });
      count += 1;
      if (status !== 404) wrong.push(`${one.method} ${one.path} → ${status}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(15);
  const after = await everything();
  const touched = Object.keys(before).filter(
    (table) => !["users", "login_sessions"].includes(table) && before[table] !== after[table],
  );
  expect(touched).toEqual([]);
});
