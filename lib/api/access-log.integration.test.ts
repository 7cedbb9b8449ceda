import { subscribe, unsubscribe } from "node:diagnostics_channel";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { signInBrowser } from "@/lib/accounts/browser.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { useLog } from "@/lib/core/log.ts";
import { tasks } from "@/lib/tasks/service.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { message, send } from "@/lib/testing/mcp.ts";
import { TestBrowser } from "@/lib/testing/next-auth.ts";
import { freshEmail, goodPassword, prepareAccounts, signUp } from "@/lib/testing/sign-up.ts";
import { act } from "./action.ts";
import { resetLimits } from "./limits.ts";
import { type AccessLine, accessLog } from "./pipeline.ts";

type Line = AccessLine & { level: number; time: number; msg: string };

const address = "203.0.113.9";
const jar = new Map<string, string>();
const cookieOf = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

vi.mock("next/headers", () => ({
  headers: async () => new Headers({ "x-stint-peer": address, "user-agent": "Firefox/140.0" }),
  cookies: async () => ({
    get: (name: string) => jar.has(name) && { value: jar.get(name) },
    set: (name: string, value: string) => jar.set(name, value),
    delete: ({ name }: { name: string }) => jar.delete(name),
    toString: cookieOf,
  }),
}));

prepareAccounts();

let user: Awaited<ReturnType<typeof newUser>>;
let written: string[] = [];
let published: AccessLine[] = [];
const keep = (line: unknown) => void published.push(line as AccessLine);

/** Secrets that the tests send and that must never appear in a log. */
const canary = "Canary7words";

const signedIn = () => {
  const [name = "", value = ""] = user.cookie.split("=");
  jar.set(name, value);
};

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000", AUTH_RATE_LIMIT_PER_MINUTE: "100000", TRUST_PROXY: "" });
  resetLimits();
  jar.clear();
  user = await newUser();
  [written, published] = [[], []];
  useLog(pino({ base: undefined }, { write: (line: string) => void written.push(line) }));
  subscribe(accessLog.name, keep);
});
afterEach(() => {
  unsubscribe(accessLog.name, keep);
  useLog(undefined);
});

/** A form that adds a task, on the page of `person`. */
const addTask = (input: { title: string }, person?: number) => act(tasks.create, input, person);

const peer = { "x-stint-peer": address };
const asToken = () => ({ token: user.token, headers: peer });
const toolCall = (name: string, given: object) =>
  send({ ...asToken(), body: message("tools/call", { name, arguments: given }) });

const browse = () => {
  const browser = new TestBrowser();
  Object.assign(browser.headers, peer);
  return browser;
};

/**
 * The access log line of a call, with the checks every line must pass: its fields, and that subscribers got the same
 * line.
 */
async function linesOf(work: () => Promise<unknown>): Promise<Line[]> {
  [written, published] = [[], []];
  await work();
  const lines = written.map((line) => JSON.parse(line) as Line).filter(({ msg }) => msg === "request");
  for (const line of lines) {
    expect(line).toMatchObject({ level: 30, door: expect.any(String), route: expect.any(String) });
    expect([line.status, line.duration_ms].every(Number.isFinite)).toBe(true);
    expect(line.duration_ms).toBeGreaterThanOrEqual(0);
    expect(line.request_id).toMatch(/^[\w.:-]{1,128}$/);
  }
  expect(lines.map(({ level, time, msg, ...line }) => line)).toEqual(published);
  for (const secret of [canary, goodPassword, user.token, user.cookie]) expect(written.join("")).not.toContain(secret);
  return lines;
}

describe("a successful call logs one line, without the caller's address", () => {
  const cases: [what: string, work: () => Promise<unknown>, lines: Partial<AccessLine>[]][] = [
    [
      "over the API",
      () => call("GET", `/sessions?q=${canary}`, asToken()),
      [{ door: "rest", method: "GET", route: "/sessions", status: 200, user_id: expect.any(Number) }],
    ],
    [
      "over the API, with an id in its path",
      () => call("GET", `/stats/repo/${canary}/api`, asToken()),
      [{ door: "rest", method: "GET", route: "/stats/repo/:owner/:name", status: 200, user_id: expect.any(Number) }],
    ],
    [
      "over the API, signed out",
      () => call("GET", "/health/live", { headers: peer }),
      [{ door: "rest", method: "GET", route: "/health/live", status: 200 }],
    ],
    [
      "over a form",
      async () => {
        signedIn();
        expect(await addTask({ title: canary })).toMatchObject({ ok: true });
      },
      [{ door: "form", route: "/tasks", status: 200, user_id: expect.any(Number) }],
    ],
    [
      "over MCP",
      () => send({ ...asToken(), body: message("ping", { canary }) }),
      [{ door: "mcp", method: "POST", route: "/api/mcp", status: 200, user_id: expect.any(Number) }],
    ],
    [
      "by a tool, separate from its request",
      () => toolCall("add_task", { title: canary }),
      [
        { door: "tool", route: "add_task", status: 200, user_id: expect.any(Number) },
        { door: "mcp", method: "POST", route: "/api/mcp", status: 200, user_id: expect.any(Number) },
      ],
    ],
    [
      "over next-auth",
      () => browse().visit(`session?q=${canary}`),
      [{ door: "next-auth", method: "GET", route: "/api/auth/session", status: 200 }],
    ],
  ];

  test.each(cases)("%s", async (_what, work, wanted) => {
    const lines = await linesOf(work);
    expect(lines).toHaveLength(wanted.length);
    for (const [index, line] of lines.entries()) {
      const { level, time, msg, duration_ms, request_id, ...rest } = line;
      expect(rest).toEqual(wanted[index]);
      if (rest.user_id !== undefined) expect(rest.user_id).toBe(user.id);
    }
  });
});

describe("a refused call logs one line, with its code and the caller's address", () => {
  const startWithKey = () =>
    call("POST", "/sessions/start", {
      ...{ token: user.token, headers: { ...peer, "idempotency-key": canary } },
      body: { repo_owner: "acme", repo_name: "api", pr_number: canary },
    });
  const cases: [what: string, work: () => Promise<unknown>, lines: Partial<AccessLine>[]][] = [
    [
      "over the API: signed out",
      () => call("GET", `/sessions?q=${canary}`, { headers: peer, token: canary }),
      [{ door: "rest", method: "GET", route: "/sessions", status: 401, code: "UNAUTHORIZED" }],
    ],
    [
      "over the API: not found",
      () => call("PATCH", "/sessions/999999", { ...asToken(), body: { note: canary } }),
      [{ door: "rest", method: "PATCH", route: "/sessions/:id", status: 404, code: "NOT_FOUND", user_id: 1 }],
    ],
    [
      "over the API: an invalid body",
      () => call("POST", "/sessions/start", { ...asToken(), body: `{"note":"${canary}` }),
      [{ door: "rest", method: "POST", route: "/sessions/start", status: 400, code: "BAD_REQUEST", user_id: 1 }],
    ],
    [
      "over the API: with an Idempotency-Key",
      () => startWithKey(),
      [{ door: "rest", method: "POST", route: "/sessions/start", status: 422, code: "VALIDATION_ERROR", user_id: 1 }],
    ],
    [
      "over the API: again with an Idempotency-Key",
      async () => {
        await startWithKey();
        const { headers } = await startWithKey();
        expect(headers.get("idempotent-replayed")).toBe("true");
      },
      Array(2).fill({
        ...{ door: "rest", method: "POST", route: "/sessions/start" },
        ...{ status: 422, code: "VALIDATION_ERROR", user_id: 1 },
      }),
    ],
    [
      "over the API: an unknown method",
      () => call("PUT", "/sessions", { ...asToken(), body: canary }),
      [{ door: "rest", method: "PUT", route: "(unknown)", status: 405, code: "METHOD_NOT_ALLOWED" }],
    ],
    [
      "over the API: an unknown path",
      () => call("GET", `/${canary}?q=${canary}`, asToken()),
      [{ door: "rest", method: "GET", route: "(unknown)", status: 404, code: "NOT_FOUND" }],
    ],
    [
      "over the API: a sign-in",
      () => call("POST", "/auth/login", { headers: peer, body: { email: freshEmail(), password: canary } }),
      [{ door: "rest", method: "POST", route: "/auth/login", status: 401, code: "UNAUTHORIZED" }],
    ],
    [
      "over a form: a sign-in",
      async () => expect(await signInBrowser({ email: freshEmail(), password: canary })).toMatchObject({ ok: false }),
      [{ door: "form", route: "/auth/login", status: 401, code: "UNAUTHORIZED" }],
    ],
    [
      "over a form: signed out",
      () => addTask({ title: canary }),
      [{ door: "form", route: "/tasks", status: 401, code: "UNAUTHORIZED" }],
    ],
    [
      "over a form: a value that is too long",
      () => {
        signedIn();
        return addTask({ title: canary.repeat(100) });
      },
      [{ door: "form", route: "/tasks", status: 422, code: "VALIDATION_ERROR", user_id: 1 }],
    ],
    [
      "over a form: another user's page",
      () => {
        signedIn();
        return addTask({ title: canary }, user.id + 1);
      },
      [{ door: "form", route: "/tasks", status: 403, code: "USER_ID_MISMATCH", user_id: 1 }],
    ],
    [
      "over MCP: signed out",
      () => send({ headers: peer, token: canary }),
      [{ door: "mcp", method: "POST", route: "/api/mcp", status: 401, code: "UNAUTHORIZED" }],
    ],
    [
      "over MCP: another Host",
      () => send({ token: user.token, headers: { ...peer, host: "evil.example" } }),
      [{ door: "mcp", method: "POST", route: "/api/mcp", status: 403, code: "FORBIDDEN" }],
    ],
    [
      "by a tool, whose request succeeds",
      () => toolCall("complete_task", { task_id: canary }),
      [
        { door: "tool", route: "complete_task", status: 422, code: "TASK_NOT_FOUND", user_id: 1 },
        { door: "mcp", method: "POST", route: "/api/mcp", status: 200, user_id: 1 },
      ],
    ],
    [
      "over next-auth: an unknown path",
      () => browse().visit(`${canary}?q=${canary}`),
      [{ door: "next-auth", method: "GET", route: "/api/auth/(unknown)", status: 404, code: "NOT_FOUND" }],
    ],
  ];

  test.each(cases)("%s", async (_what, work, wanted) => {
    const lines = await linesOf(work);
    // Each test has its own account.
    const expected = wanted.map((line) => ({
      ...line,
      ...(line.user_id !== undefined && { user_id: user.id }),
      ...((line.status ?? 0) >= 400 && { address }),
    }));
    expect(lines.map(({ level, time, msg, duration_ms, request_id, ...rest }) => rest)).toEqual(expected);
  });

  test("through next-auth: a sign-in", async () => {
    const browser = browse();
    const csrfToken = await browser.csrfToken();
    const form = { csrfToken, email: freshEmail(), password: canary };
    const lines = await linesOf(() => browser.visit("callback/credentials", form));
    const refused = { door: "next-auth", method: "POST", route: "/api/auth/callback", address };
    // next-auth redirects back to the page, so the status says nothing.
    expect(lines).toMatchObject([{ ...refused, status: 302, code: "UNAUTHORIZED" }]);
    const none = await linesOf(() => browser.visit("callback/credentials", { csrfToken, email: "", password: canary }));
    expect(none).toMatchObject([{ ...refused, code: "VALIDATION_ERROR" }]);
    expect(JSON.stringify(lines)).not.toContain(csrfToken);
  });

  test("through every door: a rate-limited caller", async () => {
    resetEnv({ RATE_LIMIT_PER_MINUTE: "1", AUTH_RATE_LIMIT_PER_MINUTE: "1" });
    signedIn();
    const again = [
      () => call("GET", "/sessions", asToken()),
      () => addTask({ title: canary }),
      () => send(asToken()),
      () => call("POST", "/auth/login", { headers: peer, body: { email: freshEmail(), password: canary } }),
    ];
    const refused = { status: 429, code: "RATE_LIMITED", address };
    for (const ask of again) {
      await ask();
      expect(await linesOf(ask)).toMatchObject([refused]);
    }
  });
});

test("the logged request id is the one in the response, or in the form's result", async () => {
  const { headers } = await call("GET", "/sessions", { ...asToken(), headers: { "x-request-id": "chosen-1" } });
  expect(headers.get("x-request-id")).toBe("chosen-1");
  expect(published).toMatchObject([{ request_id: "chosen-1" }]);
  let result: Awaited<ReturnType<typeof addTask>> | undefined;
  const [line] = await linesOf(async () => {
    result = await addTask({ title: canary });
  });
  expect(result).toMatchObject({ ok: false, requestId: line?.request_id });
});

test("a successful sign-in, through every door, leaves no password, token or cookie in the log", async () => {
  const { user: account, access_token } = await signUp();
  const browser = browse();
  const csrfToken = await browser.csrfToken();
  const credentials = { email: account.email, password: goodPassword };
  const secrets: string[] = [access_token, csrfToken];
  const lines = await linesOf(async () => {
    const { body } = await call<Record<string, string>>("POST", "/auth/login", {
      body: { ...credentials, remember_me: true },
    });
    secrets.push(body.access_token ?? "", body.refresh_token ?? "");
    expect(await signInBrowser(credentials)).toMatchObject({ ok: true });
    await browser.visit("callback/credentials", { csrfToken, ...credentials });
    secrets.push(jar.get("stint.session") ?? "", browser.jar.get("stint.session") ?? "");
  });
  expect(lines.map(({ door, status }) => [door, status])).toEqual([
    ["rest", 200],
    ["form", 200],
    ["next-auth", 302],
  ]);
  expect(lines[2]?.user_id).toBe(account.id);
  expect(secrets.length).toBe(6);
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(20);
    expect(written.join("")).not.toContain(secret);
  }
});
