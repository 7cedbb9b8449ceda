import type { Page } from "@playwright/test";
import { addSession, awake, expect, newAccount, post, pullRequest, runningCard, signIn, test } from "./support.ts";
import { addTask, dayFromNow, line, row, rows } from "./tasks-support.ts";
import { midWeek } from "./zones.ts";

// No layout shifts on Today: not while it loads, not when something starts or ends, here or elsewhere.

interface Shift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node?: Node }[];
}

/** Records each layout shift without user input, and what has moved. */
const watch = (page: Page) =>
  page.addInitScript(() => {
    const moved: string[] = [];
    Object.assign(window, { moved });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Shift[]) {
        if (entry.hadRecentInput) continue;
        const nodes = entry.sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 200));
        moved.push(`${entry.value} ${nodes.join(" ")}`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });

const expectSteady = async (page: Page) =>
  expect(await page.evaluate(() => (window as { moved?: string[] }).moved)).toEqual([]);

/** Everything that loads after the page, and one tick more. */
const settled = async (page: Page) => {
  // The chart loads when it is about to be visible.
  const chart = page.getByRole("region", { name: "This week by repository" });
  await expect(async () => {
    await chart.scrollIntoViewIfNeeded();
    await expect(chart.locator(".recharts-bar-rectangle path").first()).toBeVisible({ timeout: 2000 });
  }).toPass();
  await page.evaluate(() => scrollTo(0, 0));
  await expect(runningCard(page).getByRole("timer")).toHaveText(/ \d\d s$/);
};

for (const width of [1280, 360]) {
  test.describe(`${width} wide`, () => {
    test.use({ viewport: { width, height: 800 } });

    test("a full page loads, and ends the running session, without moving", async ({ page, request }) => {
      const account = await newAccount(request, midWeek());
      for (let hour = 60; hour >= 5; hour -= 5) await addSession(request, account, hour, 40);
      for (const title of ["One", "Two"]) await addTask(request, account, { title, due_date: dayFromNow(0) });
      const start_time = new Date(Date.now() - 84 * 60_000).toISOString();
      await post(request, account, "/sessions/start", { ...pullRequest, start_time });
      await watch(page);
      await signIn(page, account);
      await page.reload();
      await settled(page);
      await expectSteady(page);

      await runningCard(page).getByRole("button", { name: "End" }).click();
      await expect(page.getByText("Ended vercel/next.js#84213")).toBeVisible();
      await expectSteady(page);

      await test.step("nor when a session is started elsewhere", async () => {
        await post(request, account, "/sessions/start", pullRequest);
        await expect(runningCard(page)).toBeVisible();
        await expectSteady(page);
      });
    });

    test("a new user's page loads, creates a token, types, starts, ticks and ends without moving", async ({
      page,
      request,
    }) => {
      const account = await newAccount(request);
      await watch(page);
      await signIn(page, account);
      await page.reload();
      await awake(page);
      await page.getByRole("button", { name: "Create a token" }).click();
      await expect(page.getByText("The token is shown only once")).toBeVisible();
      await page.getByLabel("Pull request").fill("vercel/next.js#84213");
      await expect(page.getByText("Pull request #84213 of")).toBeVisible();
      await expectSteady(page);
      await page.getByRole("button", { name: "Start tracking", exact: true }).click();
      // Past ten seconds the running time has one more digit.
      await expect(runningCard(page).getByRole("timer")).toHaveText(/^1\d s$/, { timeout: 20_000 });
      await runningCard(page).getByRole("button", { name: "End" }).click();
      await expect(page.getByText("Ended vercel/next.js#84213")).toBeVisible();
      await expectSteady(page);
    });

    test("Tasks loads, is typed into, completed and edited without moving", async ({ page, request }) => {
      const account = await newAccount(request);
      await addTask(request, account, { title: "Late", due_date: "2025-03-14", priority: "high" });
      for (const title of ["One", "Two"]) await addTask(request, account, { title, due_date: dayFromNow(0) });
      await watch(page);
      await signIn(page, account);
      await page.goto("/tasks");
      await expect(rows(page)).toHaveCount(3);
      await awake(page);
      await line(page).fill("pay rent tomorrow !high");
      await expect(page.getByRole("button", { name: /^Ignore the due date/ })).toBeVisible();
      await line(page).press("Enter");
      await expect(row(page, "pay rent")).toBeVisible();
      await row(page, "One")
        .getByRole("checkbox", { name: /^Complete/ })
        .click();
      await expect(row(page, "One")).toHaveCount(0);
      await page.getByRole("button", { name: "Two", exact: true }).click();
      await page.keyboard.press("Escape");
      await expectSteady(page);
    });
  });
}
