import { type IncomingHttpHeaders, type IncomingMessage, request, type Server } from "node:http";
import { connect } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { compress, createSafeServer, listen } from "@/lib/cli/serve.ts";
import { AppError } from "@/lib/core/errors.ts";
import { useLog } from "@/lib/core/log.ts";
import { securityHeaders } from "@/lib/core/security-headers.ts";
import { endpoint, type Method } from "../contract.ts";
import { type Call, implement, type Reply, reply, streamed, versioned } from "../implement.ts";
import { type Handlers, type RouteHandler, route } from "../route.ts";
import { createNativeDoor, type Target } from "./door.ts";

let server: Server;
let port = 0;
/** Logged lines, and when responses were sent. */
let told: string[] = [];

beforeEach(() => {
  told = [];
  useLog(pino({ base: undefined }, { write: (line: string) => void told.push(line) }));
});
afterEach(() => {
  useLog(undefined);
  server?.closeAllConnections();
  server?.close();
});

/** Serves route files as the start command does; what the door leaves to Next gets the body "Next". */
async function serve(files: Record<string, Target>): Promise<void> {
  const targets = Object.entries(files).map(([path, target]) => [`app/${path}/route.ts`, target] as const);
  const door = createNativeDoor(targets, { compress });
  server = createSafeServer((incoming, outgoing) => {
    outgoing.once("finish", () => told.push("the answer has left"));
    if (!door(incoming, outgoing)) outgoing.end("Next");
  });
  port = await listen(server, 0, "127.0.0.1");
}

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Sends one request; the response body is not read yet. */
function open(path: string, { method = "GET", headers = {}, body }: Sent = {}): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers, agent: false });
    sent.once("response", done).once("error", fail).end(body);
  });
}

/** Sends one request and reads its whole response. */
async function ask(path: string, sent: Sent = {}) {
  const answer = await open(path, sent);
  return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) };
}

/** Sends raw bytes, and reads everything that comes back. */
async function sendBytes(bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(bytes);
  return text(socket);
}

type Answering = (call: Call<null>, input: { text?: string | undefined }) => unknown;

/** A public endpoint that responds with what `body` returns. */
function made(method: Method, body: Answering) {
  const output = z.looseObject({});
  const contract = endpoint({
    ...{ method, path: "/made/up", tag: "test", summary: "Made up", access: "public", limit: "none" },
    input: { text: z.string().optional() },
    output: { 200: output, 201: output },
  });
  return implement({ it: contract }, { it: async (call, input) => (await body(call, input)) as Reply }).it;
}

/** Handlers as in a route file without a contract. */
const plain = (handler: RouteHandler, ...methods: (keyof Handlers)[]) =>
  Object.fromEntries(
    (methods.length > 0 ? methods : ["GET"]).map((method) => [method, handler]),
  ) as unknown as Handlers;

const safe = Object.fromEntries(Object.entries(securityHeaders()).map(([name, value]) => [name.toLowerCase(), value]));

/** Checks an error against the contract's shape. */
function expectRefusal(
  answer: { status?: number | undefined; headers: IncomingHttpHeaders; body: Buffer },
  code: string,
) {
  const body = JSON.parse(answer.body.toString());
  expect(Object.keys(body).sort()).toEqual(["code", "detail", "error", "message", "request_id"]);
  expect(body).toMatchObject({ code, detail: [], request_id: answer.headers["x-request-id"] });
  expect(answer.headers).toMatchObject({ ...safe, "content-type": "application/json", "cache-control": "no-store" });
}

const events = { "Content-Type": "text/event-stream", "Cache-Control": "no-store" };

/** A stream whose chunks are sent when the test says so. */
function slowly() {
  const cancelled = Promise.withResolvers<void>();
  let controller: ReadableStreamDefaultController<Uint8Array>;
  const stream = new ReadableStream<Uint8Array>({
    start: (given) => {
      controller = given;
    },
    cancel: () => cancelled.resolve(),
  });
  return {
    stream,
    cancelled: cancelled.promise,
    write: (word: string) => controller.enqueue(Buffer.from(word)),
    end: () => controller.close(),
    fail: (error: Error) => controller.error(error),
  };
}

describe("a stream", () => {
  const kinds: [what: string, files: (stream: ReadableStream<Uint8Array>) => Target][] = [
    ["an endpoint's", (stream) => route(made("GET", () => streamed(stream, events)))],
    ["a handler's own", (stream) => plain(async () => new Response(stream, { headers: events }))],
  ];
  const codings = [undefined, "gzip, br", "br", "identity"];

  it.each(kinds.flatMap((kind) => codings.map((coding) => [kind[0], coding, kind[1]] as const)))(
    "is sent chunk by chunk, before the next one is written: %s, Accept-Encoding %s",
    async (_what, coding, target) => {
      const { stream, write, end } = slowly();
      await serve({ stream: target(stream) });
      const answer = await open("/stream", coding ? { headers: { "accept-encoding": coding } } : {});
      const parts = answer[Symbol.asyncIterator]();
      for (const word of ["data: one\n\n", "data: two\n\n", "data: three\n\n"]) {
        write(word);
        expect(String((await parts.next()).value)).toBe(word);
      }
      end();
      expect((await parts.next()).done).toBe(true);
      expect(answer.headers).toMatchObject({ "content-type": "text/event-stream", "transfer-encoding": "chunked" });
      expect(answer.headers["content-encoding"]).toBeUndefined();
    },
  );

  it("ends when its reader disconnects", async () => {
    const { stream, write, cancelled } = slowly();
    await serve({ stream: route(made("GET", () => streamed(stream, events))) });
    const answer = await open("/stream");
    write("data: one\n\n");
    await answer[Symbol.asyncIterator]().next();
    answer.destroy();
    await cancelled;
  });

  it.each(kinds)("that fails reveals no reason, and is cut off: %s", async (_what, target) => {
    const { stream, write, fail } = slowly();
    await serve({ stream: target(stream) });
    const answer = await open("/stream");
    const parts = answer[Symbol.asyncIterator]();
    write("data: one\n\n");
    expect(String((await parts.next()).value)).toBe("data: one\n\n");
    fail(new Error("Secret words"));
    await expect(parts.next()).rejects.toThrow("aborted");
  });

  it.each(kinds)("that fails before its first chunk reveals no reason: %s", async (_what, target) => {
    const { stream, fail } = slowly();
    fail(new Error("Secret words"));
    await serve({ stream: target(stream) });
    const response = await sendBytes("GET /stream HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").catch(
      String,
    );
    expect(response).not.toContain("Secret");
  });
});

describe("a caller who disconnects", () => {
  it("aborts the handler's signal, so the handler can stop", async () => {
    const [begun, left] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const handler: RouteHandler = async ({ signal }) => {
      signal.addEventListener("abort", () => left.resolve());
      begun.resolve();
      await left.promise;
      return new Response(null);
    };
    await serve({ wait: plain(handler) });
    const sent = request({ host: "127.0.0.1", port, path: "/wait", agent: false });
    sent.on("error", () => {}).end();
    await begun.promise;
    sent.destroy();
    await left.promise;
  });

  it("aborts a signal that is only read afterwards, and a complete response is not a disconnect", async () => {
    const signals: AbortSignal[] = [];
    const [begun, closed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await serve({
      early: plain(async (incoming) => {
        begun.resolve();
        await closed.promise;
        signals.push(incoming.signal);
        return new Response(null);
      }),
      whole: plain(async ({ signal }) => {
        signals.push(signal);
        return new Response("whole");
      }),
    });
    server.once("connection", (socket) => socket.once("close", () => closed.resolve()));
    const sent = request({ host: "127.0.0.1", port, path: "/early", agent: false });
    sent.on("error", () => {}).end();
    await begun.promise;
    sent.destroy();
    await expect.poll(() => signals.length).toBe(1);
    expect(signals[0]?.aborted).toBe(true);
    expect((await ask("/whole")).body.toString()).toBe("whole");
    expect(signals[1]?.aborted).toBe(false);
  });
});

describe("a deferred task", () => {
  const task = async () => void told.push("the task runs");
  const deferring = (result: unknown) => (caller: Call<null>) => {
    caller.defer(task);
    return result;
  };
  const order = () => told.filter((line) => line.startsWith("the "));
  const [left, runs] = ["the answer has left", "the task runs"];

  it("runs after the response was sent, also on a keep-alive connection", async () => {
    await serve({ it: route(made("POST", deferring(reply(201, { done: true })))) });
    const { status } = await ask("/it", { method: "POST", headers: { connection: "keep-alive" } });
    expect(status).toBe(201);
    await expect.poll(order).toEqual([left, runs]);
  });

  it("waits for a stream to end", async () => {
    const { stream, write, end } = slowly();
    await serve({ it: route(made("GET", deferring(streamed(stream, events)))) });
    const answer = await open("/it");
    write("data: one\n\n");
    await answer[Symbol.asyncIterator]().next();
    expect(order()).toEqual([]);
    end();
    await expect.poll(order).toEqual([left, runs]);
  });

  it.each([
    ["refused", new AppError("CONFLICT", "Not now"), 409],
    ["failed", new Error("Secret words"), 500],
  ] as const)("runs although what deferred it was %s", async (_what, error, wanted) => {
    const fail = ({ defer }: Call<null>) => {
      defer(task);
      throw error;
    };
    await serve({ it: route(made("POST", fail)) });
    expect((await ask("/it", { method: "POST" })).status).toBe(wanted);
    await expect.poll(order).toEqual([left, runs]);
  });

  it("whose failure is logged does not stop the server", async () => {
    const fails = ({ defer }: Call<null>) => {
      defer(() => Promise.reject(new Error("The mail server is away")));
      return { done: true };
    };
    await serve({ it: route(made("POST", fails)) });
    expect((await ask("/it", { method: "POST" })).status).toBe(200);
    await expect.poll(() => told.join("")).toContain("a deferred task failed");
    expect((await ask("/it", { method: "POST" })).status).toBe(200);
  });

  it("runs when the caller disconnected before it was deferred", async () => {
    const [begun, closed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const late = async ({ defer }: Call<null>) => {
      begun.resolve();
      await closed.promise;
      defer(task);
      return { done: true };
    };
    await serve({ it: route(made("POST", late)) });
    server.once("request", (_, outgoing) => outgoing.once("close", () => closed.resolve()));
    const sent = request({ host: "127.0.0.1", port, path: "/it", method: "POST", agent: false });
    sent.on("error", () => {}).end();
    await begun.promise;
    sent.destroy();
    await expect.poll(order).toEqual([runs]);
  });
});

describe("a failure", () => {
  const failure = () => {
    throw new Error("Secret words");
  };
  const failing: [what: string, target: Target][] = [
    ["an endpoint", route(made("GET", failure))],
    ["an endpoint whose response is not in its contract", route(made("GET", () => reply(202, {})))],
    ["a handler", plain(async () => failure())],
    ["a handler that throws synchronously", plain(failure)],
    ["a handler that throws a non-error", plain(() => Promise.reject("Secret words"))],
    ["a handler that returns nothing", plain(async () => undefined as unknown as Response)],
  ];

  it.each(failing)("is a 500 in the contract's shape, without details: %s", async (_what, target) => {
    await serve({ it: target });
    const answer = await ask("/it");
    expect(answer.status).toBe(500);
    expectRefusal(answer, "INTERNAL");
    expect(JSON.stringify(answer.headers) + answer.body).not.toContain("Secret");
    const lines = told.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
    expect(lines.filter(({ level }) => level === 50)).toMatchObject([{ request_id: answer.headers["x-request-id"] }]);
  });
});

describe("a URL", () => {
  it.each(["a b", "]", "a/b", "a@b", "a?b", "%", ""])(
    "cannot be built from the Host %j: 400 in the contract's shape",
    async (host) => {
      await serve({ it: route(made("GET", () => ({ done: true }))) });
      const response = await sendBytes(`GET /it HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      const [head = "", body = ""] = response.split("\r\n\r\n");
      const [first = "", ...lines] = head.split("\r\n");
      expect(first).toContain(" 400 ");
      const headers = Object.fromEntries(
        lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)]),
      );
      const [whole = ""] = body.match(/\{.*\}/) ?? [];
      expectRefusal({ headers, body: Buffer.from(whole) }, "BAD_REQUEST");
    },
  );

  it.each(["localhost", "stint.example:8080", "STINT.example", "127.0.0.1:1", "[::1]:3000", "xn--bcher-kva.example"])(
    "is built from the Host %s",
    async (host) => {
      await serve({ it: route(made("GET", () => ({ done: true }))) });
      expect((await ask("/it", { headers: { host } })).status).toBe(200);
    },
  );
});

describe("HEAD", () => {
  it.each([
    ["an endpoint", route(made("GET", () => ({ words: "word ".repeat(1000) })))],
    ["an endpoint with headers of its own", route(made("GET", () => reply(200, { a: 1 }, { "X-Own": "one" })))],
    ["a rejected one", route(made("GET", () => Promise.reject(new AppError("CONFLICT", "Not now"))))],
    ["a version", route(made("GET", () => versioned("one", 60, async () => ({ a: 1 }))))],
    ["a handler", plain(async () => new Response("words", { headers: { "X-Own": "one" } }), "GET", "HEAD")],
  ])("has the headers of GET and no body: %s", async (_what, target) => {
    await serve({ it: target });
    const comparableHeaders = (headers: IncomingHttpHeaders) => {
      const { date, connection, "content-length": _, "transfer-encoding": __, "x-request-id": ___, ...rest } = headers;
      return rest;
    };
    const [get, head] = [await ask("/it"), await ask("/it", { method: "HEAD" })];
    expect([head.status, comparableHeaders(head.headers)]).toEqual([get.status, comparableHeaders(get.headers)]);
    expect(get.body.length).toBeGreaterThan(0);
    expect(head.body.length).toBe(0);
  });

  it("of a stream cancels it, as nobody reads it", async () => {
    const { stream, cancelled } = slowly();
    await serve({ it: route(made("GET", () => streamed(stream, events))) });
    const { status, body } = await ask("/it", { method: "HEAD" });
    expect([status, body.toString()]).toEqual([200, ""]);
    await cancelled;
  });
});

describe("leaves to Next", () => {
  const words = plain(async () => new Response("ours"));
  it.each([
    ["a trailing slash", "GET", "/it/"],
    ["a trailing slash before a query", "GET", "/it/?a=1"],
    ["a repeated slash", "GET", "/things//more"],
    ["a repeated slash at the beginning", "GET", "//it"],
    ["a backslash", "GET", "/things/a\\b"],
    ["a method that its file lacks", "POST", "/it"],
    ["HEAD of a file that has only GET", "HEAD", "/it"],
    ["a file of next-auth's", "GET", "/theirs"],
    ["a path without a file", "GET", "/today"],
    ["/", "GET", "/"],
  ])("%s", async (_what, method, path) => {
    await serve({ it: words, theirs: "next", "things/[id]": words, "things/[id]/more": words });
    const { status, body } = await ask(path, { method });
    expect([status, body.toString()]).toEqual([200, method === "HEAD" ? "" : "Next"]);
  });

  it("nothing else, whatever the query holds", async () => {
    await serve({ it: words });
    expect((await ask("/it?at=/today//x\\y/")).body.toString()).toBe("ours");
  });
});

describe("text", () => {
  const ofBytes = (size: number, letter = "x") => {
    const around = JSON.stringify({ words: "" }).length;
    return { words: letter.repeat((size - around) / Buffer.byteLength(letter)) };
  };
  const decode = { gzip: gunzipSync, br: brotliDecompressSync };
  const serveWords = (words: object, etag: string) =>
    serve({ it: route(made("GET", () => versioned(etag, 60, async () => words))) });
  let count = 0;
  /** Responses are cached by their ETag, so each test has its own. */
  const freshTag = () => `tag-${count++}`;

  it.each([
    ["gzip", "gzip"],
    ["br", "br"],
    ["gzip, deflate, br", "br"],
    ["gzip;q=1.0, br;q=0.1", "gzip"],
  ] as const)("of 1 kB is compressed for Accept-Encoding %s, and its ETag is weak", async (accepted, coding) => {
    const [words, etag] = [ofBytes(1024), freshTag()];
    await serveWords(words, etag);
    const { status, headers, body } = await ask("/it", { headers: { "accept-encoding": accepted } });
    expect([status, headers["content-encoding"], headers.etag]).toEqual([200, coding, `W/"${etag}"`]);
    expect(headers.vary?.split(", ").filter((name) => name === "Accept-Encoding")).toHaveLength(1);
    expect(headers).toMatchObject(safe);
    expect(JSON.parse(decode[coding](body).toString())).toEqual(words);
  });

  it("is measured in bytes, not in characters", async () => {
    await serveWords(ofBytes(1024, "ä"), freshTag());
    const { headers } = await ask("/it", { headers: { "accept-encoding": "gzip" } });
    expect(headers["content-encoding"]).toBe("gzip");
  });

  it.each([
    ["that is smaller", 1023, "gzip, br"],
    ["without Accept-Encoding", 4096, undefined],
    ["when Accept-Encoding rejects it", 4096, "identity"],
    ["when no supported encoding is accepted", 4096, "zstd"],
    ["when Accept-Encoding is empty", 4096, ""],
  ] as const)("is sent unchanged, and its ETag is strong: %s", async (_what, size, accepted) => {
    const [words, etag] = [ofBytes(size), freshTag()];
    await serveWords(words, etag);
    const { headers, body } = await ask(
      "/it",
      accepted === undefined ? {} : { headers: { "accept-encoding": accepted } },
    );
    expect(headers).toMatchObject({ ...safe, etag: `"${etag}"`, "content-length": String(size) });
    expect(headers["content-encoding"]).toBeUndefined();
    expect(headers.vary?.split(", ").filter((name) => name === "Accept-Encoding")).toHaveLength(1);
    expect(JSON.parse(body.toString())).toEqual(words);
  });

  it("that its caller already has is a 304, by either ETag, which is returned as it was sent", async () => {
    const etag = freshTag();
    await serveWords(ofBytes(4096), etag);
    for (const known of [`"${etag}"`, `W/"${etag}"`]) {
      const headers = { "if-none-match": known, "accept-encoding": "gzip" };
      const answer = await ask("/it", { headers });
      expect([answer.status, answer.headers.etag, answer.body.length]).toEqual([304, known, 0]);
    }
    expect((await ask("/it", { headers: { "if-none-match": '"another"' } })).status).toBe(200);
  });
});

describe("a body", () => {
  const words = `${"wörter ".repeat(20_000)}end`;
  const body = JSON.stringify({ text: words });

  beforeEach(async () => {
    await serve({ it: route(made("POST", (_, { text: given }) => ({ given }))) });
  });

  it.each([
    ["with Content-Length", { "content-length": String(Buffer.byteLength(body)) }],
    ["in chunks", { "transfer-encoding": "chunked" }],
  ])("arrives complete: %s", async (_what, framing) => {
    const answer = await ask("/it", {
      method: "POST",
      headers: { "content-type": "application/json", ...framing },
      body,
    });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body.toString())).toEqual({ given: words });
  });

  it("arrives complete, however it is chunked, even in the middle of a character", async () => {
    const bytes = Buffer.from(JSON.stringify({ text: "äöü" }));
    const chunks = [...bytes].map((byte) =>
      Buffer.concat([Buffer.from("1\r\n"), Buffer.from([byte]), Buffer.from("\r\n")]),
    );
    const socket = connect(port, "127.0.0.1");
    const answer = text(socket);
    const head = "POST /it HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n";
    socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`);
    for (const chunk of chunks) {
      await new Promise<void>((written) => socket.write(chunk, () => written()));
    }
    socket.write("0\r\n\r\n");
    expect(await answer).toContain('{"given":"äöü"}');
  });

  it("of more than 1 MB in chunks is 413, and the server keeps running", async () => {
    const large = JSON.stringify({ text: "x".repeat(1024 * 1024) });
    const headers = { "content-type": "application/json", "transfer-encoding": "chunked" };
    const answer = await ask("/it", { method: "POST", headers, body: large });
    expect(answer.status).toBe(413);
    expectRefusal(answer, "PAYLOAD_TOO_LARGE");
    expect((await ask("/it", { method: "POST", headers, body: "{}" })).status).toBe(200);
  });
});
