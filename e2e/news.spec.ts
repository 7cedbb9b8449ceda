import type { Locator, Page } from "@playwright/test";
import { addSession, awake, expect, newAccount, signIn, test } from "./support.ts";
import { addTask, editor, line, news, openTasks, row, rows } from "./tasks-support.ts";

// Toasts cover nothing that can be clicked: neither bars nor an editor.

const isApart = async (one: Locator, other: Locator): Promise<boolean> => {
  const [a, b] = [await one.boundingBox(), await other.boundingBox()];
  if (!a || !b) return false;
  return a.y + a.height <= b.y || b.y + b.height <= a.y || a.x + a.width <= b.x || b.x + b.width <= a.x;
};

const bottomBar = (page: Page) => page.locator("nav[aria-label=Main]").last();

for (const width of [360, 768, 1280]) {
  test(`toasts cover no bar and no editor, ${width} wide`, async ({ page, request }) => {
    await page.setViewportSize({ width, height: 740 });
    const account = await newAccount(request);
    for (const title of ["Buy oats", "Buy tea", "Buy rice"]) await addTask(request, account, { title });
    await addTask(request, account, { title: "Buy salt" });
    await openTasks(page, account);
    await row(page, "Buy salt")
      .getByRole("checkbox", { name: /^Complete/ })
      .click();
    await expect(news(page)).toContainText("completed");
    if (width < 992) await expect.poll(() => isApart(news(page), bottomBar(page))).toBe(true);

    await row(page, "Buy oats").focus();
    await page.keyboard.press("s");
    const bar = page.getByRole("region", { name: "Selection" });
    await expect(bar).toBeVisible();
    await expect.poll(() => isApart(news(page), bar)).toBe(true);
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Buy tea", exact: true }).click();
    await expect(editor(page)).toBeVisible();
    await expect(rows(page).first()).toBeVisible();
    await expect.poll(() => isApart(news(page), editor(page).getByRole("button", { name: "Save" }))).toBe(true);
    await expect.poll(() => isApart(news(page), editor(page).getByLabel("Title"))).toBe(true);
  });
}

test.describe("offline", () => {
  // Offline requests appear in the console of every browser.
  test.beforeEach(({ page }) => void page.removeAllListeners("console"));

  for (const width of [360, 1280]) {
    test(`the offline notice covers no title, ${width} wide`, async ({ page, request, context }) => {
      await page.setViewportSize({ width, height: 740 });
      const account = await newAccount(request);
      await addSession(request, account, 3, 20);
      await signIn(page, account);
      for (const path of ["/tasks", "/tracking", "/assistant", "/settings"]) {
        await page.goto(path);
        await awake(page);
        await context.setOffline(true);
        const notice = page.getByText("You're offline.");
        await expect(notice).toBeVisible();
        expect(await isApart(notice, page.getByRole("main").getByRole("heading").first()), path).toBe(true);
        if (path === "/tasks") expect(await isApart(notice, line(page))).toBe(true);
        await context.setOffline(false);
        await expect(notice).toBeHidden();
      }
    });
  }
});
