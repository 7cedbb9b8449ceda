import type { Page } from "@playwright/test";
import { addPractice, awake, expect, newAccount, post, pullRequest, signIn, test } from "./support.ts";

// The history of practices, and the break that Today suggests. Days are far enough in the past that midnight does not
// matter.

const daysMs = 86_400_000;

/** Nine in the morning, UTC, ten days ago. */
const morning = Math.floor(Date.now() / daysMs) * daysMs - 10 * daysMs + 9 * 3_600_000;
const date = new Date(morning).toISOString().slice(0, 10);
const month = date.slice(0, 7);

const practices = (page: Page) => page.locator("li[data-practice]");
const day = (page: Page, of = date) => page.locator(`[data-date="${of}"]`);
const totals = (page: Page) => page.getByRole("region", { name: "Totals" });

test("a practice is found in its month, opened, edited by keyboard and deleted; its achievements stay", async ({
  page,
  request,
}) => {
  const account = await newAccount(request);
  await signIn(page, account);

  await test.step("before the first practice, one action is offered", async () => {
    await page.goto("/practice/history");
    await expect(page.getByText("No practice yet")).toBeVisible();
    const begin = page.getByRole("link", { name: "Begin the 5-Minute Desk Break" });
    await expect(begin).toHaveAttribute("href", /^\/practice\/play\/\d+\?begin=1$/);
    await expect(page.getByRole("region", { name: "Achievements" })).toContainText("0 of");
  });

  await test.step("a practice recorded elsewhere appears by itself", async () => {
    await addPractice(request, account, morning, { mood: "tired" });
    await addPractice(request, account, morning + 3 * 3_600_000);
    await expect(totals(page)).toContainText("2 practices");
    await expect(page.getByRole("region", { name: "Achievements" })).toContainText("First practice");
  });

  await page.goto(`/practice/history?month=${month}`);
  await awake(page);
  await expect(day(page)).toHaveAccessibleName(/: 9 m, 2 practices$/);
  await expect(page.getByRole("table", { name: /^Practice of the last/ })).toContainText("9 m");

  await test.step("clicking a day leads to its practices", async () => {
    await day(page).click();
    await expect(
      page.getByRole("heading", { level: 3 }).filter({ has: page.locator(`time[datetime="${date}"]`) }),
    ).toBeFocused();
    await expect(practices(page)).toHaveCount(2);
  });

  const second = practices(page).nth(1);
  await test.step("opening one shows the outcome of each pose", async () => {
    await second.getByRole("button", { name: /^Poses of / }).press("Enter");
    const poses = second.getByRole("list", { name: /^Poses of / }).getByRole("listitem");
    await expect(poses).toHaveCount(9);
    await expect(poses.nth(1)).toContainText("skipped");
    await expect(poses.nth(6)).toContainText("both sides");
  });

  await test.step("mood, note and time are edited, and an invalid value is reported beside its field", async () => {
    const edit = second.getByRole("button", { name: /^Edit / });
    await edit.press("Enter");
    await expect(second.getByLabel("Mood")).toBeFocused();
    await second.getByLabel("Mood").fill("lighter");
    await second.getByLabel("Note").fill("The twist helped.");
    await second.getByLabel("Time held").fill("25 h");
    await page.keyboard.press("Control+Enter");
    await expect(second.getByLabel("Time held")).toBeFocused();
    await expect(second.getByText("At most 24 hours")).toBeVisible();
    await second.getByLabel("Time held").fill("4 m");
    await page.keyboard.press("Control+Enter");
    await expect(second.getByRole("form")).toBeHidden();
    await expect(edit).toBeFocused();
    await expect(day(page)).toHaveAccessibleName(/: 8 m, 2 practices$/);
    await page.reload();
    await expect(second).toContainText("Lighter");
    await expect(second).toContainText("The twist helped.");
  });

  await test.step("deleting asks first, and removes it from the calendar", async () => {
    await awake(page);
    await second.getByRole("button", { name: /^Delete / }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete practice" }).click();
    await expect(practices(page)).toHaveCount(1);
    await expect(page.getByRole("heading", { name: /^Practices of / })).toBeFocused();
    await expect(day(page)).toHaveAccessibleName(/, 1 practice$/);
    await practices(page)
      .getByRole("button", { name: /^Delete / })
      .click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete practice" }).click();
    await expect(practices(page)).toHaveCount(0);
    await expect(page.getByRole("region", { name: "Achievements" })).toContainText(/First practice.*Earned/);
  });
});

test("keys walk through the days and months, and an invalid month is ignored with a note", async ({
  page,
  request,
}) => {
  const account = await newAccount(request);
  await addPractice(request, account, morning);
  await signIn(page, account);
  await page.goto("/practice/history?month=2025-03");
  await awake(page);
  await day(page, "2025-03-01").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect(day(page, "2025-03-09")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Home");
  await expect(day(page, "2025-03-03")).toBeFocused();
  await page.keyboard.press("PageUp");
  await expect(day(page, "2025-02-03")).toBeFocused();
  await expect(page).toHaveURL(/month=2025-02$/);
  await expect(page.getByText("No practice in February 2025.")).toBeVisible();
  await page.getByRole("link", { name: "Next month, March 2025" }).click();
  await expect(page.getByRole("heading", { name: "March 2025", exact: true })).toBeVisible();

  await page.goto("/practice/history?month=2026-13");
  await expect(page.getByText("month=2026-13")).toBeVisible();
  await awake(page);
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(page).toHaveURL(/\/practice\/history$/);
  await expect(page.locator("[data-date][aria-current=date]")).toBeVisible();
});

test("after fifty minutes of work Today suggests a break, which is dismissed for good or started with one click", async ({
  page,
  request,
}) => {
  const account = await newAccount(request);
  const card = page.getByRole("region", { name: "Break" });
  await signIn(page, account);
  await expect(card).toContainText("5-Minute Desk Break");
  await expect(card).not.toContainText("You have been reviewing");
  const start_time = new Date(Date.now() - 55 * 60_000).toISOString();
  await post(request, account, "/sessions/start", { ...pullRequest, start_time });
  await expect(card).toContainText("You have been reviewing for 55 m");

  await test.step("a dismissed one stays so", async () => {
    await card.getByRole("button", { name: "Not now" }).click();
    await expect(card).not.toContainText("You have been reviewing");
    await page.reload();
    await awake(page);
    await expect(card.getByRole("link", { name: "Begin practice" })).toBeVisible();
    await expect(card).not.toContainText("You have been reviewing");
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await expect(card).toContainText("You have been reviewing for 55 m");
  });

  await test.step("one click starts it", async () => {
    await card.getByRole("link", { name: "Begin practice" }).click();
    await expect(page).toHaveURL(/\/practice\/play\/\d+/);
    await expect(page.getByRole("heading", { level: 1, name: "Mountain Pose" })).toBeVisible();
    await expect(page.getByRole("timer").first()).toBeVisible();
  });

  await test.step("the practice is on the day's timeline, and the suggestion is gone", async () => {
    await addPractice(request, account, Date.now() - 290_000);
    await page.goto("/today");
    await expect(card).toContainText("1 day in a row");
    await expect(page.getByRole("option", { name: /^5-Minute Desk Break, / })).toBeVisible();
  });
});

test("the list says how many of its practices count, where the calendar shows fewer", async ({ page, request }) => {
  const account = await newAccount(request);
  const start = morning;
  await addPractice(request, account, start);
  const headers = { Authorization: `Bearer ${account.token}` };
  const { break_sequence } = await (await request.get("/api/v1/practice/today", { headers })).json();
  const short = { sequence_id: break_sequence.id, started_at: new Date(start + 10 * 60_000).toISOString() };
  const { id, poses } = await post(request, account, "/practice/sessions", short);
  const outcomes = poses.map((_: object, position: number) => ({ position, outcome: "skipped", held_seconds: 0 }));
  const counts = { duration_seconds: 10, completed_poses: 0, skipped_poses: poses.length, outcomes };
  const ended_at = new Date(start + 10 * 60_000 + 10_000).toISOString();
  await post(request, account, `/practice/sessions/${id}/complete`, { ...counts, ended_at });
  await signIn(page, account);
  await page.goto(`/practice/history?month=${month}`);
  await expect(page.getByRole("region", { name: /^Practices of/ }).getByRole("status")).toHaveText(
    "2 practices · 1 counts",
  );
});
