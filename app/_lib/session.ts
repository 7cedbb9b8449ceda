import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { pageCaller } from "@/lib/api/action.ts";
import type { Caller } from "@/lib/api/implement.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import { withReturn } from "@/lib/core/return-path.ts";
import { tracking } from "@/lib/tracking/service.ts";

/** The user of a page. Each function is cached per request, however many parts of the page call it. */

export const getCaller = cache(pageCaller);

/** The caller of a signed-in page; anyone else is redirected to sign in and back again. */
export const requireUser = cache(async (): Promise<Caller & { principal: Principal }> => {
  const caller = await getCaller();
  const { principal } = caller;
  // middleware.ts sets the path in a header, as a layout does not receive it.
  if (!principal) redirect(withReturn("/sign-in", (await headers()).get("x-stint-path")));
  return { ...caller, principal };
});

/** The caller's last 30 days and running session. */
export const getSummary = cache(async () => tracking.summary(await requireUser(), {}));
