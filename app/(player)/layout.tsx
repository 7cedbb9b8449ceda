import type { ReactNode } from "react";
import { requireUser } from "@/app/_lib/session.ts";
import { accounts } from "@/lib/accounts/service.ts";
import { CurrentUserProvider } from "@/lib/client/current-user.tsx";

/** Full-screen pages, without the app layout and its queries. */
export default async function PlayerLayout({ children }: { children: ReactNode }) {
  const { user } = await accounts.readMe(await requireUser(), {});
  const { id, email, role, timezone, week_start, has_password } = user;
  return (
    <CurrentUserProvider value={{ id, email, role, timezone, week_start, has_password }}>
      {children}
    </CurrentUserProvider>
  );
}
