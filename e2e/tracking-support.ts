import type { APIRequestContext, Page } from "@playwright/test";
import { type Account, awake, expect, post, pullRequest, signIn } from "./support.ts";

/** What journeys through Tracking share. Their sessions lie in March 2025, so that no clock decides what is seen. */

interface Told {
  start_time: string;
  end_time: string;
  repo_owner?: string;
  repo_name?: string;
  pr_number?: number;
  note?: string;
  tags?: string[];
}

/** Adds a session of a day in March 2025, told as `14 09:00–10:24` in UTC. */
export async function addOn(
  request: APIRequestContext,
  account: Account,
  when: string,
  more: Partial<Told> = {},
): Promise<{ id: number }> {
  const [, day = "", from = "", to = ""] = /^(\d\d) (\d\d:\d\d)–(\d\d:\d\d)$/.exec(when) ?? [];
  const times = { start_time: `2025-03-${day}T${from}:00Z`, end_time: `2025-03-${day}T${to}:00Z` };
  return post(request, account, "/sessions", { ...pullRequest, ...times, ...more });
}

/** Signs in and opens Tracking. */
export async function openTracking(page: Page, account: Account, search = ""): Promise<void> {
  await signIn(page, account);
  await page.goto(`/tracking${search}`);
  await expect(page.getByRole("heading", { name: "Tracking", level: 1 })).toBeVisible();
  await awake(page);
}

const main = (page: Page) => page.getByRole("main");

/** The rows that are drawn. */
export const rows = (page: Page) => main(page).locator("li[data-key]");

/** The row that says so. */
export const row = (page: Page, text: string | RegExp) => rows(page).filter({ hasText: text });

/** The editor that is open in a row. */
export const editor = (page: Page) => main(page).getByRole("form", { name: /^Edit / });

/** How many sessions the list says there are. */
export const total = (page: Page, words: string) => main(page).getByRole("status").filter({ hasText: words });
