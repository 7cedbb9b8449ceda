import type { Route } from "@playwright/test";
import { waitingCount } from "./outbox-support.ts";
import { expect, newAccount, test } from "./support.ts";
import { addTask, dayFromNow, group, line, news, openTasks, row, rows, storedTasks } from "./tasks-support.ts";

// Offline, no change of a task is lost and none is made twice.

/** Where pages send changes of tasks. */
const tasksApi = /\/api\/v1\/tasks(?:\/|$)/;

const isWrite = (route: Route): boolean => route.request().method() !== "GET";

test.describe("offline", () => {
  // Offline requests appear in the console of every browser.
  test.beforeEach(({ page }) => void page.removeAllListeners("console"));

  test("changes appear at once and are sent later, in order", async ({ page, request, context }) => {
    const account = await newAccount(request);
    await addTask(request, account, { title: "Known before" });
    await openTasks(page, account);
    // The parser of the line is loaded as soon as somebody is about to type one.
    const reader = page.waitForResponse((answer) => answer.url().includes("/_next/static/chunks/"));
    await line(page).focus();
    await reader;
    await line(page).fill("x tomorrow");
    await expect(page.getByRole("button", { name: /^Ignore the due date/ })).toBeVisible();
    await context.setOffline(true);
    await expect(page.getByText("You're offline. Changes are saved and will be sent later.")).toBeVisible();

    await line(page).fill("Written on the train tomorrow");
    await line(page).press("Enter");
    await expect(group(page, "Tomorrow")).toContainText("Written on the train");
    await row(page, "Known before")
      .getByRole("checkbox", { name: /^Complete/ })
      .click();
    await expect(row(page, "Known before")).toHaveCount(0);
    // Tasks that the server does not know yet can be changed like any other.
    await row(page, "Written on the train").focus();
    await page.keyboard.press("1");
    await expect(row(page, "Written on the train")).toContainText("High priority");
    await expect(page.getByText("You're offline. 3 changes will be sent later.")).toBeVisible();
    expect(await storedTasks(request, account)).toMatchObject([{ title: "Known before", completed: false }]);

    await context.setOffline(false);
    await expect(page.getByText("You're offline.")).toBeHidden();
    await expect
      .poll(() => storedTasks(request, account))
      .toMatchObject([
        { title: "Written on the train", due_date: dayFromNow(1), priority: "high" },
        { title: "Known before", completed: true },
      ]);
    await expect(row(page, "Written on the train")).toBeFocused();
    await expect(rows(page)).toHaveCount(1);
  });

  test("changes are sent by the next tab when this one is closed, once", async ({ page, request, context }) => {
    const account = await newAccount(request);
    await addTask(request, account, { title: "Known before" });
    await openTasks(page, account);
    await line(page).fill("x tomorrow");
    await expect(page.getByRole("button", { name: /^Ignore the due date/ })).toBeVisible();
    await context.setOffline(true);
    await expect(page.getByText("You're offline. Changes are saved and will be sent later.")).toBeVisible();
    await line(page).fill("Written before the tab was closed");
    await line(page).press("Enter");
    await row(page, "Known before")
      .getByRole("checkbox", { name: /^Complete/ })
      .click();
    await expect(page.getByText("2 changes will be sent")).toBeVisible();
    await page.close();
    await context.setOffline(false);

    const next = await context.newPage();
    await next.goto("/today");
    const titles = async () => (await storedTasks(request, account)).map(({ title, completed }) => [title, completed]);
    const all = [
      ["Written before the tab was closed", false],
      ["Known before", true],
    ];
    await expect.poll(titles).toEqual(all);
    await next.goto("/tasks");
    await expect(rows(next)).toHaveCount(1);
    await next.waitForTimeout(2000);
    expect(await titles()).toEqual(all);
  });

  test("an addition whose page was left before the response is made once", async ({ page, request }) => {
    const account = await newAccount(request);
    await openTasks(page, account);
    const done = new Promise<void>((resolve) => {
      void page.route(tasksApi, async (route) => {
        if (!isWrite(route)) return route.continue();
        await route.fetch();
        resolve();
      });
    });
    await line(page).fill("Sent at the last moment");
    await line(page).press("Enter");
    await done;
    await page.unroute(tasksApi);
    await page.goto("/tasks");
    await expect(rows(page)).toHaveCount(1);
    await expect.poll(() => waitingCount(page)).toBe(0);
    await expect(rows(page)).toHaveCount(1);
    await expect(news(page)).toHaveCount(0);
    expect(await storedTasks(request, account)).toHaveLength(1);
  });

  test("an addition whose response was lost is made once", async ({ page, request }) => {
    const account = await newAccount(request);
    await openTasks(page, account);
    let lost = 0;
    await page.route(tasksApi, async (route) => {
      if (!isWrite(route) || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort();
    });
    await line(page).fill("Only once");
    await line(page).press("Enter");
    await expect.poll(() => waitingCount(page)).toBe(0);
    expect(lost).toBe(1);
    await expect(row(page, "Only once")).toHaveCount(1);
    await expect(news(page)).toHaveCount(0);
    expect(await storedTasks(request, account)).toHaveLength(1);
  });
});
