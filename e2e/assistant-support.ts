import type { Locator, Page } from "@playwright/test";
import { type Account, awake, expect, signIn } from "./support.ts";

/** Locators of the assistant's page, shared by journeys. */

export const field = (page: Page): Locator => page.getByRole("textbox", { name: "Message to the assistant" });

export const button = (page: Page, name: string): Locator => page.getByRole("main").getByRole("button", { name });

/** The messages, the oldest first. */
export const own = (page: Page): Locator => page.locator("[data-message=user]");
/** The text of the user's message. */
export const words = (page: Page): Locator => own(page).locator("p[dir=auto]");
export const answers = (page: Page): Locator => page.locator("[data-message=assistant]");

/** Signs in and opens a new conversation. */
export async function openAssistant(page: Page, account: Account): Promise<void> {
  await signIn(page, account);
  await page.goto("/assistant");
  await awake(page);
}

/** Sends without waiting for the answer. */
export async function write(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await field(page).press("Enter");
}

/** Waits until nothing is being written. */
export const atRest = (page: Page): Promise<void> => expect(button(page, "Send")).toBeVisible();

/** Sends, and waits until the answer is complete. */
export async function ask(page: Page, text: string): Promise<Locator> {
  const before = await own(page).count();
  await write(page, text);
  await expect(own(page)).toHaveCount(before + 1);
  await expect(answers(page).last()).not.toHaveAttribute("data-status", "writing");
  await atRest(page);
  return answers(page).last();
}
