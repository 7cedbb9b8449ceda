import { addSession, awake, expect, newAccount, runningCard, signIn, test } from "./support.ts";
import { addTask, dayFromNow, editor, line, row, rows } from "./tasks-support.ts";

test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });

test("a phone has the bottom bar and shows the running session", async ({ page, request }) => {
  const account = await newAccount(request);
  for (let hour = 10; hour >= 1; hour--) await addSession(request, account, hour, 30);
  await signIn(page, account);
  await page.getByLabel("Pull request").fill("vercel/next.js#84213");
  await page.getByRole("button", { name: "Start tracking", exact: true }).tap();
  await expect(runningCard(page)).toBeVisible();

  const pill = page.locator("section[aria-label='Running session']").filter({ hasNot: page.getByRole("link") });
  await test.step("not twice while the card is visible", async () => {
    await expect(pill.filter({ visible: true })).toHaveCount(0);
  });
  await page.mouse.wheel(0, 2000);
  await expect(pill.filter({ visible: true })).toBeInViewport();
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Today" })).toBeInViewport();
  await pill.filter({ visible: true }).getByRole("button", { name: "End" }).tap();
  await expect(page.getByText(/Ended vercel\/next\.js#84213/)).toBeInViewport();

  await page.getByRole("button", { name: /^Account/ }).tap();
  await page.getByRole("menuitem", { name: "Sign out" }).tap();
  await expect(page).toHaveURL("/");
});

test("on a phone sessions are found, edited, deleted and restored", async ({ page, request }) => {
  const account = await newAccount(request);
  await addSession(request, account, 3, 30);
  await addSession(request, account, 5, 20, { repo_owner: "facebook", repo_name: "react", pr_number: 34871 });
  await signIn(page, account);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Tracking" }).tap();
  await expect(page.getByRole("heading", { level: 1, name: "Tracking" })).toBeVisible();
  const react = page.getByRole("button", { name: /^Edit facebook\/react#34871/ });
  await expect(react).toBeVisible();

  await page.getByLabel("Search").last().fill("next.js");
  await expect(react).toBeHidden();
  const next = page.getByRole("button", { name: /^Edit vercel\/next\.js#84213/ });
  await next.tap();
  await page.getByLabel("Note").fill("From the train");
  await page.getByRole("button", { name: "Save" }).tap();
  await expect(page.getByText("From the train")).toBeVisible();
  await page.getByRole("button", { name: /^Delete vercel\/next\.js#84213/ }).tap();
  await expect(next).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).tap();
  await expect(next).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test("on a phone tasks are added, completed, postponed, edited, and selected together", async ({ page, request }) => {
  const account = await newAccount(request);
  await addTask(request, account, { title: "A rather long one ".repeat(8), due_date: dayFromNow(9), priority: "high" });
  for (const title of ["Buy oats", "Buy tea", "Buy rice"])
    await addTask(request, account, { title, due_date: dayFromNow(0) });
  await signIn(page, account);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Tasks" }).tap();
  await expect(rows(page)).toHaveCount(4);
  await awake(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

  await line(page).fill("water the plants tomorrow");
  await expect(page.getByRole("button", { name: /^Ignore the due date/ })).toBeVisible();
  await page.getByRole("button", { name: "Add", exact: true }).tap();
  await expect(row(page, "water the plants")).toBeVisible();

  await row(page, "oats").getByRole("checkbox", { name: "Complete “Buy oats”" }).tap();
  await expect(row(page, "oats")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).tap();
  await expect(row(page, "oats")).toBeVisible();

  await row(page, "A rather long one").getByRole("button", { name: /^Due / }).tap();
  await page.getByRole("menuitem", { name: "No date" }).tap();
  await expect(page.getByRole("region", { name: /^No date/ })).toContainText("A rather long one");

  await page.getByRole("button", { name: "Buy tea", exact: true }).tap();
  await editor(page).getByLabel("Description").fill("On the way home");
  await editor(page).getByRole("button", { name: "Save" }).tap();
  await expect(row(page, "Buy tea")).toContainText("On the way home");

  await page.getByRole("button", { name: "Select", exact: true }).tap();
  await page.getByRole("checkbox", { name: "Select “Buy oats”" }).tap();
  await page.getByRole("checkbox", { name: "Select “Buy rice”" }).tap();
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Delete" }).tap();
  await expect(rows(page)).toHaveCount(3);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
