import type { ReactNode } from "react";
import { person } from "@/app/_lib/session.ts";
import { accounts } from "@/lib/accounts/service.ts";
import { PersonProvider } from "@/lib/client/current-user.tsx";

/** Pages that take the whole screen, without the frame and what it asks for. */
export default async function PlayerLayout({ children }: { children: ReactNode }) {
  const { user } = await accounts.readMe(await person(), {});
  const { id, email, role, timezone, week_start, has_password } = user;
  return <PersonProvider value={{ id, email, role, timezone, week_start, has_password }}>{children}</PersonProvider>;
}
