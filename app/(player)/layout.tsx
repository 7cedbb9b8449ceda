import type { ReactNode } from "react";
import { requireUser } from "@/app/_lib/session.ts";
import { accounts } from "@/lib/accounts/service.ts";
import { CurrentUserProvider } from "@/lib/client/current-user.tsx";

/** Pages that take the whole screen, without the frame and what it asks for. */
export default async function PlayerLayout({ children }: { children: ReactNode }) {
  const { user } = await accounts.readMe(await requireUser(), {});
  const { id, email, role, timezone, week_start, has_password } = user;
  return (
    <CurrentUserProvider value={{ id, email, role, timezone, week_start, has_password }}>
      {children}
    </CurrentUserProvider>
  );
}
