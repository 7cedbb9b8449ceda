import { expect, test } from "@playwright/test";

const route = async (answer: { json(): Promise<unknown> }) => ((await answer.json()) as { code?: string }).code;

test("an API path works with its version and without", async ({ request }) => {
  for (const path of ["/api/v1/auth/me", "/api/auth/me", "/api/v1/stats/daily", "/api/stats/daily?days=7"]) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(401);
    expect(await route(answer), path).toBe("UNAUTHORIZED");
  }
  for (const path of ["/api/v1/sessions/1/end", "/api/sessions/1/end"]) {
    expect((await request.patch(path)).status(), path).toBe(401);
  }
  for (const path of ["/api/v1/auth/github/callback", "/api/auth/github/callback", "/auth/github/callback"]) {
    expect((await request.post(path, { data: {} })).status(), path).toBe(422);
  }
  for (const path of ["/health", "/api/health"]) {
    expect(await (await request.get(path)).json(), path).toMatchObject({ status: "ok" });
  }
  expect((await request.post("/auth/refresh", { data: { refresh_token: "none" } })).status()).toBe(401);
});

test("/auth/sessions is Stint's, /auth/session is next-auth's", async ({ request }) => {
  expect(await route(await request.get("/api/auth/sessions"))).toBe("UNAUTHORIZED");
  const session = await request.get("/api/auth/session");
  expect(session.status()).toBe(200);
  expect(await session.json()).toEqual({});
  expect(await (await request.get("/api/auth/csrf")).json()).toHaveProperty("csrfToken");
});

test("an unknown path is a 404 in the contract's shape, a malformed one a 400", async ({ request }) => {
  for (const path of ["/api/nowhere", "/api/v1/nowhere", "/api/auth/nowhere", "/api/seven/chat"]) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(404);
    expect(await route(answer), path).toBe("NOT_FOUND");
  }
  expect((await request.get("/api/v1/sessions/%zz/end")).status()).toBe(400);
});
