import { createInterface } from "node:readline";
import { listAccounts, setActive, setPassword, setRole } from "@/lib/accounts/administer.ts";
import { roleShape } from "@/lib/accounts/shapes.ts";
import type { UserRow } from "@/lib/accounts/users.ts";
import { AppError } from "@/lib/core/errors.ts";
import { CommandError, command } from "./environment.ts";

const usage = `Usage: npm run user -- list
       npm run user -- role <email> ${roleShape.options.join("|")}
       npm run user -- activate | deactivate <email>
       npm run user -- password <email>     reads the new password from standard input, and ends logins and API tokens
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
  if (!user) throw new CommandError(`No account has the email address ${email}.`);
  console.log(`${user.email} is now ${user.is_active ? "active" : "not active"}, with the role ${user.role}.`);
}

/**
 * The first line of standard input, so that the password appears neither in the shell's history nor in a process list.
 */
async function readLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line;
  return "";
}

async function changePassword(email: string): Promise<void> {
  try {
    const user = await setPassword(email, await readLine());
    report(email, user);
    console.log("The password is set; every device was signed out, and every API token is deleted.");
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new CommandError(`The password was not set: ${error.detail[0]?.msg ?? error.message}.`);
  }
}

await command(usage, { words: 3 }, async ({ words: [action, email, word] }) => {
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
  if (action === "password" && word === undefined) return changePassword(email);
  throw new CommandError(usage);
});
