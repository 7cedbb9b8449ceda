import { createServer, type RequestListener, request, type Server } from "node:http";
import { hostname } from "node:os";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { chosenHost, drain, listen, refuseUnroutable } from "./serve.ts";

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

  it.each(["/api/v1/sessions/%zz/end", "/%", "/%C3"])("is refused in the contract's shape: %s", async (path) => {
    const response = await answer(path);
    const body = await response.json();
    expect(response.status).toBe(400);
    expect(body).toMatchObject({ error: "Bad Request", code: "BAD_REQUEST", detail: [] });
    expect(response.headers.get("x-request-id")).toBe(body.request_id);
  });

  it.each(["/a%2Fb", "/n%C3%A4me", "/ok?q=%zz"])("is no other: %s", async (path) => {
    expect(await (await answer(path)).text()).toBe("passed on");
  });
});

it("TRACE is refused in the contract's shape", async () => {
  const address = new URL(await serve((request, response) => void refuseUnroutable(request, response)));
  const { statusCode, body } = await new Promise<{ statusCode?: number | undefined; body: string }>((done, fail) => {
    // fetch itself refuses to send it.
    const sent = request({ host: address.hostname, port: address.port, method: "TRACE", path: "/api/v1/sessions" });
    sent.once("response", async (answer) => done({ statusCode: answer.statusCode, body: await text(answer) }));
    sent.once("error", fail).end();
  });
  expect([statusCode, JSON.parse(body).code]).toEqual([405, "METHOD_NOT_ALLOWED"]);
});

describe("stopping", () => {
  it("lets the request under way end, and takes no other", async () => {
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

  it("does not wait longer than it was told to", async () => {
    const begun = Promise.withResolvers<void>();
    const address = await serve(() => begun.resolve());
    const answer = fetch(address).catch(() => "cut off");
    await begun.promise;
    await drain(server, 50);
    expect(await answer).toBe("cut off");
  });
});

it("a HOSTNAME that the shell set to the machine's own name is nobody's choice", () => {
  expect(chosenHost(hostname())).toBeUndefined();
  expect(chosenHost("127.0.0.1")).toBe("127.0.0.1");
});
