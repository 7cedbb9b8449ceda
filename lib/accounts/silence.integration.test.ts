import { Writable } from "node:stream";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resetEnv } from "@/lib/core/env.ts";
import { useLog as writeLogTo } from "@/lib/core/log.ts";
import { call } from "@/lib/testing/http.ts";
import { TestBrowser } from "@/lib/testing/next-auth.ts";
import { freshEmail, goodPassword, mailedToken, prepareAccounts, signUp } from "@/lib/testing/sign-up.ts";

prepareAccounts();

const lines: string[] = [];
beforeAll(() => {
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  writeLogTo(pino({ level: "trace" }, sink));
});
afterAll(() => writeLogTo(undefined));

test("no password, token, cookie or code of an account is logged, on success or failure", async () => {
  const password = "Canary-horse-7";
  const wrong = "Wrong-canary-7";
  const email = freshEmail();
  const { access_token, refresh_token } = await signUp({ email, password });
  const secrets = [password, wrong, access_token, refresh_token];
  const post = async (path: string, body: object, token?: string) => {
    const answer = await call("POST", path, { body, token });
    for (const value of Object.values(answer.body ?? {})) {
      if (typeof value === "string" && /^(ey|stint_)|^[\w-]{43}$/.test(value)) secrets.push(value);
    }
    return answer;
  };
  await post("/auth/register", { email, password });
  await post("/auth/login", { email, password, remember_me: true });
  await post("/auth/login", { email, password: wrong });
  await post("/auth/login", { email, password: { canary: wrong } });
  await post("/auth/refresh", { refresh_token });
  await post("/auth/refresh", { refresh_token: "canary-refresh-token" });
  await post("/auth/tokens", { name: "x", scopes: ["write"] }, access_token);
  await post("/auth/password/change", { current_password: wrong, password }, access_token);
  await post("/auth/password/forgot", { email });
  const mailed = await mailedToken(email, "reset");
  await post("/auth/password/reset", { token: "canary-mail-token", password });
  resetEnv({ SMTP_URL: "smtp://canary:Canary-smtp-7@127.0.0.1:9" });
  await post("/auth/password/forgot", { email });
  await expect.poll(() => lines.join("")).toContain("a deferred task failed");
  resetEnv({ SMTP_URL: undefined });
  resetEnv({ GITHUB_ID: "id", GITHUB_SECRET: "Canary-github-7", GITHUB_URL: "http://127.0.0.1:9" });
  await post("/auth/github/callback", { code: "canary-code", codeVerifier: "canary-verifier".padEnd(43, "x") });
  const browser = new TestBrowser();
  const csrfToken = await browser.csrfToken();
  await browser.visit("callback/credentials", { csrfToken, email, password });
  const cookie = browser.jar.get("stint.session") ?? "";
  await browser.visit("callback/credentials", { csrfToken, email, password: wrong });
  await browser.visit("callback/github?code=canary-code&state=canary-state");
  resetEnv({ GITHUB_ID: undefined, GITHUB_SECRET: undefined, GITHUB_URL: undefined });
  secrets.push(mailed, csrfToken, cookie);

  const log = lines.join("");
  expect(log).toContain('"route":"/auth/login"');
  expect(secrets.length).toBeGreaterThan(10);
  for (const secret of secrets) expect(log).not.toContain(secret);
  expect(log).not.toMatch(/canary/i);
  expect(log).not.toContain(goodPassword);
});
