import { afterEach, describe, expect, it } from "vitest";
import { resetEnv } from "./env.ts";
import { contentPolicy, pageHeaders, policies, securityHeaders } from "./security-headers.ts";

afterEach(() => resetEnv({ APP_URL: undefined, GITHUB_ID: undefined, GITHUB_SECRET: undefined, NODE_ENV: "test" }));

describe("the policy of a page", () => {
  it("runs only scripts that carry its nonce, and forbids framing", () => {
    const policy = contentPolicy("abc", "localhost:3000");
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("worker-src 'self';");
    expect(policy).not.toContain("unsafe-eval");
    expect(policy).not.toContain("ws:");
  });

  it("lets forms redirect to GitHub, for signing in, and nowhere else", () => {
    expect(contentPolicy("abc", null)).toContain("form-action 'self';");
    resetEnv({ GITHUB_ID: "id", GITHUB_SECRET: "secret" });
    expect(contentPolicy("abc", null)).toContain("form-action 'self' https://github.com;");
  });

  it("allows in development what the development server needs", () => {
    resetEnv({ NODE_ENV: "development" });
    const policy = contentPolicy("abc", "localhost:3000");
    expect(policy).toContain("'unsafe-eval'");
    expect(policy).toContain("connect-src 'self' ws://localhost:3000");
  });

  it("requires HTTPS only where Stint is reached over it", () => {
    expect(pageHeaders()).not.toHaveProperty("Strict-Transport-Security");
    expect(contentPolicy("abc", null)).not.toContain("upgrade-insecure-requests");
    resetEnv({ APP_URL: "https://stint.example.com" });
    for (const headers of [pageHeaders(), securityHeaders()]) {
      expect(headers["Strict-Transport-Security"]).toBe("max-age=31536000; includeSubDomains");
    }
    expect(contentPolicy("abc", null)).toContain("upgrade-insecure-requests");
  });
});

it("every policy forbids framing", () => {
  for (const policy of [...Object.values(policies), contentPolicy("abc", null)]) {
    expect(policy).toContain("frame-ancestors 'none'");
  }
});
