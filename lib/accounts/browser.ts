import "server-only";
import { cookies } from "next/headers";
import { z } from "zod";
import { act } from "@/lib/api/action.ts";
import type { InputOf } from "@/lib/api/contract.ts";
import { implement } from "@/lib/api/implement.ts";
import { isSecure, sessionCookieName } from "@/lib/auth/cookies.ts";
import { deviceCookie } from "@/lib/auth/device.ts";
import { readToken } from "@/lib/auth/tokens.ts";
import { signedOutCookie } from "./constants.ts";
import { accountsContract } from "./contract.ts";
import { cookieToken, endCookieLogin } from "./cookie-login.ts";
import { resetPassword } from "./credentials.ts";
import type { OpenedLogin } from "./logins.ts";
import { register } from "./register.ts";
import { userShape } from "./shapes.ts";
import { signIn } from "./sign-in.ts";
import { serializeUser } from "./users.ts";

/** Signing in and up by form: the same code as the API's, with a cookie instead of tokens. */

const output = { 200: z.object({ user: userShape }) };

const currentCookie = async () => (await cookies()).get(sessionCookieName())?.value;

/** Sets the sign-in cookie in a server action; a session cookie, unless it shall be remembered. */
export async function setLoginCookie(login: OpenedLogin, remembered: boolean): Promise<void> {
  // Signing in again ends the previous login: nobody could ever sign that one out by its cookie again.
  await endCookieLogin(await currentCookie());
  const jar = await cookies();
  // Another end of this login than signing out must keep its drafts.
  jar.delete({ name: signedOutCookie, path: "/" });
  jar.set(sessionCookieName(), cookieToken(login), {
    httpOnly: true,
    sameSite: "lax",
    secure: isSecure(),
    path: "/",
    ...(remembered && { expires: login.expiresAt }),
  });
}

/** Makes the browser of a server action a known device of the account. */
async function setDeviceCookie(headers: Headers, email: string): Promise<void> {
  const { name, value, options } = deviceCookie(headers, email);
  (await cookies()).set(name, value, options);
}

const doors = implement(
  {
    signIn: { ...accountsContract.login, output },
    signUp: { ...accountsContract.register, output },
    reset: accountsContract.resetPassword,
  },
  {
    reset: async (call, input) => {
      const { email } = await resetPassword(input);
      await setDeviceCookie(call.headers, email);
      return null;
    },
    signIn: async (call, input) => {
      const login = await signIn(call, input, "browser");
      await setLoginCookie(login, input.remember_me);
      await setDeviceCookie(call.headers, login.user.email);
      return { user: serializeUser(login.user) };
    },
    signUp: async (call, input) => {
      const login = await register(call, input, "browser");
      await setLoginCookie(login, false);
      await setDeviceCookie(call.headers, login.user.email);
      return { user: serializeUser(login.user) };
    },
  },
);

/**
 * Signs a browser in and sets its cookie: for 30 days with `remember_me`, otherwise until the browser closes or a day
 * has passed. For server actions; returns the user, or the error in words for the form. Never redirects.
 */
export const signInBrowser = (input: InputOf<typeof accountsContract.login>) => act(doors.signIn, input);

/** Creates an account and signs its browser in; otherwise like {@link signInBrowser}. */
export const signUpBrowser = (input: InputOf<typeof accountsContract.register>) => act(doors.signUp, input);

/**
 * Resets a password with the token of an email; the account knows the device that presents it from then on.
 */
export const resetInBrowser = (input: InputOf<typeof accountsContract.resetPassword>) => act(doors.reset, input);

/** Signs the browser out everywhere its login is known (cookie and tokens alike) and deletes the cookie. */
export async function signOutBrowser(): Promise<void> {
  const cookie = await currentCookie();
  const account = cookie && readToken("cookie", cookie)?.sub;
  await endCookieLogin(cookie);
  if (account) {
    const options = { sameSite: "lax", secure: isSecure(), path: "/", maxAge: 86_400 } as const;
    (await cookies()).set(signedOutCookie, account, options);
  }
  (await cookies()).delete({ name: sessionCookieName(), path: "/", secure: isSecure() });
}
