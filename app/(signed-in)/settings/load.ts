import "server-only";
import { cache } from "react";
import { listed } from "@/app/_lib/or-null.ts";
import { person } from "@/app/_lib/session.ts";
import { accounts } from "@/lib/accounts/service.ts";

/** All the page shows, asked for once a request. A list that cannot be read is null. */
export const loadSettings = cache(async () => {
  const caller = await person();
  const [{ user }, logins, tokens] = await Promise.all([
    accounts.readMe(caller, {}),
    listed(caller, accounts.listLogins(caller, { limit: 100 })),
    listed(caller, accounts.listTokens(caller, { limit: 100 })),
  ]);
  return { user, logins, tokens };
});
