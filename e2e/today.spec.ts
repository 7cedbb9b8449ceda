import type { APIRequestContext, Page } from "@playwright/test";
import {
  type Account,
  addSession,
  expect,
  newAccount,
  password,
  post,
  pullRequest,
  runningCard,
  signIn,
  test,
} from "./support.ts";
import { midWeek, zoneAt } from "./zones.ts";

const totals = (page: Parameters<typeof runningCard>[0]) => page.getByRole("region", { name: "Totals" });

test("a session running since yesterday is shown as running, and only its part of today counts towards today", async ({
  page,
  request,
}) => {
  const account = await newAccount(request, { timezone: zoneAt(2) });
  const minutes = new Date().getUTCMinutes();
  const midnight = Date.now() - (2 * 60 + minutes) * 60_000;
  const start_time = new Date(midnight - 3_600_000).toISOString();
  await post(request, account, "/sessions/start", { ...pullRequest, start_time });
  await signIn(page, account);
  await expect(runningCard(page)).toContainText("Tracking since Yesterday");
  await expect(runningCard(page).getByRole("timer")).toContainText(/^3 h \d\d m/);
  await expect(totals(page)).toContainText(/Today2 h \d\d m/);
});

test("a browser whose clock is wrong shows the correct elapsed time", async ({ page, request }) => {
  const account = await newAccount(request);
  await post(request, account, "/sessions/start", {
    ...pullRequest,
    start_time: new Date(Date.now() - 20 * 60_000 - 5000).toISOString(),
  });
  await page.addInitScript(() => {
    const ahead = 3 * 3_600_000;
    const now = Date.now.bind(Date);
    Date.now = () => now() + ahead;
    const origin = performance.timeOrigin + ahead;
    Object.defineProperty(performance, "timeOrigin", { get: () => origin });
  });
  await signIn(page, account);
  await expect(runningCard(page).getByRole("timer")).toContainText(/^20 m /);
  await page.reload();
  await expect(runningCard(page).getByRole("timer")).toContainText(/^20 m /);
});

test("the time a user takes to sign in is not mistaken for a wrong clock", async ({ page, request }) => {
  const account = await newAccount(request);
  await page.goto("/sign-in");
  await page.waitForTimeout(6000);
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Pull request").fill("vercel/next.js#84213");
  const before = Date.now();
  await page.getByRole("button", { name: "Start tracking", exact: true }).click();
  await expect(runningCard(page).getByRole("timer")).toHaveText(/^[2-9] s$/);
  const seconds = Number.parseInt((await runningCard(page).getByRole("timer").textContent()) ?? "", 10);
  expect(Date.now() - before).toBeGreaterThan((seconds - 1) * 1000);
});

test("the week's chart and its table agree, the running session included", async ({ page, request }) => {
  const account = await newAccount(request, midWeek());
  const react = { repo_owner: "facebook", repo_name: "react", pr_number: 1 };
  await post(request, account, "/sessions/start", {
    ...pullRequest,
    start_time: new Date(Date.now() - 120_000).toISOString(),
  });
  await addSession(request, account, 0.5, 10, react);
  await signIn(page, account);
  const week = page.getByRole("region", { name: "This week by repository" });
  await expect(week.locator(".recharts-bar-rectangle path")).not.toHaveCount(0);
  await expect(week.getByRole("columnheader")).toHaveText(["Day", "facebook/react", "vercel/next.js"]);
  await expect(week.getByRole("row")).toHaveCount(8);
});

test("a script's changes appear when one returns to the tab", async ({ page, request }) => {
  const account = await newAccount(request);
  await signIn(page, account);
  await expect(page.getByRole("heading", { name: "Nothing tracked yet" })).toBeVisible();
  const { session_id } = await post(request, account, "/sessions/start", pullRequest);
  await page.evaluate(() => {
    const state = (value: string) => {
      Object.defineProperty(document, "visibilityState", { value, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    };
    state("hidden");
    const now = Date.now.bind(Date);
    Date.now = () => now() + 60_000;
    state("visible");
    Date.now = now;
  });
  await expect(runningCard(page)).toBeVisible();
  await request.patch(`/api/v1/sessions/${session_id}/end`, { headers: { Authorization: `Bearer ${account.token}` } });

  await test.step("ending an ended session changes nothing", async () => {
    await runningCard(page).getByRole("button", { name: "End" }).click();
    await expect(runningCard(page)).toBeHidden();
    await expect(page.getByRole("region", { name: "Recent sessions" }).getByRole("listitem")).toHaveCount(1);
  });
});

test("ten sessions are listed, the latest first, and a long name does not break the layout", async ({
  page,
  request,
}) => {
  const account = await newAccount(request);
  const long = { repo_owner: "x".repeat(100), repo_name: "y".repeat(100), pr_number: 2_147_483_647 };
  for (let hour = 12; hour >= 1; hour--) await addSession(request, account, hour, 20, hour === 1 ? long : pullRequest);
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(page, account);
  const items = page.getByRole("region", { name: "Recent sessions" }).getByRole("listitem");
  await expect(items).toHaveCount(10);
  await expect(items.first()).toContainText("yyyy");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test.describe("the timeline of the day", () => {
  const repositories = ["next.js", "turbo", "swr"].map((repo_name) => ({ ...pullRequest, repo_name }));

  /** The beginning of the day in UTC, the accounts' default zone. */
  const midnight = () => Math.floor(Date.now() / 86_400_000) * 86_400_000;

  /** Adds sessions of today at minutes after midnight, each of a different repository. */
  async function addToday(request: APIRequestContext, account: Account, ...spans: [number, number][]): Promise<void> {
    for (const [index, [from, minutes]] of spans.entries()) {
      const start = midnight() + from * 60_000;
      await post(request, account, "/sessions", {
        ...(repositories[index % 3] ?? pullRequest),
        pr_number: index + 1,
        start_time: new Date(start).toISOString(),
        end_time: new Date(start + minutes * 60_000).toISOString(),
      });
    }
  }

  const bars = (page: Page) => page.getByRole("listbox", { name: "Timeline of the day" }).getByRole("option");
  const tip = (page: Page) => page.getByRole("region", { name: "Your day" }).locator(".shadow-float");
  const boxOf = async (page: Page, index: number) => {
    const box = await bars(page).nth(index).boundingBox();
    if (!box) throw new Error(`There is no bar ${index}`);
    return box;
  };

  // Sessions are at the end of yesterday and in the first minutes of today, which have passed whenever this runs.
  test("is one tab stop: arrows go from session to session, and each is announced", async ({ page, request }) => {
    const account = await newAccount(request);
    await addToday(request, account, [-60, 40], [-30, 31], [2, 1]);
    await signIn(page, account);
    await expect(bars(page)).toHaveCount(2);
    const [yesterday, last] = [bars(page).nth(0), bars(page).nth(1)];
    await expect(yesterday).toHaveAccessibleName(/^vercel\/turbo #2, yesterday 23:30 – 00:01, 31 m$/);

    await page.getByRole("link", { name: "All tasks" }).focus();
    await page.keyboard.press("Tab");
    await expect(last).toBeFocused();
    await expect(tip(page)).toContainText("vercel/swr #3");
    await page.keyboard.press("ArrowLeft");
    await expect(yesterday).toBeFocused();
    await expect(tip(page)).toContainText("vercel/turbo #2yesterday 23:30 – 00:01 · 31 m");
    await page.keyboard.press("ArrowLeft");
    await expect(yesterday).toBeFocused();
    await page.keyboard.press("End");
    await expect(last).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(tip(page)).toBeHidden();
    await page.keyboard.press("Tab");
    await expect(bars(page).and(page.locator(":focus"))).toHaveCount(0);
    await page.keyboard.press("Shift+Tab");
    await expect(last).toBeFocused();
  });

  test("cuts at midnight, shows short and overlapping sessions, and all of them can be hovered", async ({
    page,
    request,
  }) => {
    const account = await newAccount(request);
    await addToday(request, account, [-300, 301], [0, 0], [0, 1], [1, 0]);
    await signIn(page, account);
    await expect(bars(page)).toHaveCount(4);
    const track = await page.getByRole("listbox", { name: "Timeline of the day" }).boundingBox();
    const boxes = [await boxOf(page, 0), await boxOf(page, 1), await boxOf(page, 2), await boxOf(page, 3)];
    for (const box of boxes) {
      expect(box.width).toBeGreaterThanOrEqual(3);
      expect(box.height).toBeGreaterThanOrEqual(4);
      expect(box.x).toBeGreaterThanOrEqual((track?.x ?? 0) - 1);
    }
    // Separate rows: no two overlapping ones have the same height.
    expect(new Set(boxes.map(({ y }) => Math.round(y))).size).toBe(4);
    const list = page.getByRole("list", { name: "Sessions and practices of the day" }).getByRole("listitem");
    await expect(list).toHaveCount(4);
    for (const [index, { x, y, width, height }] of boxes.entries()) {
      await page.mouse.move(x + width / 2, y + height / 2);
      await expect(tip(page)).toContainText(`#${index + 1}`);
    }
    await page.mouse.move(5, 5);
    await expect(tip(page)).toBeHidden();
  });

  test("works by touch, and a tap elsewhere closes the tooltip", async ({ browser, request }) => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    const page = await context.newPage();
    const account = await newAccount(request);
    await addToday(request, account, [0, 1]);
    await signIn(page, account);
    const { x, y, height } = await boxOf(page, 0);
    // Beside it: a finger is wider than a session of a minute.
    await page.touchscreen.tap(x + 15, y + height / 2);
    await expect(tip(page)).toContainText("#1");
    await expect(tip(page)).toBeInViewport({ ratio: 1 });
    await page.getByRole("heading", { name: "Today", exact: true }).tap();
    await expect(tip(page)).toBeHidden();
    await context.close();
  });

  test("grows with the minute while a session runs", async ({ page, request }) => {
    const account = await newAccount(request);
    const start_time = new Date(Date.now() - 60_000).toISOString();
    await post(request, account, "/sessions/start", { ...pullRequest, start_time });
    await page.clock.install();
    await signIn(page, account);
    await expect(bars(page)).toHaveAccessibleName(/since \d\d:\d\d, [01] m$/);
    await page.clock.fastForward("01:00:00");
    await expect(bars(page)).toHaveAccessibleName(/since \d\d:\d\d, (?:59 m|1 h 0[0-2] m)$/);
  });
});

test("time is compared with the usual, as soon as there is one", async ({ page, request }) => {
  const account = await newAccount(request);
  const totals = page.getByRole("region", { name: "Totals" });
  const weekday = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "long" }).format(Date.now());
  const addWeeksAgo = async (weeks: number, minutes: number) => {
    const start = Math.floor(Date.now() / 86_400_000) * 86_400_000 - weeks * 7 * 86_400_000 + 9 * 3_600_000;
    const times = [start, start + minutes * 60_000].map((instant) => new Date(instant).toISOString());
    await post(request, account, "/sessions", { ...pullRequest, start_time: times[0], end_time: times[1] });
  };
  await addWeeksAgo(1, 60);
  await signIn(page, account);
  await expect(totals).toContainText(`We'll compare once you have two ${weekday}s of data`);
  await expect(totals).toContainText("Track time today to start one");
  await addWeeksAgo(2, 120);
  await page.reload();
  await expect(totals).toContainText(`usually 1 h 30 m on ${weekday}s`);
  await expect(totals).toContainText(`usually 1 h 30 m by ${weekday}`);
});
