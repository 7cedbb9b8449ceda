import "server-only";
import { cookies } from "next/headers";
import { z } from "zod";
import { beginTrip } from "@/lib/accounts/next-auth/begin-sign-in.ts";
import { linkOf, type Trip } from "@/lib/accounts/next-auth/github-trip.ts";
import { act } from "@/lib/api/action.ts";
import { endpoint } from "@/lib/api/contract.ts";
import { type Call, implement } from "@/lib/api/implement.ts";
import { githubApplication } from "./github.ts";
import { requireRecentSignIn } from "./recent-sign-in.ts";

/** The forms that redirect a browser to GitHub. They are not part of the API: only a user in a browser can go there. */

const shared = { method: "POST", tag: "Accounts", output: { 200: z.object({ address: z.string() }) } } as const;

const contracts = {
  signIn: endpoint({
    ...shared,
    path: "/auth/github/sign-in",
    summary: "Go to GitHub to sign in",
    access: "public",
    input: { from: z.enum(["/sign-in", "/sign-up"]), next: z.string() },
  }),
  link: endpoint({
    ...shared,
    path: "/auth/github/link",
    summary: "Go to GitHub to link your account to one there",
    access: "login",
  }),
};

async function begin(call: Call<unknown>, trip: Omit<Trip, "state">): Promise<{ address: string }> {
  githubApplication();
  const begun = await beginTrip(call, trip);
  const jar = await cookies();
  for (const { name, value, ...options } of begun.cookies) jar.set(name, value, options);
  return { address: begun.address };
}

const doors = implement(contracts, {
  signIn: (call, input) => begin(call, { ...input, link: null }),
  link: async (call) => {
    await requireRecentSignIn(call.principal);
    const { id, login_session_id } = call.principal;
    const link = linkOf(id, login_session_id ?? 0);
    return begin(call, { from: "/settings", next: "/settings", link });
  },
});

/** The GitHub URL where signing in begins; `next` is the return path, and must be a page of Stint. */
export const beginGithubSignIn = (from: "/sign-in" | "/sign-up", next: string) => act(doors.signIn, { from, next });

/**
 * The GitHub URL where linking the account of this browser's login begins.
 * @param person id of the account whose page sends this
 */
export const beginGithubLink = (person: number) => act(doors.link, {}, person);
