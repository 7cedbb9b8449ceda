import { mkdtempSync, rmSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test as base, expect } from "@playwright/test";
import { type Schema, sample } from "../lib/testing/bad-input.ts";
import { startServer, type TestServer } from "../lib/testing/server.ts";

// The native door and Next's router respond with the same bytes: every operation is sent to two servers with the same
// history of requests.

const origin = "https://listed.example";
const perMinute = 600;

interface Doors {
  native: TestServer;
  next: TestServer;
}

const test = base.extend<object, { doors: Doors }>({
  doors: [
    async ({ browserName }, use) => {
      const folder = mkdtempSync(join(tmpdir(), `stint-doors-${browserName}-`));
      const start = (door: string, STINT_NATIVE_API: string) =>
        startServer(["lib/cli/start.ts"], {
          DATA_DIR: join(folder, door),
          STINT_NATIVE_API,
          // Responses contain the server's own address in places.
          APP_URL: "http://stint.example",
          AUTH_SECRET: "the same secret for both, 32 characters or more",
          ALLOWED_ORIGINS: origin,
          EMBEDDED_DURABILITY: "relaxed",
          LOG_LEVEL: "error",
          RATE_LIMIT_PER_MINUTE: String(perMinute),
          AUTH_RATE_LIMIT_PER_MINUTE: "100000",
          CHAT_RATE_LIMIT_PER_MINUTE: "100000",
        });
      // One after the other: the first may have to build.
      const native = await start("native", "on");
      const next = await start("next", "off");
      await use({ native, next });
      await Promise.all([native.stop(), next.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 660_000 },
  ],
});

interface Sent {
  method: string;
  path: string;
  headers?: Record<string, string>;
  /** An object is sent as JSON. */
  body?: unknown;
  /** Sends the body without a Content-Length. */
  chunked?: boolean;
}

interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

function send({ address }: TestServer, { method, path, headers = {}, body, chunked }: Sent): Promise<Answered> {
  const bytes = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const type = bytes === undefined ? {} : { "Content-Type": "application/json" };
  const framed = chunked
    ? { "Transfer-Encoding": "chunked" }
    : { "Content-Length": String(Buffer.byteLength(bytes ?? "")) };
  const length = bytes === undefined ? {} : framed;
  return new Promise((done, fail) => {
    let isAnswered = false;
    const options = { method, headers: { Host: "stint.example", ...type, ...length, ...headers } };
    const sent = request(`${address}${path}`, options, async (answer) => {
      isAnswered = true;
      done({ status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) });
    });
    // A server may respond before it has read all of a body, and close.
    sent.once("error", (error) => isAnswered || fail(error));
    sent.end(bytes);
  });
}

/** Times, random ids, credentials and process information. */
const masks: [RegExp, string][] = [
  [/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)/g, "(time)"],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "(uuid)"],
  [/[\w-]{20,}(?:\.[\w-]{20,})*/g, "(token)"],
  [/"(uptime_seconds|latency_ms|duration_ms)":[\d.]+/g, '"$1":0'],
  [/"last4":"[^"]*"/g, '"last4":""'],
  [/"door":"(?:native|next)"/g, '"door":""'],
  [/(?<=[;"])(r|t)=\d+/g, "$1=0"],
  [/try again in \d+ s/g, "try again in 0 s"],
];

const masked = (said: string): string =>
  masks.reduce((before, [pattern, word]) => before.replaceAll(pattern, word), said);

// Transfer encoding, dates, and the headers by which Next's router varies its pages.
const framing = ["date", "connection", "keep-alive", "transfer-encoding", "content-length", "x-request-id"];
const routers = /^(?:rsc|next-router-.*|next-url)$/;

function comparable({ status, headers, body }: Answered) {
  const lines = Object.entries(headers)
    .filter(([name]) => !framing.includes(name))
    .map(([name, value]) => {
      if (name === "retry-after") return [name, "0"];
      const whole = Array.isArray(value) ? value.join("\n") : String(value);
      if (name !== "vary") return [name, masked(whole)];
      const names = whole.split(/, */).filter((word) => !routers.test(word.toLowerCase()));
      return [name, names.join(", ")];
    })
    .filter(([, value]) => value !== "");
  return { status, headers: Object.fromEntries(lines), body: masked(body) };
}

interface Operation {
  method: string;
  /** With a value for each parameter. */
  path: string;
  template: string;
  body: Schema | undefined;
  isPublic: boolean;
}

interface Described {
  security?: unknown[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

async function operationsOf(server: TestServer): Promise<Operation[]> {
  const { body } = await send(server, { method: "GET", path: "/openapi.json" });
  const { paths } = JSON.parse(body) as { paths: Record<string, Record<string, Described>> };
  const all = Object.entries(paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, { security, requestBody }]) => ({
      ...{ method: method.toUpperCase(), template, path: template.replaceAll(/\{\w+\}/g, "1") },
      body: requestBody?.content["application/json"]?.schema,
      isPublic: security?.length === 0,
    })),
  );
  // Operations that end the caller's own account or login come last.
  const ends = ({ method, path }: Operation) =>
    /logout|password|auth\/sessions/.test(path) ? 1 : method === "DELETE" && path.endsWith("/auth/me") ? 2 : 0;
  return all.sort((one, other) => ends(one) - ends(other));
}

const isUnsafe = ({ method }: Operation) => method !== "GET";
const bearer = (token: string | undefined) => ({ Authorization: `Bearer ${token}` });

test("every operation has the same response with and without Next's router", async ({ doors: { native, next } }) => {
  test.setTimeout(600_000);
  const servers = [native, next] as const;
  const cells = new Map<string, number>();
  const count = (name: string) => cells.set(name, (cells.get(name) ?? 0) + 1);

  /** Sends to both doors; `sent` may differ between them, as tokens do. */
  async function both(sent: (server: 0 | 1) => Sent): Promise<readonly [Answered, Answered]> {
    return Promise.all([send(native, sent(0)), send(next, sent(1))]);
  }

  async function compare(sent: (server: 0 | 1) => Sent): Promise<Answered> {
    const [ours, theirs] = await both(sent);
    const { method, path } = sent(0);
    // Reports all differences, not only the first.
    expect.soft({ asked: `${method} ${path}`, ...comparable(ours) }).toEqual({
      asked: `${method} ${path}`,
      ...comparable(theirs),
    });
    count(method === "HEAD" || method === "OPTIONS" ? method : String(ours.status));
    return ours;
  }

  /** A user on both servers; each has a minute's budget of requests. */
  async function person(name: string): Promise<[string, string]> {
    const body = { email: `${name}@example.com`, password: "Correct-horse-7" };
    const answers = await both(() => ({ method: "POST", path: "/api/v1/auth/register", body }));
    return answers.map((answer) => JSON.parse(answer.body).access_token) as [string, string];
  }

  const doorOf = async (server: TestServer) =>
    JSON.parse((await send(server, { method: "GET", path: "/health" })).body).door;
  expect(await Promise.all(servers.map(doorOf))).toEqual(["native", "next"]);

  const operations = await operationsOf(native);
  const paths = [...new Map(operations.map((operation) => [operation.template, operation])).values()];
  const given = operations.filter(({ isPublic }) => !isPublic);
  const unsafe = operations.filter(isUnsafe);
  expect(operations.length).toBeGreaterThan(80);

  await test.step("signed out: 401, and the same for HEAD", async () => {
    for (const { method, path, body } of given) {
      await compare(() => ({ method, path, ...(body && { body: sample(body) as object }) }));
      if (method === "GET") await compare(() => ({ method: "HEAD", path }));
    }
  });

  await test.step("unsupported methods of a path: 405", async () => {
    for (const { template, path } of paths) {
      const known = operations.filter((operation) => operation.template === template).map(({ method }) => method);
      const unknown = ["PUT", "DELETE", "PATCH", "POST", "GET"].find((method) => !known.includes(method)) ?? "PUT";
      await compare(() => ({ method: unknown, path }));
    }
  });

  await test.step("OPTIONS, and preflights of listed and other origins", async () => {
    for (const { path, method } of paths) {
      await compare(() => ({ method: "OPTIONS", path }));
      for (const Origin of [origin, "https://other.example"]) {
        await compare(() => ({
          ...{ method: "OPTIONS", path },
          headers: { Origin, "Access-Control-Request-Method": method },
        }));
      }
    }
  });

  await test.step("invalid bodies: 413, 415 and 422", async () => {
    const tokens = await person("bodies");
    const about = (server: 0 | 1) => bearer(tokens[server]);
    const large = JSON.stringify({ text: "x".repeat(1024 * 1024) });
    for (const { method, path } of unsafe) {
      await compare((server) => ({ method, path, headers: about(server), body: large, chunked: true }));
      const headers = { "Content-Type": "text/plain" };
      await compare((server) => ({ method, path, headers: { ...about(server), ...headers }, body: "plain" }));
      await compare((server) => ({ method, path, headers: about(server), body: { no_such_field: 1 } }));
      await compare((server) => ({ method, path, headers: about(server), body: "{" }));
    }
  });

  await test.step("read-only tokens: 403", async () => {
    const tokens = await person("reader");
    const made = await both((server) => ({
      ...{ method: "POST", path: "/api/v1/auth/tokens", headers: bearer(tokens[server]) },
      body: { name: "reads", scopes: ["read"] },
    }));
    const read = made.map(({ body }) => JSON.parse(body).token as string);
    for (const { method, path, body } of given) {
      await compare((server) => ({
        ...{ method, path, headers: bearer(read[server]) },
        ...(body && { body: sample(body) as object }),
      }));
    }
  });

  await test.step("unknown rows: 404", async () => {
    const tokens = await person("elsewhere");
    for (const { method, template, body } of given.filter((operation) => operation.template.includes("{"))) {
      const path = template.replaceAll(/\{\w+\}/g, "999999");
      await compare((server) => ({
        ...{ method, path, headers: bearer(tokens[server]) },
        ...(body && { body: sample(body) as object }),
      }));
    }
    for (const path of ["/api/nothing", "/api/v1/nothing/here", "/api/v1", "/api"]) {
      for (const method of ["GET", "HEAD", "POST"]) await compare(() => ({ method, path }));
    }
  });

  await test.step("successes, with and without the version, with a slash, from a listed origin, and again: 304", async () => {
    const tokens = await person("worker");
    const repeat = async (operation: Operation, path: string, more: Record<string, string> = {}) => {
      const { method, body } = operation;
      return compare((server) => ({
        ...{ method, path, headers: { ...bearer(tokens[server]), ...more } },
        ...(body && { body: sample(body) as object }),
      }));
    };
    for (const operation of operations) {
      const { headers } = await repeat(operation, operation.path);
      if (isUnsafe(operation)) continue;
      await repeat(operation, operation.path.replace("/api/v1/", "/api/"), { Origin: origin });
      await repeat({ ...operation, method: "HEAD" }, operation.path);
      await repeat(operation, `${operation.path}/`);
      await repeat(operation, `${operation.path}?limit=none&days=none&period=none`);
      const { etag } = headers;
      if (typeof etag !== "string") continue;
      await repeat(operation, operation.path, { "If-None-Match": etag });
      await repeat(operation, operation.path, { "If-None-Match": `W/${etag}`, "Accept-Encoding": "br" });
      await repeat({ ...operation, method: "HEAD" }, operation.path, { "If-None-Match": etag });
    }
  });

  await test.step("rate-limited: 429", async () => {
    const tokens = await person("eager");
    const exhaust = () =>
      Promise.all(
        servers.map(async (server, index) => {
          const headers = bearer(tokens[index]);
          let status = 200;
          while (status !== 429) ({ status } = await send(server, { method: "GET", path: "/api/v1/auth/me", headers }));
        }),
      );
    await exhaust();
    for (const { method, path } of given) {
      const sent = (server: 0 | 1): Sent => ({ method, path, headers: bearer(tokens[server]) });
      // The rate limit's window may have ended by now, on one server before the other.
      const probe = await both((server) => ({
        method: "GET",
        path: "/api/v1/auth/me",
        headers: bearer(tokens[server]),
      }));
      if (probe.some(({ status }) => status !== 429)) await exhaust();
      await compare(sent);
    }
  });

  await test.step("files and pages of the API", async () => {
    for (const path of ["/docs", "/redoc", "/.well-known/oauth-protected-resource/api/mcp"]) {
      for (const method of ["GET", "HEAD", "OPTIONS", "POST"]) await compare(() => ({ method, path }));
    }
    // Where it is served, next.config.ts gives errors the policy of files as well.
    for (const method of ["GET", "HEAD"]) await compare(() => ({ method, path: "/images/figures.svg" }));
    for (const path of ["/openapi.json", "/images/figures.svg"]) {
      for (const coding of ["gzip", "br", "identity"]) {
        const [ours, theirs] = await both(() => ({ method: "GET", path, headers: { "Accept-Encoding": coding } }));
        const about = ({ status, headers }: Answered) => ({
          status,
          coding: headers["content-encoding"],
          etag: headers.etag,
        });
        expect(about(ours)).toEqual(about(theirs));
      }
    }
  });

  for (const name of ["200", "304", "401", "403", "404", "405", "413", "415", "422", "429", "HEAD", "OPTIONS"]) {
    expect([name, cells.get(name) ?? 0]).toEqual([name, expect.any(Number)]);
    expect(cells.get(name) ?? 0, name).toBeGreaterThan(name === "304" ? 10 : 20);
  }
  const total = [...cells.values()].reduce((sum, cell) => sum + cell, 0);
  test
    .info()
    .annotations.push({ type: "cells", description: `${total}: ${JSON.stringify(Object.fromEntries(cells))}` });
});
