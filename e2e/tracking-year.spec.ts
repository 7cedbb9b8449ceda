import { expect, newAccount, post, test } from "./support.ts";
import { addOn, openTracking, row, rows } from "./tracking-support.ts";

test("the year is navigated by keyboard, a day opens its sessions, and a table shows the same", async ({
  page,
  request,
}) => {
  const account = await newAccount(request);
  await addOn(request, account, "14 09:00–12:20");
  await addOn(request, account, "14 13:00–13:30");
  await addOn(request, account, "21 09:00–09:20");
  await openTracking(page, account);
  await page.getByLabel("Year", { exact: true }).selectOption("2025");
  await expect(page).toHaveURL("/tracking?year=2025");
  const map = page.getByRole("region", { name: "The year" });
  await expect(map).toContainText("4 h 10 m in 3 sessions on 2 days");
  await expect(map.getByRole("row", { name: /^March/ })).toHaveText("March4 h 10 m32");

  await expect(map.locator("button[tabindex='0']")).toHaveCount(1);
  await page.getByLabel("Year", { exact: true }).focus();
  await page.keyboard.press("Tab");
  await expect(map.getByRole("button", { name: "Wednesday 31 December: nothing" })).toBeFocused();
  await page.keyboard.press("Home");
  await expect(map.getByRole("button", { name: "Wednesday 1 January: nothing" })).toBeFocused();
  for (let week = 0; week < 10; week++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const day = map.getByRole("button", { name: "Friday 14 March: 3 h 50 m, 2 sessions" });
  await expect(day).toBeFocused();
  await expect(map.getByText("Friday 14 March: 3 h 50 m, 2 sessions", { exact: true })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/tracking?year=2025&from=2025-03-14&to=2025-03-14");
  await expect(rows(page)).toHaveCount(2);
  await expect(day).toHaveAttribute("aria-pressed", "true");
  await day.press("Enter");
  await expect(rows(page)).toHaveCount(3);
});

test("on a phone the map scrolls within itself, to today", async ({ page, request }) => {
  const account = await newAccount(request);
  await post(request, account, "/sessions/start", { repo_owner: "vercel", repo_name: "next.js", pr_number: 1 });
  await page.setViewportSize({ width: 360, height: 740 });
  await openTracking(page, account);
  const today = page.getByRole("region", { name: "The year" }).locator("button[tabindex='0']");
  await expect(today).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test("a repository shows its totals, pull request by pull request", async ({ page, request }) => {
  const account = await newAccount(request);
  await addOn(request, account, "14 09:00–10:00", { pr_number: 1 });
  await addOn(request, account, "15 09:00–12:00", { pr_number: 20 });
  await addOn(request, account, "16 09:00–10:00", { pr_number: 3 });
  await openTracking(page, account);
  await row(page, "#20").getByRole("link", { name: "vercel/next.js" }).click();
  await expect(page).toHaveURL("/tracking/vercel/next.js");
  await expect(page).toHaveTitle("vercel/next.js · Stint");
  const totals = page.getByRole("region", { name: "Totals" });
  await expect(totals).toContainText("Time5 h 00 m");
  await expect(totals).toContainText("Sessions3");
  await expect(totals).toContainText("Per session1 h 40 m");
  await expect(totals).toContainText("Last worked on16 Mar 2025 10:00");

  const table = page.getByRole("table", { name: "Pull requests" });
  const numbers = table.getByRole("rowheader");
  await expect(numbers).toHaveText([/#3/, /#20/, /#1/]);
  await table.getByRole("button", { name: "Time" }).click();
  await expect(page).toHaveURL("/tracking/vercel/next.js?sort=time");
  await expect(numbers).toHaveText([/#20/, /#3/, /#1/]);
  await expect(table.getByRole("row").nth(1)).toContainText("60 %");
  await table.getByRole("button", { name: "Pull request" }).click();
  await expect(numbers).toHaveText([/#20/, /#3/, /#1/]);
  await page.goBack();
  await page.goBack();
  await expect(numbers).toHaveText([/#3/, /#20/, /#1/]);

  await table.getByRole("button", { name: "Start tracking vercel/next.js#20 again" }).click();
  await expect(totals).toContainText("#20 is being tracked now");
  await table.getByRole("link", { name: "Sessions of #20" }).click();
  await expect(page).toHaveURL("/tracking?repo=vercel%2Fnext.js&pr=20");
  await expect(rows(page)).toHaveCount(1);
});

test("a repository without sessions says so, and how to start; an invalid one is not found", async ({
  page,
  request,
}) => {
  const account = await newAccount(request);
  await openTracking(page, account);
  await page.goto("/tracking/drizzle-team/nothing.here?sort=sideways");
  await expect(page.getByRole("region", { name: "Totals" })).toContainText("Time0 m");
  await expect(page.getByText("No sessions yet")).toBeVisible();
  await expect(page.getByText("sort=sideways is not an order: latest, time or number.")).toBeVisible();
  const number = page.getByRole("textbox", { name: "Pull request" });
  await number.fill("none");
  await page.getByRole("button", { name: "Start tracking" }).click();
  await expect(number).toHaveAccessibleDescription("Enter the number of a pull request, such as 123");
  await number.fill("#12");
  await page.getByRole("button", { name: "Start tracking" }).click();
  await expect(page.getByRole("region", { name: "Totals" })).toContainText("#12 is being tracked now");

  for (const path of ["%00/x", "x/%00", `x/${"y".repeat(300)}`, "a%20b/x", "x/a%2fb", "%F0%9F%91%8B/x"]) {
    const answer = await page.goto(`/tracking/${path}`);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  }
  expect((await page.request.get("/tracking/%zz/x")).status()).toBe(400);
});
