import "server-only";
import { cache } from "react";
import { orNull } from "@/app/_lib/or-null.ts";
import { requireUser } from "@/app/_lib/session.ts";
import { accounts } from "@/lib/accounts/service.ts";

/** All data of the page, loaded once per request. A list that failed to load is null. */
export const loadSettings = cache(async () => {
  const caller = await requireUser();
  const [{ user }, logins, tokens] = await Promise.all([
    accounts.readMe(caller, {}),
    orNull(caller, accounts.listLogins(caller, { limit: 100 })),
    orNull(caller, accounts.listTokens(caller, { limit: 100 })),
  ]);
  return { user, logins, tokens };
});
