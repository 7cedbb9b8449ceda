import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { pageCaller } from "@/lib/api/action.ts";
import type { Caller } from "@/lib/api/implement.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import { withReturn } from "@/lib/core/return-path.ts";
import { tracking } from "@/lib/tracking/service.ts";

/** Who a page is for. Each is asked once for a request, however many parts of the page want to know. */

export const getCaller = cache(pageCaller);

/** The caller of a page of somebody's own; whoever is not signed in is sent to sign in and back again. */
export const requireUser = cache(async (): Promise<Caller & { principal: Principal }> => {
  const caller = await getCaller();
  const { principal } = caller;
  // middleware.ts names the path; a layout cannot know it.
  if (!principal) redirect(withReturn("/sign-in", (await headers()).get("x-stint-path")));
  return { ...caller, principal };
});

/** The caller's last 30 days and running session. */
export const getSummary = cache(async () => tracking.summary(await requireUser(), {}));
