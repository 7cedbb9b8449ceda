import type { Page } from "@playwright/test";
import { type Account, expect, github, newAccount, password, test } from "./support.ts";
import { addOn, editor, openTracking, row, rows } from "./tracking-support.ts";

const edit = (page: Page, text: string | RegExp) =>
  row(page, text)
    .getByRole("button", { name: /^Edit / })
    .click();
const save = (page: Page) => editor(page).getByRole("button", { name: "Save", exact: true }).click();

test("a session is edited in its row, with the mouse and by keyboard, and stays so afterwards", async ({
  page,
  request,
}) => {
  const account = await newAccount(request, { timezone: "Europe/Berlin" });
  await addOn(request, account, "14 09:00–10:24", { note: "Before", tags: ["old"] });
  await openTracking(page, account);
  await expect(row(page, "Before")).toContainText("10:00–11:24");

  await edit(page, "Before");
  await expect(editor(page).getByLabel("Pull request")).toBeFocused();
  await expect(editor(page).getByLabel("From")).toHaveValue("10:00");
  await editor(page).getByLabel("Pull request").fill(`${github}/facebook/react/pull/7/files`);
  await editor(page).getByLabel("To", { exact: true }).fill("11:30");
  await editor(page).getByLabel("Tags").fill("perf");
  await editor(page).getByLabel("Tags").press("Enter");
  await editor(page).getByLabel("Tags").pressSequentially("ci,");
  await editor(page).getByRole("button", { name: "Remove tag old" }).click();
  await editor(page).getByLabel("Note").fill("After");
  await editor(page).getByLabel("Note").press("Control+Enter");
  await expect(editor(page)).toBeHidden();
  await expect(row(page, "After")).toContainText("10:00–11:30");
  await expect(row(page, "After").getByRole("button", { name: /^Edit / })).toBeFocused();

  await page.reload();
  await expect(row(page, "After")).toContainText(/react#7.*1 h 30 m/);
  await expect(row(page, "After")).toContainText("perfciAfter");

  await test.step("a double click opens it, Backspace removes tags, and Escape discards changes", async () => {
    await row(page, "After").getByText("After").dblclick();
    await editor(page).getByLabel("Tags").press("Backspace");
    await expect(editor(page).getByRole("button", { name: /^Remove tag/ })).toHaveCount(1);
    await page.keyboard.press("Escape");
    await expect(editor(page)).toBeHidden();
    await expect(row(page, "After")).toContainText("perfciAfter");
  });
});

test("an end before its start is an error beside the field, and one on the next day is not", async ({
  page,
  request,
}) => {
  const account = await newAccount(request);
  await addOn(request, account, "14 23:00–23:30");
  await openTracking(page, account);
  await edit(page, "23:00");
  await editor(page).getByLabel("To", { exact: true }).fill("00:30");
  await save(page);
  await expect(editor(page).getByLabel("To", { exact: true })).toBeFocused();
  await expect(editor(page).getByLabel("To", { exact: true })).toHaveAccessibleDescription(/^Must end after it starts/);
  await editor(page).getByLabel("Ends the next day").check();
  await save(page);
  await expect(rows(page).first()).toContainText("23:00–00:30 next day");
  await expect(rows(page).first()).toContainText("1 h 30 m");
});

test("a time that the clocks skip is reported, and the active part of the time can be entered", async ({
  page,
  request,
}) => {
  const account = await newAccount(request, { timezone: "Europe/Berlin" });
  await addOn(request, account, "30 05:00–06:00");
  await openTracking(page, account);
  await edit(page, "07:00");
  await editor(page).getByLabel("From").fill("02:30");
  await save(page);
  await expect(editor(page).getByLabel("From")).toHaveAccessibleDescription(
    "02:30 does not exist on that day: the clocks jump from 02:00 to 03:00",
  );
  await editor(page).getByLabel("From").fill("03:00");
  await editor(page).getByLabel("Worked only part of this time").check();
  await editor(page).getByLabel("Active time").fill("9 h");
  await save(page);
  await expect(editor(page).getByLabel("Active time")).toHaveAccessibleDescription(
    "Must not be longer than the session",
  );
  await editor(page).getByLabel("Active time").fill("1:15");
  await save(page);
  await expect(rows(page).first()).toContainText("03:00–08:00");
  await expect(rows(page).first()).toContainText("1 h 15 m");
});

test("a rejected edit returns to its editor, with the typed values", async ({ page, request }) => {
  const account = await newAccount(request);
  await openTracking(page, account);
  await addOn(request, account, "14 09:00–10:00", { note: "Mine" });
  await edit(page, "Mine");
  // From here on this browser's clock is two days ahead, so it accepts tomorrow.
  await page.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 48 * 3_600_000;
  });
  const tomorrow = new Date(Date.now() + 26 * 3_600_000).toISOString().slice(0, 10);
  await editor(page).getByLabel("Date").fill(tomorrow);
  await editor(page).getByLabel("Note").fill("Typed in vain");
  await save(page);
  await expect(editor(page).getByLabel("From")).toHaveAccessibleDescription("Must not be in the future");
  await expect(editor(page).getByLabel("Note")).toHaveValue("Typed in vain");
  await page.keyboard.press("Escape");
  await expect(row(page, "Mine")).toContainText("09:00–10:00");
});

test("invalid input is rejected in words, and unusual input is stored as it is", async ({ page, request }) => {
  const account = await newAccount(request);
  await addOn(request, account, "14 09:00–10:00");
  await openTracking(page, account);
  await edit(page, "09:00");
  await editor(page).getByLabel("Pull request").fill("nothing");
  await editor(page).getByLabel("Tags").fill("x".repeat(300));
  await editor(page).getByLabel("Note").fill("y".repeat(5001));
  await save(page);
  await expect(editor(page).getByLabel("Pull request")).toHaveAccessibleDescription(/^Not a pull request/);
  await expect(editor(page).getByLabel("Tags")).toHaveAccessibleDescription(
    /Tags have at most 50 characters; one has 300/,
  );
  await expect(editor(page).getByLabel("Note")).toHaveAccessibleDescription(
    "At most 5,000 characters; you entered 5,001",
  );
  await editor(page).getByLabel("Date").fill("");
  await save(page);
  await expect(editor(page).getByLabel("Date")).toHaveAccessibleDescription("Enter a date");

  const note = "שלום עולם 👩‍👩‍👧‍👦 — <b>עברית</b> & English\nשורה שנייה";
  await editor(page).getByLabel("Pull request").fill("vercel/next.js#1");
  await editor(page).getByLabel("Date").fill("2025-03-14");
  await editor(page)
    .getByRole("button", { name: /^Remove tag x/ })
    .click();
  await editor(page).getByLabel("Tags").fill("مراجعة 👀");
  await editor(page).getByLabel("Note").fill(note);
  await save(page);
  await expect(row(page, "שלום עולם 👩‍👩‍👧‍👦 — <b>עברית</b>")).toContainText("مراجعة 👀");
  await page.reload();
  await edit(page, "שלום");
  await expect(editor(page).getByLabel("Note")).toHaveValue(note);
});

test("of two edits of one session from two tabs, the later one sees the conflict and loses nothing", async ({
  page,
  request,
  context,
}) => {
  const account = await newAccount(request);
  await addOn(request, account, "14 09:00–10:00", { note: "As it was", tags: ["one"] });
  await openTracking(page, account);
  const other = await context.newPage();
  await other.goto("/tracking");
  await edit(page, "As it was");
  await editor(page).getByLabel("Note").fill("Mine");

  await edit(other, "As it was");
  await editor(other).getByLabel("Note").fill("Theirs");
  await editor(other).getByLabel("Tags").fill("two,");
  await save(other);
  await expect(row(other, "Theirs")).toBeVisible();

  await save(page);
  const meanwhile = editor(page).getByRole("alert");
  await expect(meanwhile).toContainText("changed elsewhere");
  await expect(meanwhile).toContainText("Noteis now Theirs, yours is Mine");
  await expect(meanwhile).toContainText("Tagsis now one, two");
  await expect(editor(page).getByLabel("Note")).toHaveValue("Mine");
  await editor(page).getByRole("button", { name: "Save mine anyway" }).click();
  await expect(row(page, "Mine")).toContainText("onetwoMine");
  await expect(row(other, "Mine")).toContainText("onetwoMine");

  await test.step("or takes the stored version", async () => {
    await edit(other, "Mine");
    await editor(other).getByLabel("Note").fill("Not this");
    await edit(page, "Mine");
    await editor(page).getByLabel("Note").fill("This");
    await save(page);
    await expect(row(page, "This")).toBeVisible();
    await save(other);
    await editor(other).getByRole("button", { name: "Use theirs" }).click();
    await expect(row(other, "This")).toContainText("onetwoThis");
  });

  await test.step("or sees that it was deleted", async () => {
    await edit(other, "This");
    await editor(other).getByLabel("Note").fill("Too late");
    await row(page, "This")
      .getByRole("button", { name: /^Delete / })
      .click();
    await expect(rows(page)).toHaveCount(0);
    await save(other);
    await expect(editor(other)).toContainText("was deleted and can no longer be changed");
    await expect(editor(other).getByLabel("Note")).toHaveValue("Too late");
  });
});

/** Ends every login of the account but the API's own: as when a browser's login is revoked elsewhere. */
async function revokeBrowsers(page: Page, { token }: Account): Promise<void> {
  const headers = { Authorization: `Bearer ${token}` };
  const { sessions } = await (await page.request.get("/api/v1/auth/sessions", { headers })).json();
  for (const { id, current } of sessions) {
    if (!current) await page.request.delete(`/api/v1/auth/sessions/${id}`, { headers });
  }
}

test("when the login ends while an editor is open, signing in again sends the typed values", async ({
  browser,
  request,
}) => {
  const account = await newAccount(request);
  await addOn(request, account, "14 09:00–10:00", { note: "Before" });
  // A separate page: the console of this one logs the rejected requests.
  const page = await browser.newPage();
  await openTracking(page, account);
  await edit(page, "Before");
  await editor(page).getByLabel("Note").fill("Typed before the login ended");
  await revokeBrowsers(page, account);
  await save(page);

  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel("Password", { exact: true }).fill("Wrong-horse-7");
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await dialog.getByLabel("Password", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(row(page, "Typed before the login ended")).toBeVisible();
  await page.reload();
  await expect(row(page, "Typed before the login ended")).toBeVisible();

  await test.step("a user who stays signed out gets the editor back, with the typed values", async () => {
    await edit(page, "Typed before");
    await editor(page).getByLabel("Note").fill("Typed again");
    await revokeBrowsers(page, account);
    await save(page);
    await expect(dialog).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(editor(page).getByLabel("Note")).toHaveValue("Typed again");
  });
  await page.close();
});

test("two edits made offline arrive on reconnect", async ({ browser, request }) => {
  const account = await newAccount(request);
  await addOn(request, account, "14 09:00–10:00", { note: "Online" });
  // A separate page: the console of this one logs the failed requests.
  const page = await browser.newPage();
  await openTracking(page, account);
  // The editor's code loads with the first one.
  await edit(page, "Online");
  await editor(page).getByLabel("Note").press("Escape");
  await expect(editor(page)).toBeHidden();
  await page.context().setOffline(true);
  await edit(page, "Online");
  await editor(page).getByLabel("Note").fill("Offline");
  await save(page);
  await expect(row(page, "Offline")).toBeVisible();
  await edit(page, "Offline");
  await editor(page).getByLabel("Tags").fill("twice");
  await editor(page).getByLabel("Tags").press("Enter");
  await save(page);
  await expect(row(page, "twiceOffline")).toBeVisible();
  await expect(page.getByText("2 changes will be sent")).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText("will be sent")).toBeHidden();
  await expect(editor(page)).toBeHidden();
  await expect
    .poll(async () => {
      const answer = await request.get("/api/v1/sessions", { headers: { Authorization: `Bearer ${account.token}` } });
      const [session] = (await answer.json()).sessions;
      return [session.note, ...session.tags];
    })
    .toEqual(["Offline", "twice"]);
  await expect(row(page, "twiceOffline")).toBeVisible();
  await page.close();
});
