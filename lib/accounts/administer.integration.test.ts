import { expect, test } from "vitest";
import { call } from "@/lib/testing/http.ts";
import { prepareAccounts, signInOver, signUp } from "@/lib/testing/sign-up.ts";
import { listAccounts, setActive, setRole } from "./administer.ts";

prepareAccounts();

test("an operator gives an account another role by its e-mail, in any case; it counts at once", async () => {
  await signUp();
  const { user, access_token } = await signUp();
  expect((await setRole(` ${user.email.toUpperCase()} `, "viewer"))?.role).toBe("viewer");
  expect((await call("PATCH", "/auth/me", { token: access_token, body: { name: "x" } })).status).toBe(403);
  expect((await listAccounts()).map(({ role }) => role)).toEqual(["admin", "viewer"]);
  expect(await setRole("nobody@example.com", "admin")).toBeUndefined();
});

test("an account that is closed and opened again has to sign in anew", async () => {
  const { user, access_token } = await signUp();
  expect((await setActive(user.email, false))?.is_active).toBe(false);
  expect((await signInOver(user.email)).status).toBe(401);
  expect((await setActive(user.email, true))?.is_active).toBe(true);
  expect((await call("GET", "/auth/me", { token: access_token })).status).toBe(401);
  expect((await signInOver(user.email)).status).toBe(200);
  expect(await setActive("nobody@example.com", false)).toBeUndefined();
});
