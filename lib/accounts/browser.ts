import "server-only";
import { cookies } from "next/headers";
import { z } from "zod";
import { act } from "@/lib/api/action.ts";
import type { InputOf } from "@/lib/api/contract.ts";
import { implement } from "@/lib/api/implement.ts";
import { isSecure, sessionCookieName } from "@/lib/auth/cookies.ts";
import { accountsContract } from "./contract.ts";
import { cookieToken, endCookieLogin } from "./cookie-login.ts";
import type { OpenedLogin } from "./logins.ts";
import { register } from "./register.ts";
import { userShape } from "./shapes.ts";
import { signIn } from "./sign-in.ts";
import { tellUser } from "./users.ts";

/** The forms' way to sign in and up: the same code as the API's, but a cookie takes the place of tokens. */

const output = { 200: z.object({ user: userShape }) };

const currentCookie = async () => (await cookies()).get(sessionCookieName())?.value;

/** Gives the browser of a server action the cookie of a login; until it closes, unless it shall be remembered. */
export async function setLoginCookie(login: OpenedLogin, remembered: boolean): Promise<void> {
  // Whoever signs in anew leaves the login before: nobody could ever sign that one out by its cookie again.
  await endCookieLogin(await currentCookie());
  (await cookies()).set(sessionCookieName(), cookieToken(login), {
    httpOnly: true,
    sameSite: "lax",
    secure: isSecure(),
    path: "/",
    ...(remembered && { expires: login.expiresAt }),
  });
}

const doors = implement(
  { signIn: { ...accountsContract.login, output }, signUp: { ...accountsContract.register, output } },
  {
    signIn: async (call, input) => {
      const login = await signIn(call, input, "browser");
      await setLoginCookie(login, input.remember_me);
      return { user: tellUser(login.user) };
    },
    signUp: async (call, input) => {
      const login = await register(call, input, "browser");
      await setLoginCookie(login, false);
      return { user: tellUser(login.user) };
    },
  },
);

/**
 * Signs a browser in and sets its cookie: for 30 days with `remember_me`, else until the browser closes or a day has
 * passed. For server actions; the answer holds the user, or the refusal in words for the form. Never redirects.
 */
export const signInBrowser = (input: InputOf<typeof accountsContract.login>) => act(doors.signIn, input);

/** Creates an account and signs its browser in; otherwise as {@link signInBrowser}. */
export const signUpBrowser = (input: InputOf<typeof accountsContract.register>) => act(doors.signUp, input);

/** Signs the browser out everywhere its login is known (cookie and tokens alike) and removes the cookie. */
export async function signOutBrowser(): Promise<void> {
  await endCookieLogin(await currentCookie());
  (await cookies()).delete({ name: sessionCookieName(), path: "/", secure: isSecure() });
}
