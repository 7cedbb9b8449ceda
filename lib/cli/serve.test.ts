import { once } from "node:events";
import { createServer, type RequestListener, request, type Server } from "node:http";
import { connect } from "node:net";
import { hostname } from "node:os";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { resetEnv } from "../core/env.ts";
import { chosenHost, createSafeServer, drain, listen, refuseLarge, refuseUnroutable } from "./serve.ts";

let server: Server;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  return `http://127.0.0.1:${await listen(server, 0, "127.0.0.1")}`;
}

describe("a path whose percent-encoding is broken", () => {
  const answer = async (path: string) => {
    const address = await serve((request, response) => {
      if (!refuseUnroutable(request, response)) response.end("passed on");
    });
    return fetch(address + path);
  };

  it.each(["/api/v1/sessions/%zz/end", "/%", "/%C3"])("is rejected in the contract's shape: %s", async (path) => {
    const response = await answer(path);
    const body = await response.json();
    expect(response.status).toBe(400);
    expect(body).toMatchObject({ error: "Bad Request", code: "BAD_REQUEST", detail: [] });
    expect(response.headers.get("x-request-id")).toBe(body.request_id);
  });

  it.each(["/a%2Fb", "/n%C3%A4me", "/ok?q=%zz"])("is not matched by: %s", async (path) => {
    expect(await (await answer(path)).text()).toBe("passed on");
  });
});

/** Sends a request that fetch itself does not allow. */
async function ask(method: string, path: string) {
  const address = new URL(await serve((incoming, response) => void refuseUnroutable(incoming, response)));
  return new Promise<{ status?: number | undefined; allow?: string | undefined; body: string }>((done, fail) => {
    const sent = request({ host: address.hostname, port: address.port, method, path });
    sent.once("response", async (answer) => {
      done({ status: answer.statusCode, allow: answer.headers.allow, body: await text(answer) });
    });
    sent.once("error", fail).end();
  });
}

it.each(["TRACE", "PROPFIND", "LOCK"])("%s is rejected in the contract's shape", async (method) => {
  const { status, allow, body } = await ask(method, "/api/v1/sessions");
  expect([status, allow, JSON.parse(body).code]).toEqual([405, expect.stringContaining("GET"), "METHOD_NOT_ALLOWED"]);
});

it("GET *, which has no path, is 400 in the contract's shape", async () => {
  const { status, body } = await ask("GET", "*");
  expect([status, JSON.parse(body).code]).toEqual([400, "BAD_REQUEST"]);
});

it("an absolute-form target (RFC 9112, section 3.2.2) is reduced to its path", async () => {
  expect((await ask("GET", "http://elsewhere.example/%zz?q")).status).toBe(400);
  const address = new URL(
    await serve((incoming, response) => void (refuseUnroutable(incoming, response) || response.end(incoming.url))),
  );
  const { promise, resolve } = Promise.withResolvers<string>();
  const path = "http://elsewhere.example/health?q=1";
  request({ host: address.hostname, port: address.port, path }, (answer) => resolve(text(answer))).end();
  expect(await promise).toBe("/health?q=1");
});

it("OPTIONS * lists what the server can do at all", async () => {
  const { status, allow } = await ask("OPTIONS", "*");
  expect([status, allow]).toEqual([204, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"]);
});

it("a body with a Content-Length above 1 MB is rejected before it arrives, and its connection closed", async () => {
  const address = new URL(
    await serve((incoming, response) => void (refuseLarge(incoming, response) || response.end("passed on"))),
  );
  const send = (length: number) =>
    new Promise<{ status?: number | undefined; connection?: string | undefined; body: string }>((done, fail) => {
      const headers = { "content-length": length };
      const sent = request({ host: address.hostname, port: address.port, method: "POST", path: "/today", headers });
      sent.once("response", async (answer) => {
        done({ status: answer.statusCode, connection: answer.headers.connection, body: await text(answer) });
      });
      sent.once("error", fail).flushHeaders();
    });
  const { status, connection, body } = await send(1024 ** 3);
  expect([status, connection, JSON.parse(body).code]).toEqual([413, "close", "PAYLOAD_TOO_LARGE"]);
  expect(await send(1024 ** 2)).toMatchObject({ status: 200, body: "passed on" });
});

describe("every response of the server has the security headers", () => {
  afterEach(() => resetEnv({ APP_URL: undefined }));

  /** Sends raw bytes, and reads everything that comes back. */
  async function send(bytes: string, listener: RequestListener): Promise<string> {
    resetEnv({ APP_URL: "https://stint.example.com" });
    server = createSafeServer(listener);
    const port = await listen(server, 0, "127.0.0.1");
    const socket = connect(port, "127.0.0.1");
    socket.write(bytes);
    return text(socket);
  }

  const page: RequestListener = (_, response) => response.end("page");
  const policy = "default-src 'none'; frame-ancestors 'none'";
  const end = "Connection: close\r\n\r\n";
  const host = "Host: localhost\r\n";
  const cases: [what: string, status: number, bytes: string, policy?: string, listener?: RequestListener][] = [
    ["a response without a policy", 200, `GET / HTTP/1.1\r\n${host}${end}`],
    [
      "a response with its own policy, which stays",
      200,
      `GET / HTTP/1.1\r\n${host}${end}`,
      "default-src 'self'",
      (_, response) => response.setHeader("Content-Security-Policy", "default-src 'self'").end("page"),
    ],
    [
      "a response that passes its policy to writeHead",
      404,
      `GET / HTTP/1.1\r\n${host}${end}`,
      "default-src 'self'",
      (_, response) => response.writeHead(404, { "content-security-policy": "default-src 'self'" }).end("page"),
    ],
    ["broken percent-encoding", 400, `GET /%zz HTTP/1.1\r\n${host}${end}`],
    ["TRACE", 405, `TRACE / HTTP/1.1\r\n${host}${end}`],
    [
      "an action without a Content-Length",
      411,
      `POST /sign-in HTTP/1.1\r\n${host}Next-Action: 1\r\nTransfer-Encoding: chunked\r\n\r\n`,
    ],
    ["no Host", 400, `GET / HTTP/1.1\r\n${end}`],
    ["an impossible Expect", 417, `GET / HTTP/1.1\r\n${host}Expect: wonders\r\n${end}`],
    ["invalid HTTP", 400, "\u001b[2J nonsense\r\n\r\n"],
    ["headers that are too large", 431, `GET / HTTP/1.1\r\n${host}X: ${"x".repeat(20_000)}\r\n${end}`],
  ];

  it.each(cases)("%s", async (_what, status, bytes, wanted = policy, listener = page) => {
    const [head = "", body = ""] = (await send(bytes, listener)).split("\r\n\r\n");
    const lines = head.toLowerCase().split("\r\n");
    expect(lines[0]).toContain(` ${status} `);
    expect(lines.filter((line) => line.startsWith("content-security-policy"))).toEqual([
      `content-security-policy: ${wanted}`,
    ]);
    expect(lines).toContain("x-content-type-options: nosniff");
    expect(lines).toContain("strict-transport-security: max-age=31536000; includesubdomains");
    // The body may come in chunks, each after its length.
    const [whole = "{}"] = body.match(/\{.*\}/) ?? [];
    const refused = { error: expect.any(String), detail: [], request_id: expect.any(String) };
    expect(JSON.parse(whole)).toEqual(body.includes("page") ? {} : expect.objectContaining(refused));
  });
});

it.each([
  ["h2c", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n"],
  [
    "websocket",
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
  ],
])("an Upgrade is ignored, and the connection continues: %s", async (_what, offer) => {
  server = createSafeServer(async (incoming, response) => response.end(`read ${await text(incoming)}.`));
  const port = await listen(server, 0, "127.0.0.1");
  const socket = connect(port, "127.0.0.1");
  let output = "";
  socket.on("data", (chunk) => {
    output += chunk;
  });
  socket.write(`POST /one HTTP/1.1\r\nHost: localhost\r\n${offer}Content-Length: 3\r\n\r\none`);
  await expect.poll(() => output).toContain("read one.");
  socket.write("POST /two HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nConnection: close\r\n\r\ntwo");
  await once(socket, "close");
  expect(output.match(/HTTP\/1.1 \d+|read \w+\./g)).toEqual(["HTTP/1.1 200", "read one.", "HTTP/1.1 200", "read two."]);
});

describe("stopping", () => {
  it("completes requests in progress, and accepts no others", async () => {
    let finish = () => {};
    const begun = Promise.withResolvers<void>();
    const address = await serve((_, response) => {
      finish = () => response.end("whole");
      begun.resolve();
    });
    const answer = fetch(address);
    await begun.promise;
    const drained = drain(server, 5000);
    await expect(fetch(address)).rejects.toThrow();
    finish();
    expect(await (await answer).text()).toBe("whole");
    await drained;
  });

  it("waits no longer than its timeout", async () => {
    const begun = Promise.withResolvers<void>();
    const address = await serve(() => begun.resolve());
    const answer = fetch(address).catch(() => "cut off");
    await begun.promise;
    await drain(server, 50);
    expect(await answer).toBe("cut off");
  });
});

it("a HOSTNAME that the shell set to the machine's own name is ignored", () => {
  expect(chosenHost(hostname())).toBeUndefined();
  expect(chosenHost("127.0.0.1")).toBe("127.0.0.1");
});
