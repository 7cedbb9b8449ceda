import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test as base, expect } from "@playwright/test";
import { startServer, type TestServer } from "../lib/testing/server.ts";

// Every kind of response of the built server, whichever layer produces it, and what the server prints of its input.

const appUrl = "https://stint.example.com";

/** A second Stint, reached over HTTPS. */
const test = base.extend<object, { server: TestServer }>({
  server: [
    async ({ browserName }, use) => {
      const folder = mkdtempSync(join(tmpdir(), `stint-answers-${browserName}-`));
      const server = await startServer(["lib/cli/start.ts"], { DATA_DIR: folder, APP_URL: appUrl });
      await use(server);
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 330_000 },
  ],
});

interface Answered {
  status: number;
  headers: Map<string, string[]>;
  body: string;
}

/** Sends raw bytes, and reads the response. */
async function exchange({ address }: TestServer, bytes: string): Promise<Answered> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  // Not ended: a caller who has half-closed counts as disconnected, and is sent no file.
  socket.write(Buffer.from(bytes, "latin1"));
  const answer = await text(socket);
  const at = answer.indexOf("\r\n\r\n");
  const [first = "", ...lines] = answer.slice(0, at).split("\r\n");
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const name = line.slice(0, line.indexOf(":")).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(line.indexOf(":") + 1).trim()]);
  }
  return { status: Number(first.split(" ")[1]), headers, body: answer.slice(at + 4) };
}

/** A request as a browser or a program would send it. */
function request(method: string, path: string, headers: Record<string, string> = {}, body = ""): string {
  const all = {
    Host: new URL(appUrl).host,
    Connection: "close",
    ...headers,
    ...(body && { "Content-Length": body.length }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}

const json = { "Content-Type": "application/json" };
const form = { "Content-Type": "application/x-www-form-urlencoded" };
const ownPage = { Origin: appUrl, "Sec-Fetch-Site": "same-origin" };
const action = { ...ownPage, "Next-Action": "0".repeat(42), "Content-Type": "text/plain;charset=UTF-8" };

const pages = [
  "/",
  "/sign-in",
  "/nothing/here",
  "/docs/x",
  "/redoc/x",
  "/icons/x",
  "/images/x",
  "/health/x",
  "/auth/x",
];
const files = ["/icon.svg", "/icons/192.png", "/images/figures.svg", "/vendor/redoc.standalone.js", "/sw.js"];
const data = ["/openapi.json", "/health", "/health/live", "/api/v1/csrf-token", "/api/auth/csrf", "/api/auth/session"];
const missing = ["/api/v1/nowhere", "/api/auth/nowhere", "/icons/none.png", "/_next/none", "/_next/static/none.js"];

const kinds: [status: number, bytes: string][] = [
  ...pages.map((path): [number, string] => [["/", "/sign-in"].includes(path) ? 200 : 404, request("GET", path)]),
  ...files.map((path): [number, string] => [200, request("GET", path)]),
  ...["/docs", "/redoc", "/manifest.webmanifest", "/api/auth/signout"].map((path): [number, string] => [
    200,
    request("GET", path),
  ]),
  ...data.map((path): [number, string] => [200, request("GET", path)]),
  ...missing.map((path): [number, string] => [404, request("GET", path)]),
  [200, request("GET", "/.well-known/oauth-protected-resource/api/mcp")],
  [307, request("GET", "/today")],
  [308, request("GET", "/sign-in/")],
  [302, request("GET", "/api/auth/signin")],
  [302, request("GET", "/api/auth/error?error=%1b%5b2J")],
  [401, request("GET", "/api/v1/auth/me")],
  [401, request("HEAD", "/api/v1/auth/me")],
  [401, request("POST", "/api/mcp", json, "{}")],
  [204, request("OPTIONS", "/api/v1/tasks")],
  [405, request("PUT", "/health")],
  [405, request("PROPFIND", "/api/v1/tasks")],
  [405, request("TRACE", "/")],
  [400, request("POST", "/api/v1/auth/login", json, "{")],
  [415, request("POST", "/api/v1/auth/login", form, "a=b")],
  [401, request("POST", "/")],
  [403, request("POST", "/", { Origin: "https://evil.example" })],
  [403, request("POST", "/api/auth/signout", { ...form, Origin: "https://evil.example" }, "a=b")],
  // Next's response to a page of another deployment.
  [409, request("POST", "/sign-in", action, "[]")],
  [400, request("GET", "/api/v1/sessions/%zz/end")],
  [400, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"],
  [400, "\u001b[2J nonsense\r\n\r\n"],
  [417, request("GET", "/", { Expect: "wonders" })],
  [431, request("GET", "/", { X: "x".repeat(20_000) })],
];

test("every kind of response has framing, content and nosniff headers", async ({ server }) => {
  const page = await exchange(server, request("GET", "/sign-in"));
  const [script = "/_next/static/none.js"] = /\/_next\/static\/[^"]+\.js/.exec(page.body) ?? [];
  const faults: string[] = [];
  for (const [wanted, bytes] of [...kinds, [200, request("GET", script)] as const]) {
    const { status, headers, body } = await exchange(server, bytes);
    const about = `${bytes.slice(0, 60).split("\r\n")[0]} → ${status}`;
    const one = (name: string): string => {
      const values = headers.get(name) ?? [];
      if (values.length !== 1) faults.push(`${about}: ${name} comes ${values.length} times`);
      return values[0] ?? "";
    };
    if (status !== wanted) faults.push(`${about}, not ${wanted}`);
    const policy = one("content-security-policy");
    if (!policy.includes("frame-ancestors 'none'")) faults.push(`${about}: may be framed: ${policy}`);
    if (!/default-src '(?:none|self)'/.test(policy)) faults.push(`${about}: may load anything: ${policy}`);
    const type = headers.get("content-type")?.[0] ?? "";
    const isData = type.startsWith("application/json");
    if (isData && policy !== "default-src 'none'; frame-ancestors 'none'") faults.push(`${about}: ${policy}`);
    if (one("x-content-type-options") !== "nosniff") faults.push(`${about}: may be sniffed`);
    if (!one("referrer-policy")) faults.push(`${about}: no Referrer-Policy`);
    if (!/includeSubDomains/.test(one("strict-transport-security"))) faults.push(`${about}: no HSTS for subdomains`);
    if (type.startsWith("text/html") && body.includes("<script") && !/nonce-/.test(policy)) {
      // A missing file's page is plain: its scripts do not run.
      if (!missing.some((path) => bytes.includes(` ${path} `))) faults.push(`${about}: its scripts cannot run`);
    }
  }
  expect(faults).toEqual([]);
});

test("no input is printed raw, and no secret at all", async ({ server }) => {
  const secret = "canary-secret-7";
  const odd = "canary\u009b2Jodd";
  const hostile: string[] = [
    request("GET", `/${odd}?token=${secret}`, { "User-Agent": odd, Authorization: `Bearer ${secret}` }),
    request("GET", `/canary%1b%5b2J%0aforged/%0d%0a?token=${secret}`, { Cookie: `__Secure-stint.session=${secret}` }),
    request("GET", "/api/v1/auth/me", { "X-Request-Id": odd, "User-Agent": odd, Cookie: `stint.session=${secret}` }),
    request("POST", "/api/v1/auth/login", json, `{"email":"canary\u001b@example.com","password":${secret}}`),
    request("POST", "/api/auth/callback/credentials", { ...json, ...ownPage }, `{"password":"${secret}",\u001b`),
    request("POST", "/api/auth/callback/credentials", { ...form, ...ownPage }, `csrfToken=%1b&password=${secret}`),
    request("GET", `/api/auth/callback/github?code=${secret}&state=canary%1b%0a`),
    request("GET", "/api/auth/signin?callbackUrl=canary%1b%0aforged"),
    request("POST", "/sign-in", { ...action, "Next-Action": odd }, `["${secret}"]`),
    request("POST", "/sign-in", action, `{"password":"${secret}"\u001b\nforged`),
    request("POST", "/sign-in", { ...action, "X-Forwarded-Host": odd }, `["${secret}"]`),
    request("POST", "/sign-in", { ...ownPage, "Content-Type": "multipart/form-data; boundary=x" }, `--x\r\n${secret}`),
    request("GET", "/sign-in", { RSC: "1", "Next-Router-State-Tree": `%5B%22${odd}` }),
    request("GET", "/_next/image?url=canary%1b%0aforged&w=1&q=1"),
    request("POST", "/api/mcp", { ...json, Authorization: `Bearer ${secret}` }, `{"method":"canary\u001b"`),
    `GET /\u001b[2J HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: localhost\r\nX: canary\u001b\r\n\r\n`,
  ];
  for (const bytes of hostile) await exchange(server, bytes);
  // The rest of the log buffer is written when the server stops.
  await server.stop();
  // The program's own greeting is text, in colours where requested; every line after it is JSON.
  const output = server.output().slice(server.output().indexOf("{"));
  expect(output).toContain('"route":"/auth/login"');
  expect(server.output()).not.toContain(secret);
  for (const character of ["\u001b", "\u009b", "\r", "\u202e"]) expect(output).not.toContain(character);
  const lines = output.trim().split("\n");
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) expect(() => JSON.parse(line), line).not.toThrow();
});
