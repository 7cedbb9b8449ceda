import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { middleware } from "./middleware.ts";

const posted = (path: string, headers: Record<string, string>) =>
  middleware(new NextRequest(`http://localhost:3000${path}`, { method: "POST", headers }));

const metadata = 'resource_metadata="http://localhost:3000/.well-known/oauth-protected-resource/api/mcp"';

test.each(["/register", "/", "/token", "/today"])(
  "a program without credentials that posts to %s is challenged, and told where a token is made",
  async (path) => {
    const answer = posted(path, { host: "localhost:3000", "content-type": "application/json" });
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([
      401,
      `Bearer realm="Stint", scope="read write", ${metadata}`,
    ]);
    expect(await answer.json()).toMatchObject({
      ...{ code: "UNAUTHORIZED", detail: [], request_id: answer.headers.get("x-request-id") },
      ...{ message: expect.stringContaining("API token"), error_description: expect.stringContaining("API token") },
    });
  },
);

test.each([
  ["another site's page", { origin: "https://evil.example" }],
  ["a page that hides where it is", { origin: "null" }],
  ["another site, by its browser", { "sec-fetch-site": "cross-site" }],
  ["an extension with host permission", { "sec-fetch-site": "none", cookie: "next-auth.session-token=x" }],
  ["nowhere, with a sign-in", { cookie: "next-auth.session-token=x" }],
])("what comes from %s is still refused as no page of Stint's", (_, headers) => {
  const answer = posted("/register", { host: "localhost:3000", ...headers });
  expect([answer.status, answer.headers.has("www-authenticate")]).toEqual([403, false]);
});

test("a page of Stint's own passes", () => {
  expect(posted("/register", { host: "localhost:3000", origin: "http://localhost:3000" }).status).toBe(200);
});

const post = (headers: Record<string, string>) =>
  middleware(
    new NextRequest("http://localhost:3000/today", {
      method: "POST",
      headers: { host: "localhost:3000", origin: "http://localhost:3000", ...headers },
    }),
  ).status;

test("a server action larger than 1 MB, or of unknown length, is refused before its body is read", () => {
  expect(post({ "content-length": String(1024 ** 3) })).toBe(413);
  expect(post({ "content-length": String(1024 ** 2) })).toBe(200);
  expect(post({ "transfer-encoding": "chunked" })).toBe(411);
});

test("a request that comes from another site is refused first", () => {
  expect(post({ origin: "https://evil.example", "content-length": String(1024 ** 3) })).toBe(403);
});
