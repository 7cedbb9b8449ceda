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

/** The forms' way to sign in and up: the same code as the API's, but a cookie takes the place of tokens. */

const output = { 200: z.object({ user: userShape }) };

const currentCookie = async () => (await cookies()).get(sessionCookieName())?.value;

/** Gives the browser of a server action the cookie of a login; until it closes, unless it shall be remembered. */
export async function setLoginCookie(login: OpenedLogin, remembered: boolean): Promise<void> {
  // Whoever signs in anew leaves the login before: nobody could ever sign that one out by its cookie again.
  await endCookieLogin(await currentCookie());
  const jar = await cookies();
  // An end of this login that is no sign-out is to leave its drafts.
  jar.delete({ name: signedOutCookie, path: "/" });
  jar.set(sessionCookieName(), cookieToken(login), {
    httpOnly: true,
    sameSite: "lax",
    secure: isSecure(),
    path: "/",
    ...(remembered && { expires: login.expiresAt }),
  });
}

/** Makes the browser of a server action one that the account knows. */
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
 * Signs a browser in and sets its cookie: for 30 days with `remember_me`, else until the browser closes or a day has
 * passed. For server actions; the answer holds the user, or the refusal in words for the form. Never redirects.
 */
export const signInBrowser = (input: InputOf<typeof accountsContract.login>) => act(doors.signIn, input);

/** Creates an account and signs its browser in; otherwise as {@link signInBrowser}. */
export const signUpBrowser = (input: InputOf<typeof accountsContract.register>) => act(doors.signUp, input);

/** Resets a password with the token of a mail; whoever has the mail is known to the account from then on. */
export const resetInBrowser = (input: InputOf<typeof accountsContract.resetPassword>) => act(doors.reset, input);

/** Signs the browser out everywhere its login is known (cookie and tokens alike) and removes the cookie. */
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
