import { expect, test } from "vitest";
import { prepareAccounts, signUp } from "@/lib/testing/sign-up.ts";
import { signInWithGithub } from "./github-sign-in.ts";

prepareAccounts();

test("a race of first sign-ups, some through GitHub, creates one administrator", async () => {
  const place = { address: "10.0.0.1", userAgent: "test", headers: new Headers() };
  const viaGithub = Array.from({ length: 5 }, async (_, index) => {
    const profile = { id: index + 1, login: `octo-${index}`, name: null, avatarUrl: null };
    const login = await signInWithGithub({ ...profile, verifiedEmail: `octo-${index}@example.org` }, "browser", place);
    return login.user.role;
  });
  const viaPassword = Array.from({ length: 5 }, async () => (await signUp()).user.role);
  const roles = await Promise.all([...viaGithub, ...viaPassword]);
  expect(roles.filter((role) => role === "admin")).toHaveLength(1);
});
