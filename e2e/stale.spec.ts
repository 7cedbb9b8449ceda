import type { Page } from "@playwright/test";
import { addSession, awake, expect, newAccount, signIn, test } from "./support.ts";
import { midWeek } from "./zones.ts";

// Today when the day has ended, or when refetching fails.

const recent = (page: Page) => page.getByRole("region", { name: "Recent sessions" }).getByRole("listitem");

test("when the day is over, the page loads the next one by itself", async ({ page, request }) => {
  const account = await newAccount(request);
  await addSession(request, account, 3, 20);
  await page.clock.install();
  await signIn(page, account);
  const shown = page.getByRole("main").getByTitle("In UTC");
  const today = await shown.getAttribute("datetime");
  const tomorrow = new Date(Date.parse(today ?? "") + 86_400_000).toISOString();
  // The server's clock cannot be changed, so the test fetches today's data and returns it as tomorrow's.
  await page.route("**/api/v1/stats/today", async (route) => {
    const answer = await route.fetch();
    const json = await answer.json();
    const dayAfter = (instant: string) => new Date(Date.parse(instant) + 86_400_000).toISOString();
    const next = { date: tomorrow.slice(0, 10), from: dayAfter(json.from), to: dayAfter(json.to) };
    await route.fulfill({ json: { ...json, ...next, sessions: [], today_seconds: 0 } });
  });
  await page.clock.fastForward("24:00:00");
  await expect(shown).toHaveAttribute("datetime", tomorrow.slice(0, 10));
  await expect(page.getByText("Nothing tracked today.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Totals" })).toContainText("Today0 m");
});

test("data that cannot be refreshed stays, says so, and can be retried", async ({ page, request }) => {
  const account = await newAccount(request);
  await addSession(request, account, 3, 20);
  await signIn(page, account);
  page.removeAllListeners("console");
  await page.route("**/api/v1/stats/today", (route) => route.fulfill({ status: 500, json: { code: "INTERNAL" } }));
  await addSession(request, account, 2, 20);
  await expect(page.getByText("This page may be out of date.")).toBeVisible();
  await expect(recent(page)).toHaveCount(1);
  await page.unroute("**/api/v1/stats/today");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(recent(page)).toHaveCount(2);
  await expect(page.getByText("This page may be out of date.")).toBeHidden();
});

test.describe("offline", () => {
  // Offline requests appear in the console of every browser.
  test.beforeEach(({ page }) => void page.removeAllListeners("console"));
  test.use({ viewport: { width: 1280, height: 300 } });

  test("a chart that fails to load does not affect the page, and loads on reconnect", async ({
    page,
    request,
    context,
  }) => {
    const account = await newAccount(request, midWeek());
    await addSession(request, account, 3, 20);
    await signIn(page, account);
    await awake(page);
    await context.setOffline(true);
    await expect(page.getByText("You're offline.")).toBeVisible();
    const refused = page.waitForEvent("requestfailed", (request) => request.url().includes("/_next/static/"));
    await page.getByRole("region", { name: "This week by repository" }).scrollIntoViewIfNeeded();
    await refused;
    await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
    await context.setOffline(false);
    await expect(page.locator(".recharts-bar-rectangle path").first()).toBeVisible();
  });
});
