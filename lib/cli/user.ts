import { listAccounts, setActive, setRole } from "@/lib/accounts/administer.ts";
import { roleShape } from "@/lib/accounts/shapes.ts";
import type { UserRow } from "@/lib/accounts/users.ts";
import { CommandError, command } from "./environment.ts";

const usage = `Usage: npm run user -- list
       npm run user -- role <email> ${roleShape.options.join("|")}
       npm run user -- activate | deactivate <email>
With the embedded database, stop Stint first: one process at a time may hold its folder.`;

async function list(): Promise<void> {
  const accounts = await listAccounts();
  for (const { id, email, role, is_active, last_login_at } of accounts) {
    const seen = last_login_at ? `last signed in ${last_login_at.toISOString()}` : "never signed in";
    console.log(`${id}  ${email}  ${role}  ${is_active ? "active" : "not active"}  ${seen}`);
  }
  console.log(`${accounts.length} ${accounts.length === 1 ? "account" : "accounts"}`);
}

function report(email: string, user: UserRow | undefined): void {
  if (!user) throw new CommandError(`There is no account with the e-mail address ${email}.`);
  console.log(`${user.email} is now ${user.is_active ? "active" : "not active"}, with the role ${user.role}.`);
}

await command(async ([action, email, word, ...rest]) => {
  if (rest.length > 0) throw new CommandError(usage);
  if (action === "list" && email === undefined) return list();
  if (email === undefined) throw new CommandError(usage);
  if (action === "role") {
    const role = roleShape.safeParse(word);
    if (!role.success) throw new CommandError(usage);
    return report(email, await setRole(email, role.data));
  }
  if ((action === "activate" || action === "deactivate") && word === undefined) {
    return report(email, await setActive(email, action === "activate"));
  }
  throw new CommandError(usage);
});
