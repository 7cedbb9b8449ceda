import pino from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { resetLimits } from "@/lib/api/limits.ts";
import { tools } from "@/lib/app/tools.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { useLog } from "@/lib/core/log.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { message, send } from "@/lib/testing/mcp.ts";

type User = Awaited<ReturnType<typeof newUser>>;
let user: User;

const tasksOf = async ({ token }: User) =>
  (await call<{ tasks: { id: number; title: string; status: string }[] }>("GET", "/tasks", { token })).body.tasks;

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000", ALLOWED_ORIGINS: "", TRUST_PROXY: "", APP_URL: "" });
  resetLimits();
  user = await newUser();
});
afterEach(() => {
  useLog(undefined);
  resetEnv({ RATE_LIMIT_PER_MINUTE: "", ALLOWED_ORIGINS: "", TRUST_PROXY: "", APP_URL: "" });
});

describe("a caller", () => {
  test("without a valid token gets 401 with the metadata's URL, even with a cookie", async () => {
    const resource = 'resource_metadata="http://localhost:3000/.well-known/oauth-protected-resource/api/mcp"';
    const plain = `Bearer realm="Stint", scope="read write", ${resource}`;
    for (const sent of [{}, { cookie: user.cookie }]) {
      const answer = await send(sent);
      expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, plain]);
      expect(answer.body).toMatchObject({ jsonrpc: "2.0", id: null, error: { code: -32000 } });
    }
    for (const authorization of ["Bearer stint_none", "Bearer x.y.z", "Basic dXNlcjpwYXNz", "Bearer", ""]) {
      const { status, headers, body } = await send({ cookie: user.cookie, headers: { authorization } });
      expect([authorization, status]).toEqual([authorization, 401]);
      expect(headers.get("www-authenticate")).toBe(plain.replace(", scope", ', error="invalid_token", scope'));
      expect(body.error.data).toEqual({ code: "UNAUTHORIZED", request_id: headers.get("x-request-id") });
    }
    expect((await send({}, "GET")).status).toBe(401);
  });

  test("from another Host or an unlisted Origin is rejected before any token is checked", async () => {
    resetEnv({ APP_URL: "https://stint.example", ALLOWED_ORIGINS: "https://inspector.example" });
    const status = async (headers: Record<string, string>) => (await send({ token: user.token, headers })).status;
    for (const host of ["localhost:3000", "127.0.0.1:9", "[::1]:3000", "stint.example", "stint.example:8443"]) {
      expect([host, await status({ host })]).toEqual([host, 200]);
    }
    for (const host of [
      "evil.example",
      "stint.example.evil.example",
      "10.0.0.1",
      "local host",
      "",
      "x@stint.example:y",
    ]) {
      expect([host, await status({ host })]).toEqual([host, 403]);
    }
    // Only a trusted proxy may set the host.
    expect(await status({ host: "evil.example", "x-forwarded-host": "localhost" })).toBe(403);
    const origins = ["https://stint.example", "http://localhost:3000", "https://inspector.example"];
    for (const origin of origins) expect([origin, await status({ origin })]).toEqual([origin, 200]);
    for (const origin of ["https://evil.example", "http://localhost:6274", "null", "https://stint.example.evil", "x"]) {
      const answer = await send({ headers: { origin } });
      expect([origin, answer.status, answer.body.error.data?.code]).toEqual([origin, 403, "FORBIDDEN"]);
      expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    }
    resetEnv({ TRUST_PROXY: "1" });
    expect(await status({ host: "stint:3000", "x-forwarded-host": "stint.example" })).toBe(200);
    expect(await status({ host: "stint.example", "x-forwarded-host": "evil.example" })).toBe(403);
  });

  test("from a listed origin gets its preflight response, and may read responses and challenges", async () => {
    const origin = "https://inspector.example";
    resetEnv({ ALLOWED_ORIGINS: origin });
    const preflight = await send({ headers: { origin } }, "OPTIONS");
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, origin]);
    expect(preflight.headers.get("access-control-allow-methods")).toBe("POST, OPTIONS");
    expect(preflight.headers.get("access-control-allow-headers")).toMatch(/Authorization.*MCP-Protocol-Version/);
    const refused = await send({ headers: { origin } });
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([401, origin]);
    expect(refused.headers.get("access-control-expose-headers")).toContain("WWW-Authenticate");
    const stranger = await send({ headers: { origin: "https://evil.example" } }, "OPTIONS");
    expect(stranger.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("has the same rate limit as over REST, and every message of a batch counts", async () => {
    resetEnv({ RATE_LIMIT_PER_MINUTE: "5" });
    resetLimits();
    expect((await send({ token: user.token })).headers.get("ratelimit")).toMatch(/^"default";r=4;t=\d+$/);
    await send({ token: user.token, body: [message("ping"), message("ping")] });
    expect((await call("GET", "/tasks", { token: user.token })).headers.get("ratelimit")).toMatch(/;r=1;/);
    await send({ token: user.token });
    const { status, headers, body } = await send({ token: user.token });
    expect([status, body.error.data?.code]).toEqual([429, "RATE_LIMITED"]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await send({ token: (await newUser()).token })).status).toBe(200);
  });

  test("logs one line for the request and one for the tool, without any content", async () => {
    const lines: Record<string, unknown>[] = [];
    useLog(pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) }));
    const request_id = "mcp-test-1";
    const body = message("tools/call", { name: "add_task", arguments: { title: "Confidential words" } });
    const answer = await send({ token: user.token, body, headers: { "x-request-id": request_id } });
    expect([answer.status, answer.headers.get("x-request-id")]).toEqual([200, request_id]);
    expect(lines).toMatchObject([
      { msg: "request", door: "tool", route: "add_task", status: 200, user_id: user.id, request_id },
      { msg: "request", door: "mcp", method: "POST", route: "/api/mcp", status: 200, user_id: user.id, request_id },
    ]);
    expect(JSON.stringify(lines)).not.toContain("Confidential");
    expect(JSON.stringify(lines)).not.toContain(user.token);
  });
});

describe("input", () => {
  test("that is not a valid message gets a 4xx JSON-RPC error, and has no effect", async () => {
    const { token } = user;
    for (const [sent, status, code] of [
      [{ body: "{" }, 400, -32700],
      [{ body: "" }, 400, -32700],
      [{ body: "null" }, 400, undefined],
      [{ body: "7" }, 400, undefined],
      [{ body: "[]" }, 400, undefined],
      [{ body: { jsonrpc: "1.0", id: 1, method: "ping" } }, 400, undefined],
      [{ body: { id: 1, method: "ping" } }, 400, undefined],
      [{ body: { ...message("ping"), id: { a: 1 } } }, 400, undefined],
      [{ body: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } }, 415, -32000],
      [{ body: Array.from({ length: 21 }, () => message("ping")) }, 400, -32000],
      [{ headers: { accept: "text/html" } }, 406, undefined],
      [{ headers: { "mcp-protocol-version": "1066-10-14" } }, 400, undefined],
      [{ body: `{"a":"${"x".repeat(1024 * 1024)}"}` }, 413, -32000],
    ] as const) {
      const answer = await send({ token, ...sent });
      const about = JSON.stringify(sent).slice(0, 80);
      expect([about, answer.status]).toEqual([about, status]);
      expect([about, answer.body.jsonrpc, answer.body.error.code]).toEqual([
        about,
        "2.0",
        code ?? answer.body.error.code,
      ]);
      expect(answer.headers.get("x-request-id")).toBeTruthy();
    }
    expect(await tasksOf(user)).toEqual([]);
  });

  test.each([
    ["*/*", 200],
    ["application/*, text/*", 200],
    ["application/json;q=0.5, */*;q=0.1", 200],
    ["application/json, text/event-stream", 200],
    ["*/*;q=0", 406],
    ["text/html", 406],
  ])("with Accept: %s gets %s", async (accept, status) => {
    const body = message("tools/call", { name: "list_tasks", arguments: {} });
    const answer = await send<unknown>({ token: user.token, body, headers: { accept } });
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.text).toContain("structuredContent");
  });

  test("with null for an optional field is treated as absent, and with null for a required one is rejected", async () => {
    const use = async (name: string, args: object) => {
      const { text } = await send<unknown>({
        token: user.token,
        body: message("tools/call", { name, arguments: args }),
      });
      return text;
    };
    for (const { name, input } of tools) {
      const nulls = Object.fromEntries(Object.keys(input.shape).map((field) => [field, null]));
      const tool = tools.find((one) => one.name === name);
      const [withNulls, without] = [tool?.parse(nulls), tool?.parse({})];
      const wrong = (parsed: typeof without) => parsed?.error?.issues.map(({ path }) => path.join(".")) ?? [];
      expect([name, wrong(withNulls)]).toEqual([name, wrong(without)]);
    }
    expect(await use("add_task", { title: "Milk", description: null, due_date: null, priority: null })).toContain(
      "created",
    );
    expect(await use("list_tasks", { status: null, due: null, q: null })).toContain("Milk");
    expect(
      await use("tracked_time", { period: null, from: null, to: null, repository: null, group_by: null }),
    ).toContain("total_seconds");
    expect(await use("complete_task", { task_id: null })).toContain("VALIDATION_ERROR");
    // Here null clears the field.
    expect(await use("update_task", { task_id: 1, title: null, priority: null })).toContain("updated");
  });

  test.each(["GET", "HEAD", "DELETE", "PUT", "PATCH"])("by %s is 405: there are no sessions", async (method) => {
    const { status, headers } = await send({ token: user.token }, method);
    expect([status, headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
  });

  test("with an argument named __proto__ changes nothing", async () => {
    const text = JSON.stringify(message("tools/call", { name: "add_task", arguments: { title: "Plain" } }));
    const body = text.replace('"title"', '"__proto__":{"title":"Forged","user_id":1},"title"');
    for (const hidden of [body, body.replace("__proto__", "__pr\\u006fto__")]) {
      expect((await send({ token: user.token, body: hidden })).status).toBe(422);
    }
    expect(await tasksOf(user)).toEqual([]);
  });

  test.each([
    ["not UTF-8", (text: string) => Buffer.from(text, "latin1"), {}, 400],
    ["encoded", (text: string) => text, { "content-encoding": "gzip" }, 415],
    ["nested 65 deep", (text: string) => text.replace('"Zoë"', `${"[".repeat(65)}${"]".repeat(65)}`), {}, 400],
    ["a byte order mark before it", (text: string) => Buffer.from(`\ufeff${text}`), {}, 200],
  ])(
    "with a body that is %s gets the same response as through every other door",
    async (_, bodyOf, headers, status) => {
      const text = JSON.stringify(message("tools/call", { name: "add_task", arguments: { title: "Zoë" } }));
      const answer = await send({ token: user.token, body: bodyOf(text), headers });
      expect([answer.status, await tasksOf(user)]).toMatchObject([status, status === 200 ? [{ title: "Zoë" }] : []]);
    },
  );
});

test("a batch adds its tasks in the order of its messages, and later reads find all of them", async () => {
  const titles = Array.from({ length: 19 }, (_, index) => `Task ${index + 1}`);
  const add = (title: string, id: number) => ({
    ...message("tools/call", { name: "add_task", arguments: { title } }),
    id,
  });
  const list = { ...message("tools/call", { name: "list_tasks", arguments: {} }), id: 99 };
  const { status, text } = await send<unknown>({ token: user.token, body: [...titles.map(add), list] });
  expect(status).toBe(200);
  const tasks = (await tasksOf(user)).sort((one, other) => one.id - other.id);
  expect(tasks.map(({ title }) => title)).toEqual(titles);
  expect(text).toContain('\\"total\\":19');
});

test("the metadata describes bearer tokens of two scopes, and no authorization server", async () => {
  resetEnv({ APP_URL: "https://stint.example/" });
  const path = "/.well-known/oauth-protected-resource/api/mcp";
  const { status, headers, body } = await call("GET", path, { headers: { origin: "https://anywhere.example" } });
  expect([status, headers.get("access-control-allow-origin")]).toEqual([200, "*"]);
  expect(body).toEqual({
    resource: "https://stint.example/api/mcp",
    resource_name: "Stint",
    resource_documentation: "https://stint.example/settings#assistants",
    scopes_supported: ["read", "write"],
    bearer_methods_supported: ["header"],
  });
  expect((await send()).headers.get("www-authenticate")).toContain(`"https://stint.example${path}"`);
});
