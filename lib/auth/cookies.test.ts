import { afterEach, expect, test } from "vitest";
import { endedTripCookie, tripCookie, tripCookieName } from "@/lib/accounts/next-auth/github-trip.ts";
import { nextAuthOptions } from "@/lib/accounts/next-auth/options.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { csrfCookieName, sessionCookieName } from "./cookies.ts";
import { deviceCookieLine, deviceCookieName } from "./device.ts";

afterEach(() => void resetEnv({ APP_URL: undefined, AUTH_SECRET: undefined }));

const names = () => {
  const progress = {
    request: new Request("http://localhost"),
    headers: new Headers(),
    address: "",
    userAgent: "",
    trip: null,
  };
  const cookies = Object.values(nextAuthOptions(progress).cookies ?? {});
  for (const { options } of cookies) expect(options).toMatchObject({ path: "/", httpOnly: true, sameSite: "lax" });
  const own = [sessionCookieName(), csrfCookieName(), deviceCookieName(), tripCookieName()];
  return [...own, ...cookies.map(({ name }) => name)];
};

test("over HTTPS every cookie has the __Host- prefix, and otherwise none has", () => {
  resetEnv({ APP_URL: "https://stint.example", AUTH_SECRET: "s".repeat(48) });
  for (const name of names()) expect(name).toMatch(/^__Host-/);
  expect(sessionCookieName()).toBe("__Host-stint.session");
  expect(deviceCookieLine(new Headers(), "ada@example.com")).toMatch(/; Path=\/; HttpOnly; .*; Secure$/);
  expect(tripCookie()).toMatchObject({ path: "/", secure: true, httpOnly: true });
  expect(endedTripCookie()).toMatch(/; Path=\/; .*; Secure$/);
  resetEnv({ APP_URL: "http://stint.example" });
  for (const name of names()) expect(name).toMatch(/^(?!__)/);
});
