import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";

let user: Awaited<ReturnType<typeof newUser>>;

beforeEach(async () => {
  user = await newUser();
});
afterEach(() => void resetEnv({ ALLOWED_ORIGINS: "" }));

describe("CORS", () => {
  const origin = "https://app.example";
  const extension = `chrome-extension://${"a".repeat(32)}`;

  test("echoes a listed origin, handles its preflight, and sends other origins no CORS headers", async () => {
    resetEnv({ ALLOWED_ORIGINS: `${origin},${extension}` });
    for (const listed of [origin, extension]) {
      const answer = await call("GET", "/sessions", { token: user.token, headers: { origin: listed } });
      expect(answer.headers.get("access-control-allow-origin")).toBe(listed);
      expect(answer.headers.get("vary")).toContain("Origin");
      expect(answer.headers.get("access-control-expose-headers")).toBe("ETag, Retry-After, RateLimit, X-Request-Id");
      expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    }
    const preflight = await call("OPTIONS", "/sessions/start", { headers: { origin } });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")).toBe(
      "Authorization, Content-Type, Idempotency-Key, If-None-Match, X-CSRF-Token, X-Request-Id",
    );
    expect(preflight.headers.get("access-control-allow-methods")).toContain("POST");
    for (const other of ["https://app.example.evil", "http://app.example", "http://localhost:5173", "null"]) {
      const answer = await call("GET", "/sessions", { token: user.token, headers: { origin: other } });
      expect([other, answer.headers.get("access-control-allow-origin")]).toEqual([other, null]);
    }
    const refused = await call("GET", "/sessions", { headers: { origin } });
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([401, origin]);
  });
});
