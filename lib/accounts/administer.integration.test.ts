import { expect, test } from "vitest";
import { call } from "@/lib/testing/http.ts";
import { prepareAccounts, signInOver, signUp } from "@/lib/testing/sign-up.ts";
import { listAccounts, setActive, setPassword, setRole } from "./administer.ts";

prepareAccounts();

test("an operator changes an account's role by its email, in any case; it takes effect at once", async () => {
  await signUp();
  const { user, access_token } = await signUp();
  expect((await setRole(` ${user.email.toUpperCase()} `, "viewer"))?.role).toBe("viewer");
  expect((await call("PATCH", "/auth/me", { token: access_token, body: { name: "x" } })).status).toBe(403);
  expect((await listAccounts()).map(({ role }) => role)).toEqual(["admin", "viewer"]);
  expect(await setRole("nobody@example.com", "admin")).toBeUndefined();
});

test("an account that is deactivated and reactivated has to sign in again", async () => {
  const { user, access_token } = await signUp();
  expect((await setActive(user.email, false))?.is_active).toBe(false);
  expect((await signInOver(user.email)).status).toBe(401);
  expect((await setActive(user.email, true))?.is_active).toBe(true);
  expect((await call("GET", "/auth/me", { token: access_token })).status).toBe(401);
  expect((await signInOver(user.email)).status).toBe(200);
  expect(await setActive("nobody@example.com", false)).toBeUndefined();
});

test("an operator sets a password by the usual rules, which ends logins and tokens", async () => {
  const { user, access_token } = await signUp();
  const body = { name: "x", scopes: ["read"] };
  const made = await call<{ token: string }>("POST", "/auth/tokens", { token: access_token, body });
  for (const password of ["", "Password1", "short", "lower-case-1", `Aa1${"x".repeat(70)}`]) {
    await expect(setPassword(user.email, password)).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
  }
  expect((await call("GET", "/auth/me", { token: made.body.token })).status).toBe(200);
  expect((await setPassword(` ${user.email.toUpperCase()}`, "Better-horse-8"))?.id).toBe(user.id);
  for (const token of [access_token, made.body.token]) {
    expect((await call("GET", "/auth/me", { token })).status).toBe(401);
  }
  expect((await signInOver(user.email, "Better-horse-8")).status).toBe(200);
  expect(await setPassword("nobody@example.com", "Better-horse-8")).toBeUndefined();
});
