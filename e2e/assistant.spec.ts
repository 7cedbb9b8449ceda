import type { APIRequestContext } from "@playwright/test";
import { answers, ask, atRest, button, field, openAssistant, own, write } from "./assistant-support.ts";
import { type Account, addSession, awake, expect, newAccount, post, seriousFaults, test } from "./support.ts";
import { midWeek } from "./zones.ts";

// The assistant with the built-in model: requests are carried out, shown, and can be undone.

async function titles(request: APIRequestContext, { token }: Account): Promise<string[]> {
  const answer = await request.get("/api/v1/tasks", { headers: { Authorization: `Bearer ${token}` } });
  return (await answer.json()).tasks.map(({ title }: { title: string }) => title);
}

test("a requested task is added, shown on a card, and undone, and the card keeps saying so", async ({
  page,
  request,
}) => {
  const account = await newAccount(request);
  await openAssistant(page, account);
  const answer = await ask(page, "add a task to review the auth PR tomorrow");
  const card = answer.locator("[data-tool=add_task]");
  await expect(card).toContainText(/Added “review the auth PR” — due tomorrow/i);
  expect(await titles(request, account)).toHaveLength(1);
  await expect(page).toHaveURL(/\/assistant\/\d+$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("add a task to review the auth PR tomorrow");
  await expect(field(page)).toBeFocused();

  await card.getByRole("button", { name: /^Undo/ }).click();
  await expect(card.getByText("Undone")).toBeFocused();
  expect(await titles(request, account)).toEqual([]);
  await page.reload();
  await expect(page.locator("[data-tool=add_task]").getByText("Undone")).toBeVisible();
  await expect(page.locator("[data-tool=add_task]").getByRole("button")).toHaveCount(0);
});

test("the time it reports is the one that Stint shows", async ({ page, request }) => {
  const account = await newAccount(request, midWeek());
  await addSession(request, account, 3, 50);
  await addSession(request, account, 1, 17);
  await openAssistant(page, account);
  await page.goto("/today");
  const totals = await page.getByRole("region", { name: "Totals" }).textContent();
  const week = /This week((?:\d+ h )?\d+ m)/.exec(totals ?? "")?.[1] ?? "";
  expect(week).not.toBe("");
  await page.getByRole("link", { name: "Assistant" }).click();
  await awake(page);
  const answer = await ask(page, "how long did I spend on reviews this week?");
  await expect(answer).toContainText(week);
  await expect(answer.locator("[data-tool=tracked_time]")).toContainText(week);
});

test("before deleting, it says what exactly; Keep keeps it, Delete deletes it, and Undo restores it", async ({
  page,
  request,
}) => {
  const account = await newAccount(request);
  for (const title of ["Buy milk", "Call the bank"]) await post(request, account, "/tasks", { title });
  await openAssistant(page, account);
  const asked = await ask(page, "delete the milk task");
  const card = asked.locator("[data-approval]");
  await expect(card.getByRole("heading")).toHaveText("Delete “Buy milk”?");
  expect(await seriousFaults(page)).toEqual([]);
  await card.getByRole("button", { name: "Cancel" }).click();
  await expect(asked.locator("[data-tool=delete_task]")).toContainText("Cancelled: nothing was deleted");
  await atRest(page);
  expect(await titles(request, account)).toEqual(["Buy milk", "Call the bank"]);

  const again = await ask(page, "delete the milk task");
  await again.getByRole("button", { name: "Delete", exact: true }).click();
  const done = again.locator("[data-tool=delete_task]");
  await expect(done).toContainText("Deleted “Buy milk”");
  await atRest(page);
  expect(await titles(request, account)).toEqual(["Call the bank"]);
  await done.getByRole("button", { name: /^Undo/ }).click();
  await expect(done.getByText("Undone")).toBeVisible();
  expect(await titles(request, account)).toEqual(["Buy milk", "Call the bank"]);

  await test.step("a yes in words approves as well", async () => {
    await ask(page, "delete the bank task");
    await write(page, "yes");
    await expect(answers(page).last().locator("[data-tool=delete_task]")).toContainText("Deleted “Call the bank”");
    await atRest(page);
    expect(await titles(request, account)).toEqual(["Buy milk"]);
  });

  await test.step("a waiting approval survives a reload", async () => {
    await ask(page, "delete the milk task");
    await page.reload();
    await awake(page);
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(answers(page).last().locator("[data-tool=delete_task]")).toContainText("Deleted “Buy milk”");
  });
});

test("HTML is shown as text, and comes back unchanged", async ({ page, request }) => {
  const account = await newAccount(request);
  let opened = 0;
  page.on("dialog", (dialog) => {
    opened++;
    void dialog.dismiss();
  });
  await openAssistant(page, account);
  const title = "<script>alert(1)</script> & <img src=x onerror=alert(2)>";
  const answer = await ask(page, `add a task "${title}"`);
  await expect(answer.locator("[data-tool=add_task]")).toContainText(title);
  await expect(own(page)).toContainText(title);
  expect(await titles(request, account)).toEqual([title]);
  expect(await page.locator("main img, main script").count()).toBe(0);
  expect(opened).toBe(0);
});

test("the rate limit shows a countdown that ends by itself, and the text stays", async ({ page, request }) => {
  await page.clock.install();
  const account = await newAccount(request);
  await openAssistant(page, account);
  page.removeAllListeners("console");
  // Concurrently, as the minute begins with the first of them, and a busy machine takes long for ten on the page.
  const others = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((message) => `what is due today? ${message}`);
  const headers = { Authorization: `Bearer ${account.token}` };
  const { user } = await (await request.get("/api/v1/auth/me", { headers })).json();
  await Promise.all(others.map((message) => post(request, account, `/users/${user.id}/chat`, { message })));
  await ask(page, "what is due today?");
  const note = page.locator("[data-limit]");
  await expect(note).toContainText("10 messages a minute");
  await field(page).fill("this one has to wait");
  await expect(button(page, "Send")).toBeDisabled();
  await field(page).press("Enter");
  await expect(own(page)).toHaveCount(1);
  await expect(page.getByText("Message limit reached.")).toBeAttached();
  const left = async () => Number(/(\d+) s/.exec((await note.textContent()) ?? "")?.[1]);
  const first = await left();
  await expect.poll(left).toBeLessThan(first);

  await test.step("after a reload the server reports it again, and the text is restored", async () => {
    await page.reload();
    await awake(page);
    await expect(field(page)).toHaveValue("this one has to wait");
    await field(page).press("Enter");
    await expect(note).toBeVisible();
    await expect(field(page)).toHaveValue("this one has to wait");
    await expect(own(page)).toHaveCount(1);
  });

  await test.step("once the minute is over the note disappears by itself", async () => {
    await page.clock.fastForward("01:01");
    await expect(note).toBeHidden();
    await expect(page.getByText("You can send messages again.")).toBeAttached();
    await expect(button(page, "Send")).toBeEnabled();
  });
});

test("offline nothing is lost: the message is sent on reconnect, or returned for editing", async ({
  page,
  request,
  context,
}) => {
  await openAssistant(page, await newAccount(request));
  page.removeAllListeners("console");
  await ask(page, "add a task to water the plants");
  await context.setOffline(true);
  await expect(page.getByText("You're offline.")).toBeVisible();
  await write(page, "add a task to buy seeds");
  await expect(page.getByText("Will be sent when you're back online")).toBeVisible();
  await page.getByRole("button", { name: "Don't send" }).click();
  await expect(field(page)).toHaveValue("add a task to buy seeds");
  await expect(own(page)).toHaveCount(1);
  await field(page).press("Enter");
  await expect(page.getByText("Will be sent when you're back online")).toBeVisible();
  await context.setOffline(false);
  await expect(answers(page).last().locator("[data-tool=add_task]")).toContainText(/Added “buy seeds”/i);
  await atRest(page);
  await expect(own(page)).toHaveCount(2);
});

test("everything can be reached by keyboard", async ({ page, request }) => {
  await openAssistant(page, await newAccount(request));
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("add a task to buy milk");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("and more");
  await expect(field(page)).toHaveValue("add a task to buy milk\nand more");
  await page.keyboard.press("Enter");
  await expect(answers(page).last()).toHaveAttribute("data-status", "complete");
  await page.keyboard.press("Control+j");
  await expect(page).toHaveURL("/assistant");
  await expect(field(page)).toBeFocused();
  await expect(own(page)).toHaveCount(0);
  await field(page).blur();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toContainText("New conversation");
  await page.keyboard.press("Escape");
  await page.keyboard.press("c");
  await expect(field(page)).toBeFocused();
});

test("a message that is too long shows a counter, and is not sent", async ({ page, request }) => {
  await openAssistant(page, await newAccount(request));
  await field(page).fill("a".repeat(9_500));
  await expect(page.getByText("9,500 of 10,000 characters")).toBeVisible();
  await field(page).fill("a".repeat(10_001));
  await expect(page.getByText("10,001 of 10,000 characters: 1 too many")).toBeVisible();
  await expect(button(page, "Send")).toBeDisabled();
  await field(page).press("Enter");
  await expect(own(page)).toHaveCount(0);
});

test("an example is put into the field, and finished answers are announced completely", async ({ page, request }) => {
  await openAssistant(page, await newAccount(request));
  const spoken: string[] = [];
  await page.exposeFunction("noteSpoken", (text: string) => void spoken.push(text));
  await page.evaluate(() => {
    const note = (window as unknown as { noteSpoken: (text: string) => void }).noteSpoken;
    for (const each of document.querySelectorAll("main p[role=status]")) {
      new MutationObserver(() => each.textContent && note(each.textContent)).observe(each, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    }
  });
  await expect(page.getByText("understands commands only")).toBeVisible();
  await page.getByRole("list", { name: "Examples" }).getByRole("button").first().click();
  await expect(field(page)).toBeFocused();
  await expect(field(page)).not.toHaveValue("");
  await field(page).press("Enter");
  await expect(answers(page).last()).toHaveAttribute("data-status", "complete");
  await expect.poll(() => spoken.length).toBe(1);
  expect(spoken[0]).toMatch(/\w+.*\./);
});
