import { readFile } from "node:fs/promises";
import { answers, ask, atRest, field, openAssistant, own, words, write } from "./assistant-support.ts";
import { awake, expect, newAccount, test } from "./support.ts";

// Conversations with the assistant: drafts, edited messages, tabs, files and titles.

test("a draft survives a reload, in each conversation its own", async ({ page, request }) => {
  await openAssistant(page, await newAccount(request));
  await ask(page, "what is due today?");
  await field(page).fill("half a thought");
  await page.getByRole("link", { name: "New conversation" }).first().click();
  await expect(field(page)).toHaveValue("");
  await field(page).fill("another one");
  await page.reload();
  await expect(field(page)).toHaveValue("another one");
  await page.goBack();
  await expect(field(page)).toHaveValue("half a thought");
  await page.goForward();
  await expect(field(page)).toHaveValue("another one");
});

test("the user's own message can be changed and sent again in its place", async ({ page, request }) => {
  const account = await newAccount(request);
  await openAssistant(page, account);
  await ask(page, "add a task to buy milk");
  await ask(page, "what is due today?");
  await own(page).last().hover();
  await own(page).last().getByRole("button", { name: "Edit your message" }).click();
  const editor = page.getByRole("textbox", { name: "Your message" });
  await expect(editor).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(own(page).last().getByRole("button", { name: "Edit your message" })).toBeFocused();
  await page.keyboard.press("Enter");
  await editor.fill("add a task to buy bread");
  await editor.press("Enter");
  await expect(answers(page).last().locator("[data-tool=add_task]")).toContainText(/Added “buy bread”/i);
  await atRest(page);
  await expect(own(page)).toHaveText([/add a task to buy milk/, /add a task to buy bread/]);
  await page.reload();
  await expect(own(page)).toHaveText([/add a task to buy milk/, /add a task to buy bread/]);
});

test("conversations are searched, renamed, saved as files and deleted", async ({ page, request }) => {
  await openAssistant(page, await newAccount(request));
  await ask(page, "add a task to review the auth PR");
  await page.getByRole("link", { name: "New conversation" }).first().click();
  await expect(own(page)).toHaveCount(0);
  await ask(page, "add a task to water the plants");
  const list = page.getByRole("list", { name: "Conversations" });
  await expect(list.getByRole("listitem")).toHaveCount(2);

  await test.step("search", async () => {
    await page.getByRole("heading", { level: 1 }).click();
    await field(page).blur();
    await page.keyboard.press("/");
    await expect(page.getByRole("searchbox", { name: "Search conversations" })).toBeFocused();
    await page.keyboard.type("auth");
    await expect(list.getByRole("listitem")).toHaveCount(1);
    await expect(list.locator("mark").first()).toHaveText(/auth/i);
    await list.getByRole("link").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("add a task to review the auth PR");
    await page.getByRole("searchbox").fill("nobody said this");
    await expect(page.getByText("No results.")).toBeVisible();
    await page.getByRole("searchbox").fill("");
    await expect(list.getByRole("listitem")).toHaveCount(2);
  });

  const menu = (name: string) => page.getByRole("button", { name: `More for “${name}”` }).last();
  await test.step("rename", async () => {
    await menu("add a task to review the auth PR").click();
    await page.getByRole("menuitem", { name: "Rename…" }).click();
    await page.getByRole("textbox", { name: "Title" }).fill("  ");
    await page.getByRole("button", { name: "Rename" }).click();
    await expect(page.getByText("Enter a title")).toBeVisible();
    await page.getByRole("textbox", { name: "Title" }).fill("Auth <b>review</b>");
    await page.getByRole("button", { name: "Rename" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Auth <b>review</b>");
    await expect(list).toContainText("Auth <b>review</b>");
    await expect(page).toHaveTitle("Auth <b>review</b> · Stint");
  });

  await test.step("export", async () => {
    for (const [format, holds] of [
      ["Markdown", "add a task to review the auth PR"],
      ["JSON", '"role"'],
    ] as const) {
      const saved = page.waitForEvent("download");
      await menu("Auth <b>review</b>").click();
      await page.getByRole("menuitem", { name: `Export as ${format}` }).click();
      const file = await (await saved).path();
      expect(await readFile(file, "utf8")).toContain(holds);
    }
  });

  await test.step("delete", async () => {
    await menu("Auth <b>review</b>").click();
    await page.getByRole("menuitem", { name: "Delete…" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Delete this conversation?" });
    await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
    await dialog.getByRole("button", { name: "Delete conversation" }).click();
    await expect(page).toHaveURL("/assistant");
    await expect(list.getByRole("listitem")).toHaveCount(1);
    await expect(field(page)).toBeFocused();
    await page.goBack();
    await expect(page.getByText("Conversation not found")).toBeVisible();
  });
});

test("two tabs on one conversation show the same, in the same order", async ({ page, request, context }) => {
  await openAssistant(page, await newAccount(request));
  await ask(page, "add a task to buy milk");
  const other = await context.newPage();
  await other.goto(page.url());
  await awake(other);
  await expect(own(other)).toHaveCount(1);
  await Promise.all([write(page, "add a task to buy bread"), write(other, "add a task to buy salt")]);
  for (const tab of [page, other]) {
    await expect(own(tab)).toHaveCount(3, { timeout: 20_000 });
    await expect(tab.locator("[data-tool=add_task]")).toHaveCount(3, { timeout: 20_000 });
    await atRest(tab);
  }
  const texts = await words(page).allTextContents();
  await expect(words(other)).toHaveText(texts);
  await page.reload();
  await expect(words(page)).toHaveText(texts);
});

test("another user's conversation is not found, nor one with an invalid id", async ({ page, request, browser }) => {
  await openAssistant(page, await newAccount(request));
  await ask(page, "what is due today?");
  const stranger = await browser.newPage();
  await openAssistant(stranger, await newAccount(request));
  for (const path of [new URL(page.url()).pathname, "/assistant/0", "/assistant/x", "/assistant/1/2"]) {
    expect((await stranger.goto(path))?.status()).toBe(404);
  }
  await stranger.close();
});
