import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { type Account, expect, signIn } from "./support.ts";

/** A section of Settings, by its title. */
export const part = (page: Page, title: string) => page.getByRole("region", { name: title, exact: true });

/** Signs in and opens the settings. */
export async function openSettings(page: Page, account: Account): Promise<void> {
  await signIn(page, account);
  await page.goto("/settings");
  await expect(page).toHaveTitle("Settings · Stint");
}

export const bearer = ({ token }: Pick<Account, "token">) => ({ headers: { Authorization: `Bearer ${token}` } });

/** The token of the newest email to an address that links to a page. */
export async function mailedToken(email: string, path: "reset-password" | "verify-email"): Promise<string> {
  let token: string | undefined;
  await expect(() => {
    const folder = join(process.env.E2E_DATA_DIR ?? "", "outbox");
    const mails = readdirSync(folder)
      .sort()
      .map((file) => readFileSync(join(folder, file), "utf8"));
    const mail = mails.findLast((text) => text.includes(`To: ${email}`) && text.includes(`/${path}`));
    token = /token=([\w-]{43})/.exec(mail ?? "")?.[1];
    expect(token).toBeDefined();
  }).toPass();
  return token ?? "";
}
