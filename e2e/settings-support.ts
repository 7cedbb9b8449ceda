import type { Page } from "@playwright/test";
import { type Account, expect, signIn } from "./support.ts";

/** A part of Settings, by its title. */
export const part = (page: Page, title: string) => page.getByRole("region", { name: title, exact: true });

/** Signs in and opens the settings. */
export async function openSettings(page: Page, account: Account): Promise<void> {
  await signIn(page, account);
  await page.goto("/settings");
  await expect(page).toHaveTitle("Settings · Stint");
}

export const bearer = ({ token }: Pick<Account, "token">) => ({ headers: { Authorization: `Bearer ${token}` } });
