import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { write } from "./api.ts";
import { forgetCsrfToken } from "./csrf.ts";

interface Sent {
  address: string;
  init: RequestInit;
}

let sent: Sent[];
let tokens: number;

/** A server that gives a new token each time it is asked, and answers writes by turns. */
function serve(...answers: (() => Response)[]): void {
  vi.stubGlobal("fetch", async (address: string, init: RequestInit = {}) => {
    if (address === "/api/v1/csrf-token") return Response.json({ data: { csrfToken: `token-${++tokens}` } });
    sent.push({ address, init });
    return answers[sent.length - 1]?.() ?? Response.json({});
  });
}

const headersOf = (index: number): Record<string, string> =>
  Object.fromEntries(new Headers(sent[index]?.init.headers).entries());

beforeEach(() => {
  sent = [];
  tokens = 0;
  forgetCsrfToken();
});
afterEach(() => vi.unstubAllGlobals());

describe("write", () => {
  test("carries the token, the key and whom it is for", async () => {
    serve(() => Response.json({ id: 1 }, { status: 201 }));
    expect(await write("POST", "/tasks", { body: { title: "Milk" }, key: "k1", user: 7 })).toEqual({ id: 1 });
    expect(sent[0]).toMatchObject({
      address: "/api/v1/tasks",
      init: { method: "POST", body: '{"title":"Milk"}', keepalive: true },
    });
    expect(headersOf(0)).toEqual({
      "content-type": "application/json",
      "idempotency-key": "k1",
      "x-csrf-token": "token-1",
      "x-user-id": "7",
    });
  });

  test("needs no body, and answers nothing for 204", async () => {
    serve(() => new Response(null, { status: 204 }));
    expect(await write("DELETE", "/tasks/1")).toBeUndefined();
    expect(headersOf(0)).toEqual({ "x-csrf-token": "token-1" });
    expect(sent[0]?.init.body).toBeUndefined();
  });

  test("asks for one token only, and for another once the sign-in it belonged to has ended", async () => {
    serve(
      () => Response.json({}),
      () => Response.json({ code: "CSRF_FAILED" }, { status: 403 }),
      () => Response.json({ id: 2 }),
    );
    await write("POST", "/tasks", { body: {} });
    expect(await write("POST", "/tasks", { body: {}, key: "k2" })).toEqual({ id: 2 });
    expect([0, 1, 2].map((index) => headersOf(index)["x-csrf-token"])).toEqual(["token-1", "token-1", "token-2"]);
    expect(headersOf(2)["idempotency-key"]).toBe("k2");
  });

  test("gives up when the new token is refused as well", async () => {
    const refuse = () => Response.json({ code: "CSRF_FAILED", message: "No" }, { status: 403 });
    serve(refuse, refuse);
    await expect(write("POST", "/tasks", { body: {} })).rejects.toMatchObject({ status: 403, code: "CSRF_FAILED" });
    expect(sent).toHaveLength(2);
  });

  test("throws what the server refuses, without a repeat", async () => {
    serve(() => Response.json({ code: "USER_ID_MISMATCH", message: "No" }, { status: 403 }));
    await expect(write("POST", "/tasks", { body: {}, user: 7 })).rejects.toMatchObject({ code: "USER_ID_MISMATCH" });
    expect(sent).toHaveLength(1);
  });

  test("sends a long body only while its page lives, as browsers want it", async () => {
    serve(() => Response.json({}));
    await write("POST", "/tasks", { body: { title: "x".repeat(40_000) } });
    expect(sent[0]?.init.keepalive).toBe(false);
  });

  test("a token that cannot be had is an error of its own, and is asked for again next time", async () => {
    let isAway = true;
    vi.stubGlobal("fetch", async (address: string) => {
      if (isAway) return Response.json({ code: "UNAVAILABLE" }, { status: 503 });
      return Response.json(address.endsWith("csrf-token") ? { data: { csrfToken: "late" } } : { id: 3 });
    });
    await expect(write("POST", "/tasks", { body: {} })).rejects.toMatchObject({ status: 503 });
    isAway = false;
    expect(await write("POST", "/tasks", { body: {} })).toEqual({ id: 3 });
  });
});
