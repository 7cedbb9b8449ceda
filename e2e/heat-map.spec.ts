import type { APIRequestContext, Page } from "@playwright/test";
import {
  type Account,
  expect,
  newAccount,
  picture,
  post,
  pullRequest,
  seriousFaults,
  signIn,
  test,
} from "./support.ts";

// The year by day on Tracking: the text of each day, the keyboard, the URL, the table beside it, a phone.

const days = (page: Page) => page.getByRole("table", { name: /^Days of/ });
const day = (page: Page, name: string | RegExp) => days(page).getByRole("button", { name });
const months = (page: Page) => page.getByRole("table", { name: /by month/ });

async function add(request: APIRequestContext, account: Account, start_time: string, end_time: string): Promise<void> {
  await post(request, account, "/sessions", { ...pullRequest, start_time, end_time });
}

/** A user who worked on three days of a leap year, with this browser at that year. */
async function leapYear(page: Page, request: APIRequestContext): Promise<Account> {
  const account = await newAccount(request);
  await add(request, account, "2024-02-29T09:00:00Z", "2024-02-29T10:00:00Z");
  await add(request, account, "2024-02-29T14:00:00Z", "2024-02-29T14:30:00Z");
  await add(request, account, "2024-03-01T09:00:00Z", "2024-03-01T14:00:00Z");
  await add(request, account, "2024-12-30T09:00:00Z", "2024-12-30T09:20:00Z");
  await signIn(page, account);
  await page.goto("/tracking?year=2024");
  await expect(day(page, /^Thursday 29 February/)).toBeVisible();
  return account;
}

test("each day has a text alternative, and a table lists it by month", async ({ page, request }) => {
  await leapYear(page, request);
  await expect(days(page).getByRole("button")).toHaveCount(366);
  await expect(day(page, "Thursday 29 February: 1 h 30 m, 2 sessions")).toHaveCount(1);
  await expect(day(page, "Friday 1 March: 5 h 00 m, 1 session")).toHaveCount(1);
  await expect(months(page).getByRole("row", { name: /^February/ })).toHaveText("February1 h 30 m21");
  await expect(months(page).getByRole("row", { name: /^March/ })).toHaveText("March5 h 00 m11");

  await test.step("hovering shows it", async () => {
    await day(page, /^Thursday 29 February/).hover();
    await expect(page.getByText("Thursday 29 February: 1 h 30 m, 2 sessions")).toBeVisible();
  });

  await test.step("more work has a stronger colour", async () => {
    const colour = (name: string | RegExp) =>
      day(page, name).evaluate((cell) => getComputedStyle(cell).backgroundColor);
    const names = [/^Thursday 4 January/, /^Monday 30 December/, /^Thursday 29 February/, /^Friday 1 March/];
    const colours = await Promise.all(names.map(colour));
    expect(new Set(colours).size).toBe(4);
  });
});

test("the arrow keys move through the days, a single tab stop, and Enter shows a day's sessions", async ({
  page,
  request,
}) => {
  await leapYear(page, request);
  await expect(days(page).locator("[tabindex='0']")).toHaveCount(1);
  await days(page).locator("[tabindex='0']").focus();
  for (const [key, name] of [
    ["Home", /^Monday 1 January/],
    ["ArrowUp", /^Monday 1 January/],
    ["ArrowLeft", /^Monday 1 January/],
    ["ArrowDown", /^Tuesday 2 January/],
    ["ArrowRight", /^Tuesday 9 January/],
    ["ArrowUp", /^Monday 8 January/],
    ["ArrowLeft", /^Monday 1 January/],
    ["End", /^Tuesday 31 December/],
    ["ArrowRight", /^Tuesday 31 December/],
    ["ArrowUp", /^Monday 30 December/],
  ] as const) {
    await page.keyboard.press(key);
    await expect(day(page, name)).toBeFocused();
  }
  await expect(days(page).locator("[tabindex='0']")).toHaveCount(1);

  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/[?&]from=2024-12-30/);
  await expect(page).toHaveURL(/[?&]to=2024-12-30/);
  await expect(page.getByText("1 session", { exact: true }).first()).toBeVisible();
  await expect(day(page, /^Monday 30 December/)).toHaveAttribute("aria-pressed", "true");

  await test.step("a reload shows the same day, another click all of them", async () => {
    await page.reload();
    await expect(day(page, /^Monday 30 December/)).toHaveAttribute("aria-pressed", "true");
    await day(page, /^Monday 30 December/).click();
    await expect(page).not.toHaveURL(/from=/);
    await expect(days(page).locator("[aria-pressed='true']")).toHaveCount(0);
  });
});

test("one can go from year to year, and future days are disabled", async ({ page, request }) => {
  await leapYear(page, request);
  const now = new Date();
  const year = now.getUTCFullYear();
  await expect(page.getByLabel("Year", { exact: true }).getByRole("option")).toHaveText([String(year), "2024"]);
  await page.getByLabel("Year", { exact: true }).selectOption(String(year));
  const passed = Math.floor((Date.UTC(year, now.getUTCMonth(), now.getUTCDate()) - Date.UTC(year, 0, 1)) / 86_400_000);
  await expect(days(page).getByRole("button")).toHaveCount(passed + 1);
  await expect(days(page)).toHaveAccessibleName(`Days of ${year}`);
  await expect(page).not.toHaveURL(/year=/);
  await page.goBack();
  await expect(days(page)).toHaveAccessibleName("Days of 2024");
});

test("a year without work is empty, and an invalid one is ignored with a note", async ({ page, request }) => {
  await leapYear(page, request);
  await page.goto("/tracking?year=1999");
  await expect(days(page)).toHaveAccessibleName("Days of 1999");
  await expect(day(page, /: nothing$/)).toHaveCount(365);
  await expect(page.getByLabel("Year", { exact: true })).toHaveValue("1999");
  for (const year of ["banana", "1969", "10000", "%00", "-1", "1e3"]) {
    await page.goto(`/tracking?year=${year}`);
    await expect(days(page)).toHaveAccessibleName(`Days of ${new Date().getUTCFullYear()}`);
    await expect(page.getByRole("main")).toContainText("is not a year since 1970");
  }
});

test("a day gets its colour when a script adds a session to it", async ({ page, request }) => {
  const account = await leapYear(page, request);
  await expect(day(page, "Saturday 2 March: nothing")).toHaveCount(1);
  await add(request, account, "2024-03-02T09:00:00Z", "2024-03-02T10:00:00Z");
  await expect(day(page, "Saturday 2 March: 1 h 00 m, 1 session")).toHaveCount(1);
});

test("a year that fails to load says so, and loads on retry", async ({ page, request }) => {
  await leapYear(page, request);
  await page.route("**/api/v1/stats/year*", (route) => route.fulfill({ status: 403, json: { code: "FORBIDDEN" } }));
  await page.getByLabel("Year", { exact: true }).selectOption(String(new Date().getUTCFullYear()));
  await expect(page.getByRole("alert").getByText(/Your tracked time is safe/)).toBeVisible();
  await page.unroute("**/api/v1/stats/year*");
  await page.getByRole("alert").getByRole("button", { name: "Try again" }).click();
  await expect(days(page)).toHaveAccessibleName(`Days of ${new Date().getUTCFullYear()}`);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("the map scrolls within itself, from its latest day, and a tap shows a day", async ({ page, request }) => {
    await leapYear(page, request);
    await expect(day(page, /^Tuesday 31 December/)).toBeInViewport({ ratio: 1 });
    await expect(day(page, /^Monday 1 January/)).not.toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await day(page, /^Monday 30 December/).tap();
    await expect(page).toHaveURL(/from=2024-12-30/);
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("axe finds nothing serious", async ({ page, request }, info) => {
      await leapYear(page, request);
      await day(page, /^Monday 30 December/).focus();
      await picture(page, info, `heat-map-${colorScheme}`, false);
      expect(await seriousFaults(page)).toEqual([]);
    });
  });
}
