import type { Page, Route } from "@playwright/test";
import { expect, newAccount, test } from "./support.ts";
import { dayFromNow, group, line, openTasks, row, storedTasks } from "./tasks-support.ts";

// The date parser loads late, and on a slow connection later than somebody types. Text typed before that is never
// stored unparsed.

const typed = "slow net tomorrow !high";
const read = { title: "slow net", due_date: dayFromNow(1), priority: "high" };

/** Delays the date parser's script until it is released. */
async function holdReader(page: Page): Promise<() => void> {
  let letThrough = () => {};
  const held = new Promise<void>((done) => {
    letThrough = done;
  });
  await page.route("**/_next/static/chunks/**", async (route: Route) => {
    const answer = await route.fetch();
    if ((await answer.text()).includes("forwardDate")) await held;
    await route.fulfill({ response: answer });
  });
  return letThrough;
}

test("a line typed before the parser has loaded appears at once, and is parsed before it is stored", async ({
  page,
  request,
}) => {
  const account = await newAccount(request);
  const letThrough = await holdReader(page);
  await openTasks(page, account);
  await line(page).fill(typed);
  await line(page).press("Enter");
  await expect(row(page, typed)).toBeVisible();
  await expect(line(page)).toHaveValue("");
  // Longer than the former timeout, after which the whole line became the title.
  await page.waitForTimeout(3000);
  expect(await storedTasks(request, account)).toEqual([]);
  letThrough();
  await expect(group(page, "Tomorrow")).toContainText("slow net");
  await expect(row(page, "tomorrow !high")).toHaveCount(0);
  expect(await storedTasks(request, account)).toMatchObject([read]);
});

test.describe("offline", () => {
  // Offline requests appear in the console of every browser.
  test.beforeEach(({ page }) => void page.removeAllListeners("console"));

  test("a line typed while the parser is unavailable is parsed when it is sent, by the next tab too", async ({
    page,
    request,
    context,
  }) => {
    const account = await newAccount(request);
    await openTasks(page, account);
    await context.setOffline(true);
    await line(page).fill(typed);
    await line(page).press("Enter");
    await expect(row(page, typed)).toBeVisible();
    await page.close();
    await context.setOffline(false);
    expect(await storedTasks(request, account)).toEqual([]);

    const next = await context.newPage();
    await next.goto("/today");
    await expect.poll(() => storedTasks(request, account)).toMatchObject([read]);
  });
});
