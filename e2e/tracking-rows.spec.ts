import { readFile } from "node:fs/promises";
import type { Download, Page } from "@playwright/test";
import { expect, newAccount, test } from "./support.ts";
import { addOn, openTracking, row, rows, total } from "./tracking-support.ts";

const textOf = async (download: Download) => readFile(await download.path(), "utf8");

test("a session is added manually, and errors are shown before it is sent", async ({ page, request }) => {
  const account = await newAccount(request, { timezone: "America/New_York" });
  await openTracking(page, account);
  await page.getByRole("main").getByRole("button", { name: "Add a session" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Add a session" });
  await dialog.getByRole("button", { name: "Add session" }).click();
  await expect(dialog.getByLabel("Pull request")).toBeFocused();
  await expect(dialog.getByLabel("From")).toHaveAccessibleDescription("Enter a time, such as 09:30");
  await dialog.getByLabel("Pull request").fill("vercel/next.js#84213");
  await dialog.getByLabel("Date").fill("2025-03-14");
  await dialog.getByLabel("From").fill("09:00");
  await dialog.getByLabel("To", { exact: true }).fill("08:00");
  await dialog.getByLabel("Note").fill("By hand");
  await dialog.getByRole("button", { name: "Add session" }).click();
  await expect(dialog.getByLabel("To", { exact: true })).toHaveAccessibleDescription(/^Must end after it starts/);

  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.getByRole("main").getByRole("button", { name: "Add a session" }).first().click();
  await expect(dialog.getByLabel("Note")).toHaveValue("By hand");
  await dialog.getByLabel("To", { exact: true }).fill("10:00");
  await dialog.getByLabel("Note").press("Control+Enter");
  await expect(dialog).toBeHidden();
  await expect(row(page, "By hand")).toContainText("09:00–10:00");
  await expect(page.getByText("Added vercel/next.js#84213")).toBeVisible();
  await page.reload();
  await expect(row(page, "By hand")).toContainText("09:00–10:00");
});

test("a deletion appears at once and can be undone", async ({ page, request }) => {
  const account = await newAccount(request);
  await addOn(request, account, "14 09:00–10:00", { note: "Keep" });
  await addOn(request, account, "14 11:00–12:00", { note: "Drop" });
  await openTracking(page, account);
  await row(page, "Drop")
    .getByRole("button", { name: /^Delete / })
    .click();
  await expect(rows(page)).toHaveCount(1);
  await expect(row(page, "Keep").getByRole("button", { name: /^Delete / })).toBeFocused();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText("Drop");
  await page.reload();
  await expect(rows(page)).toHaveCount(2);
});

const box = (page: Page, text: string) => row(page, text).getByRole("checkbox");

test("rows are selected one by one, in a range and by day, counted, and deleted with one undo", async ({
  page,
  request,
}) => {
  const account = await newAccount(request);
  for (const day of ["10", "11", "12"]) {
    await addOn(request, account, `${day} 09:00–10:00`, { note: `early ${day}` });
    await addOn(request, account, `${day} 11:00–11:30`, { note: `late ${day}` });
  }
  await openTracking(page, account);
  const bar = page.getByRole("region", { name: "Selection" });
  await expect(bar).toBeHidden();

  await box(page, "late 12").check();
  await expect(bar).toContainText("1 selected·30 m");
  await box(page, "early 11").click({ modifiers: ["Shift"] });
  await expect(bar).toContainText("4 selected·3 h 00 m");
  await box(page, "late 11").uncheck();
  await expect(page.getByRole("checkbox", { name: "Select all of Tuesday 11 March" })).toHaveJSProperty(
    "indeterminate",
    true,
  );
  await page.getByRole("checkbox", { name: "Select all of Monday 10 March" }).check();
  await expect(bar).toContainText("5 selected");
  await page.keyboard.press("Escape");
  await expect(bar).toBeHidden();

  await test.step("by keyboard", async () => {
    await box(page, "late 12").focus();
    await page.keyboard.press("Space");
    await box(page, "late 10").focus();
    await page.keyboard.press("Shift+Space");
    await expect(bar).toContainText("5 selected");
  });
  await bar.getByRole("button", { name: "Select all 6 loaded" }).click();
  await box(page, "late 10").uncheck();
  await bar.getByRole("button", { name: "Delete 5" }).click();
  await expect(rows(page)).toHaveText([/late 10/]);
  await expect(total(page, "1 session")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page)).toHaveCount(6);
  await expect(page.getByText("Sessions restored")).toBeVisible();
});

test("the filtered sessions are exported as a file, with days in the user's zone", async ({ page, request }) => {
  const account = await newAccount(request, { timezone: "Pacific/Auckland" });
  await addOn(request, account, "13 09:00–10:00", { note: "the day before" });
  await addOn(request, account, "13 20:00–21:00", { note: "=1+1", tags: ["a", "b"] });
  await openTracking(page, account, "?from=2025-03-14&to=2025-03-14");
  await expect(rows(page)).toHaveCount(1);
  const save = async (name: RegExp) => {
    await page.getByRole("button", { name: "Export" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name }).click();
    return download;
  };
  const csv = await save(/^CSV/);
  expect(csv.suggestedFilename()).toMatch(/^stint-sessions-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await textOf(csv)).trim().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain("'=1+1");
  const { sessions } = JSON.parse(await textOf(await save(/^JSON/)));
  expect(sessions.map(({ note }: { note: string }) => note)).toEqual(["=1+1"]);
});
