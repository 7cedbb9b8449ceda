import type { Cookie } from "@playwright/test";
import { converse, over, ready, views } from "./looks-views.ts";
import {
  addPractice,
  addSession,
  expect,
  ground,
  newAccount,
  picture,
  post,
  pullRequest,
  seriousFaults,
  signIn,
  test,
} from "./support.ts";
import { addTask, dayFromNow } from "./tasks-support.ts";

// Every page in both themes, wide and on a phone: axe finds nothing serious, nothing overflows, and a screenshot is in
// the test output.

const repositories = [
  pullRequest,
  { repo_owner: "facebook", repo_name: "react", pr_number: 34871 },
  { repo_owner: "drizzle-team", repo_name: "drizzle-orm", pr_number: 4930 },
];

/** The sign-in cookies of an account in each state. */
const cookies: Partial<Record<string, Cookie[]>> = {};

test.beforeAll(async ({ browser, request }) => {
  for (const kind of ["new", "idle", "busy"]) {
    const account = await newAccount(request, { name: "Ada Lovelace" });
    for (let hour = 60; kind !== "new" && hour >= 1; hour -= 5) {
      await addSession(request, account, hour, 40, repositories[hour % 3] ?? pullRequest);
    }
    for (const days of kind === "idle" ? [0, 1, 2, 9] : []) {
      const words = { mood: "calm", note: "Shoulders were stiff after a long review." };
      await addPractice(request, account, Date.now() - days * 86_400_000 - 600_000, words);
    }
    if (kind !== "new") {
      await addTask(request, account, { title: "Answer the audit", due_date: "2025-03-14", priority: "high" });
      await addTask(request, account, { title: "Review the auth pull request", due_date: dayFromNow(0) });
      await addTask(request, account, { title: "A long one ".repeat(18), due_date: dayFromNow(9), priority: "low" });
      const { id } = await addTask(request, account, { title: "Sharpen the pencils", description: "All of them" });
      await post(request, account, `/tasks/${id}/complete`, {});
    }
    if (kind === "busy") {
      const start_time = new Date(Date.now() - 84 * 60_000).toISOString();
      await post(request, account, "/sessions/start", { ...pullRequest, start_time });
    }
    if (kind === "idle") await converse(request, account);
    const page = await browser.newPage();
    await signIn(page, account);
    cookies[kind] = await page.context().cookies();
    await page.close();
  }
});

// Each page is opened once for each width, and switches its theme in place.
for (const { width, themes } of [
  { width: 1280, themes: ["light", "dark"] },
  { width: 360, themes: ["dark", "light"] },
] as const) {
  test.describe(`${width} wide`, () => {
    test.use({ colorScheme: themes[0], viewport: { width, height: width === 360 ? 740 : 900 } });

    for (const [name, { path, as, prepare }] of Object.entries(views)) {
      test(`${name} looks right`, async ({ page, context }, info) => {
        if (as) await context.addCookies(cookies[as] ?? []);
        await page.goto(path);
        await ready(page);
        await prepare?.(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        for (const colorScheme of themes) {
          await page.emulateMedia({ colorScheme });
          await expect(page.locator("body")).toHaveCSS("background-color", ground[colorScheme]);
          await picture(page, info, `${name}-${colorScheme}`, !over.has(name));
          // axe checks both themes and both widths.
          if (colorScheme !== themes[0]) continue;
          expect(await seriousFaults(page)).toEqual([]);
        }
      });
    }
  });
}

test("the chosen theme applies from the first paint", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/");
  await page.getByRole("button", { name: "Switch between light and dark" }).click();
  await page.addInitScript(() => {
    const seen: boolean[] = [];
    Object.assign(window, { seen });
    // The first frame with anything to paint.
    const look = () => {
      if (document.querySelector("main")) seen.push(document.documentElement.classList.contains("dark"));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.reload();
  await ready(page);
  expect(await page.evaluate(() => (window as { seen?: boolean[] }).seen)).toEqual([true]);
});
