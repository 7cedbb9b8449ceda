import type { APIRequestContext, Page } from "@playwright/test";
import { type Account, awake, expect, post, pullRequest, signIn } from "./support.ts";

/** Shared by journeys through Tracking. Their sessions are in March 2025, so that the current time does not matter. */

interface Told {
  start_time: string;
  end_time: string;
  repo_owner?: string;
  repo_name?: string;
  pr_number?: number;
  note?: string;
  tags?: string[];
}

/** Adds a session of a day in March 2025, given as `14 09:00–10:24` in UTC. */
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

/** The rendered rows. */
export const rows = (page: Page) => main(page).locator("li[data-key]");

/** The row with this text. */
export const row = (page: Page, text: string | RegExp) => rows(page).filter({ hasText: text });

/** The editor open in a row. */
export const editor = (page: Page) => main(page).getByRole("form", { name: /^Edit / });

/** The list's count of sessions. */
export const total = (page: Page, words: string) => main(page).getByRole("status").filter({ hasText: words });
