import "server-only";
import { z } from "zod";
import { setLoginCookie } from "@/lib/accounts/browser.ts";
import { openSampleAccount } from "@/lib/accounts/sample.ts";
import { timezoneShape, userShape } from "@/lib/accounts/shapes.ts";
import { serializeUser } from "@/lib/accounts/users.ts";
import { act } from "@/lib/api/action.ts";
import { endpoint } from "@/lib/api/contract.ts";
import { implement } from "@/lib/api/implement.ts";
import { env } from "@/lib/core/env.ts";
import { notFound } from "@/lib/core/errors.ts";
import { fillSample } from "./fill.ts";

/** Only reachable through the form: it is in no list of endpoints, so it has no path. */
const contract = {
  open: endpoint({
    method: "POST",
    path: "/demo",
    tag: "Demo",
    summary: "Open a new account with sample data",
    access: "public",
    limit: "auth",
    input: { timezone: timezoneShape.default("UTC") },
    output: { 200: z.object({ user: userShape }) },
  }),
};

const doors = implement(contract, {
  open: async (call, { timezone }) => {
    if (!env().DEMO_MODE) throw notFound("Demo mode");
    const now = new Date();
    const login = await openSampleAccount(call, timezone, (tx, owner) => fillSample(tx, owner, timezone, now));
    await setLoginCookie(login, false);
    return { user: serializeUser(login.user) };
  },
});

/**
 * Creates an account with twelve months of sample data and signs the browser of a server action in to it.
 * @param timezone an IANA name, or undefined when the browser did not send one
 */
export const openDemo = (timezone: string | undefined) => act(doors.open, { timezone });
