import { addSession, awake, expect, newAccount, picture, signIn, test } from "./support.ts";
import { addTask } from "./tasks-support.ts";

test("the printed page is light, and a list without controls", async ({ page, request }, info) => {
  const account = await newAccount(request);
  const long = { repo_owner: "open-telemetry", repo_name: "opentelemetry-collector-contrib", pr_number: 36_633 };
  await addSession(request, account, 3, 40, long);
  await addTask(request, account, { title: "Buy oats" });
  await page.emulateMedia({ colorScheme: "dark" });
  await signIn(page, account);
  for (const path of ["/today", "/tracking", "/tasks", "/practice/history", "/settings"]) {
    await page.emulateMedia({ colorScheme: "dark", media: "screen" });
    await page.goto(path);
    await awake(page);
    await page.emulateMedia({ colorScheme: "dark", media: "print" });
    await page.setViewportSize({ width: 720, height: 1000 });
    await expect(page.locator("body")).toHaveCSS("background-color", "rgb(255, 255, 255)");
    await expect(page.locator("h1")).toHaveCSS("color", "rgb(0, 0, 0)");
    const pressed = page
      .locator("nav, search, header a, form input, button:not([data-task] button)")
      .filter({ visible: true });
    await expect(pressed).toHaveCount(0);
    await picture(page, info, path.slice(1).replace("/", "-"));
    if (path === "/tracking") {
      const name = page.getByRole("main").getByText(long.repo_name);
      expect(await name.evaluate((each) => each.scrollWidth <= each.clientWidth + 1 || each.clientWidth === 0)).toBe(
        true,
      );
      await expect(name).toBeVisible();
    }
    if (path === "/tasks") await expect(page.getByText("Buy oats", { exact: true })).toBeVisible();
    await page.setViewportSize({ width: 1280, height: 720 });
  }
});
