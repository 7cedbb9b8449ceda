import { randomUUID } from "node:crypto";
import type { APIRequestContext, Page } from "@playwright/test";
import { type Account, expect, newAccount, post, pullRequest, test } from "./support.ts";
import { openTracking, rows } from "./tracking-support.ts";

const count = 10_000;
const perRequest = 500;
const newest = Date.parse("2025-12-30T12:00:00Z");
/** Sessions begin this far apart. */
const apart = 47 * 60_000;

/** Numbers of the pull requests in sight, from the top. */
const numbers = (page: Page) =>
  rows(page).evaluateAll((items) => items.map((item) => Number(/#(\d+)/.exec(item.textContent ?? "")?.[1])));

/** Uploads sessions that were recorded offline, the n-th of them with the pull request n + 1. */
async function tell(request: APIRequestContext, account: Account, count: number): Promise<void> {
  for (let first = 0; first < count; first += perRequest) {
    const sessions = Array.from({ length: Math.min(perRequest, count - first) }, (_, index) => {
      const start = newest - (first + index) * apart;
      return {
        client_session_id: randomUUID(),
        ...pullRequest,
        pr_number: first + index + 1,
        start_time: new Date(start).toISOString(),
        end_time: new Date(start + 30 * 60_000).toISOString(),
      };
    });
    await post(request, account, "/sessions/sync", { sessions });
  }
}

/** The second row that is drawn, once the wheel's last turn has run out: until then rows leave before they are clicked. */
async function secondAtRest(page: Page): Promise<number> {
  let shown: number[] = [];
  await expect
    .poll(async () => {
      const before = shown;
      shown = await numbers(page);
      return before.length > 1 && before.join() === shown.join();
    })
    .toBe(true);
  return shown[1] ?? 0;
}

test("ten thousand sessions are scrolled through: in order, few of them drawn, none read twice", async ({
  page,
  request,
}) => {
  test.setTimeout(240_000);
  const account = await newAccount(request);
  await tell(request, account, count);
  const asked: string[] = [];
  page.on("request", (sent) => {
    const url = new URL(sent.url());
    if (url.pathname === "/api/v1/sessions") asked.push(url.searchParams.get("cursor") ?? "first");
  });
  await openTracking(page, account);
  await expect(page.getByText("10,000 sessions")).toBeVisible();
  await expect(rows(page).first()).toContainText("#1");

  const deepest = async () => Math.max(...(await numbers(page)));
  for (let step = 0; (await deepest()) < 4000 && step < 400; step++) {
    await page.mouse.wheel(0, 8000);
    await expect.poll(async () => (await numbers(page)).length).toBeGreaterThan(5);
    const shown = await numbers(page);
    expect(shown).toEqual(Array.from({ length: shown.length }, (_, index) => (shown[0] ?? 0) + index));
  }
  expect(await deepest()).toBeGreaterThanOrEqual(4000);
  expect(await rows(page).count()).toBeLessThan(80);
  expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(4000);
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked.length).toBeGreaterThanOrEqual(39);

  await test.step("the head of the day stays in sight", async () => {
    const top = await page.evaluate(
      () => document.elementFromPoint(700, 20)?.closest("section")?.querySelector("h2")?.textContent,
    );
    expect(top).toMatch(/2025/);
  });

  await test.step("a change far down refetches only the first page and the visible one", async () => {
    const gone = await secondAtRest(page);
    asked.length = 0;
    const leaving = rows(page).filter({ hasText: new RegExp(`#${gone}(?!\\d)`) });
    await leaving.getByRole("button", { name: /^Delete / }).click();
    await expect(rows(page).filter({ hasText: new RegExp(`#${gone}(?!\\d)`) })).toHaveCount(0);
    await expect(page.getByText("9,999 sessions")).toBeAttached();
    await expect.poll(() => asked.includes("first")).toBe(true);
    await page.waitForLoadState("networkidle");
    expect(asked.length).toBeLessThanOrEqual(6);
    expect(await numbers(page)).not.toContain(gone);
  });

  await test.step("the way back leads to where one was", async () => {
    const before = await numbers(page);
    const position = await page.evaluate(() => window.scrollY);
    await rows(page).nth(12).getByRole("link", { name: "vercel/next.js" }).click();
    await expect(page).toHaveURL("/tracking/vercel/next.js");
    await expect(page.getByRole("region", { name: "Totals" })).toBeVisible();
    await page.goBack();
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(position - 400);
    await expect.poll(() => numbers(page)).toEqual(expect.arrayContaining(before.slice(8, 16)));
  });
});

test("more than the server deletes at once are deleted together, and come back with one undo", async ({
  page,
  request,
}) => {
  test.setTimeout(120_000);
  const account = await newAccount(request);
  await tell(request, account, 620);
  await openTracking(page, account);
  const bar = page.getByRole("region", { name: "Selection" });
  await rows(page).first().getByRole("checkbox").check();
  await page.mouse.move(700, 400);
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 8000);
      return bar.getByRole("button", { name: "Select all 620 loaded" }).count();
    })
    .toBe(1);
  await bar.getByRole("button", { name: "Select all 620 loaded" }).click();
  await expect(bar).toContainText("620 selected·310 h 00 m");
  await bar.getByRole("button", { name: "Delete 620" }).click();
  await expect(page.getByText("Nothing tracked yet")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("620 sessions", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByText("620 sessions", { exact: true })).toBeVisible();
});
