import type { Page } from "@playwright/test";
import { edit, expectOrder, hold, made, nameField, read, rows, save, search, total } from "./builder-support.ts";
import { awake, expect, newAccount, password, signIn, test } from "./support.ts";

// The builder: by keyboard and by pointer; drafts that survive, and conflicting saves.

test("a sequence is built, balanced and saved by keyboard alone", async ({ page, request }) => {
  const account = await newAccount(request);
  await signIn(page, account);
  await page.goto("/practice/sequences/new");
  await awake(page);

  await test.step("poses are found without accents, and added one after the other", async () => {
    await page.keyboard.press("/");
    await expect(search(page)).toBeFocused();
    for (const words of ["vrksasana", "tadasana", "chair"]) {
      await page.keyboard.type(words);
      await page.keyboard.press("Enter");
    }
    await expect(search(page)).toBeFocused();
    await expectOrder(page, ["Tree Pose", "Mountain Pose", "Chair Pose"]);
    await expect(page.getByText("Added Chair Pose, place 3 of 3.").first()).toBeAttached();
  });

  await test.step("a pose is picked up, moved and dropped, and each position is announced", async () => {
    const announced = (words: string) => expect(page.getByText(words, { exact: true })).toBeAttached();
    await page.getByRole("button", { name: "Move Chair Pose, place 3 of 3" }).focus();
    await page.keyboard.press("Space");
    await announced("Chair Pose, place 3 of 3.");
    await page.keyboard.press("ArrowUp");
    await announced("Chair Pose, place 2 of 3.");
    await page.keyboard.press("Space");
    await announced("Dropped Chair Pose, place 2 of 3.");
    await expectOrder(page, ["Tree Pose", "Chair Pose", "Mountain Pose"]);
    await expect(page.getByRole("button", { name: "Move Chair Pose, place 2 of 3" })).toBeFocused();
  });

  await test.step("Alt with an arrow key moves it from any of its fields", async () => {
    await hold(page, "Tree Pose").focus();
    await page.keyboard.press("Alt+ArrowDown");
    await expectOrder(page, ["Chair Pose", "Tree Pose", "Mountain Pose"]);
    await expect(hold(page, "Tree Pose")).toBeFocused();
  });

  await test.step("the total follows every change", async () => {
    for (const [name, seconds] of [
      ["Chair Pose", "20"],
      ["Tree Pose", "40"],
      ["Mountain Pose", "55"],
    ] as const) {
      await hold(page, name).fill(seconds);
    }
    await hold(page, "Mountain Pose").press("ArrowUp");
    await expect(hold(page, "Mountain Pose")).toHaveValue("60");
    // 20, twice 40 and 60, and three times 5 to get there.
    await expect(total(page)).toHaveText("Takes 2 m 55 s");
  });

  await test.step("unbalanced sides are reported, and fixed with one click", async () => {
    await page.getByRole("radio", { name: "Both" }).focus();
    await page.keyboard.press("ArrowLeft");
    await expect(page.getByRole("radio", { name: "Right" })).toBeChecked();
    const note = page.getByRole("list", { name: "Unbalanced sides" });
    await expect(note).toHaveText("Tree Pose is not balanced: left 0 s, right 40 s.Hold both sides");
    await expect(total(page)).toHaveText("Takes 2 m 15 s");
    await page.getByRole("button", { name: "Hold both sides: Tree Pose" }).press("Enter");
    await expect(note).toHaveCount(0);
    await expect(total(page)).toHaveText("Takes 2 m 55 s");
  });

  await test.step("missing values are reported beside their fields", async () => {
    await hold(page, "Chair Pose").fill("0");
    await expect(hold(page, "Chair Pose")).toHaveAccessibleDescription("At least 1 s");
    await page.keyboard.press("Control+s");
    await expect(nameField(page)).toBeFocused();
    await expect(nameField(page)).toHaveAccessibleDescription("Enter a name");
    await page.keyboard.type("Before lunch");
    await page.keyboard.press("Control+s");
    await expect(hold(page, "Chair Pose")).toBeFocused();
    await page.keyboard.type("20");
    await expect(hold(page, "Chair Pose")).toHaveValue("20");
  });

  await test.step("it is created once, clicked twice and with its response lost, and is there when opened again", async () => {
    // The browser logs the lost request.
    page.removeAllListeners("console");
    let isLost = false;
    await page.route("**/practice/sequences/new", async (route) => {
      if (isLost || route.request().method() !== "POST") return route.fallback();
      isLost = true;
      await route.fetch();
      await route.abort("connectionreset");
    });
    await page.keyboard.press("Control+s");
    await page.keyboard.press("Control+s");
    await expect(page).toHaveURL(/\/practice\/sequences\/\d+$/);
    await expect(page.getByRole("heading", { level: 1, name: "Before lunch" })).toBeVisible();
    const answer = await request.get("/api/v1/sequences?mine=true", {
      headers: { Authorization: `Bearer ${account.token}` },
    });
    expect((await answer.json()).total).toBe(1);
    await edit(page, Number(page.url().split("/").at(-1)));
    await expectOrder(page, ["Chair Pose", "Tree Pose", "Mountain Pose"]);
    await expect(total(page)).toHaveText("Takes 2 m 55 s");
    await expect(page.getByRole("button", { name: "Restore" })).toHaveCount(0);
  });
});

test("a pose is dragged, changes are undone, and a draft survives leaving the page", async ({ page, request }) => {
  const account = await newAccount(request);
  await signIn(page, account);
  const id = await made(request, account);
  await edit(page, id);

  await test.step("drag", async () => {
    const handle = page.getByRole("button", { name: "Move Mountain Pose, place 1 of 3" });
    const [from, to] = [await handle.boundingBox(), await rows(page).nth(2).boundingBox()];
    if (!from || !to) throw new Error("There is nothing to drag");
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + from.width / 2, to.y + to.height / 2, { steps: 8 });
    await expect(page.getByText("Mountain Pose, place 3 of 3.", { exact: true })).toBeAttached();
    await page.mouse.up();
    await expectOrder(page, ["Tree Pose", "Chair Pose", "Mountain Pose"]);
  });

  await test.step("undo and redo", async () => {
    await page.keyboard.press("Control+z");
    await expectOrder(page, ["Mountain Pose", "Tree Pose", "Chair Pose"]);
    await page.keyboard.press("Control+Shift+z");
    await expectOrder(page, ["Tree Pose", "Chair Pose", "Mountain Pose"]);
    const menu = page.getByRole("button", { name: "More for step 2, Chair Pose" });
    await menu.click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await expectOrder(page, ["Tree Pose", "Mountain Pose"]);
    await expect(page.getByRole("button", { name: "Move Mountain Pose, place 2 of 2" })).toBeFocused();
    await page.getByRole("button", { name: "Undo" }).click();
    await expectOrder(page, ["Tree Pose", "Chair Pose", "Mountain Pose"]);
  });

  await test.step("the draft is offered after the page was left, and no more once it is saved", async () => {
    await nameField(page).fill("Evening");
    await page.reload();
    await awake(page);
    const offer = page.getByRole("region", { name: "Unsaved changes" });
    await expect(offer).toContainText(/You have unsaved changes from \d\d:\d\dEvening, 3 poses, 2 m 00 s/);
    await expect(nameField(page)).toHaveValue("Morning");
    await offer.getByRole("button", { name: "Restore" }).click();
    await expect(nameField(page)).toHaveValue("Evening");
    await expectOrder(page, ["Tree Pose", "Chair Pose", "Mountain Pose"]);
    await expect(offer).toHaveCount(0);
    await page.getByRole("link", { name: "Poses" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Poses" })).toBeVisible();
    await page.goBack();
    await offer.getByRole("button", { name: "Restore" }).click();
    await expect(nameField(page)).toHaveValue("Evening");
    await save(page);
    await expect(page.getByText("All changes saved")).toBeVisible();
    await page.reload();
    await awake(page);
    await expect(nameField(page)).toHaveValue("Evening");
    await expect(offer).toHaveCount(0);
    expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes("draft")))).toEqual([]);
  });

  await test.step("a copy is created, and the original is deleted", async () => {
    await page.getByRole("button", { name: "More for this sequence" }).click();
    await page.getByRole("menuitem", { name: "Duplicate" }).click();
    await expect(nameField(page)).toHaveValue("Evening (copy)");
    await page.getByRole("button", { name: "More for this sequence" }).click();
    await page.getByRole("menuitem", { name: "Delete…" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(page).toHaveURL("/practice");
  });
});

test("two tabs that edit one sequence lose nothing", async ({ page, context, request }) => {
  const account = await newAccount(request);
  await signIn(page, account);
  const id = await made(request, account);
  await edit(page, id);
  const other = await context.newPage();
  await edit(other, id);
  const dialog = (of: Page) => of.getByRole("dialog", { name: "This sequence was changed elsewhere" });
  const saved = (of: Page) => expect(of.getByText("All changes saved")).toBeVisible();

  await test.step("the later one sees what was changed, and both changes can be kept", async () => {
    await nameField(page).fill("Evening");
    await save(page);
    await saved(page);
    await hold(other, "Tree Pose").fill("45");
    await save(other);
    await expect(dialog(other).getByRole("listitem")).toHaveText(["Name: Morning → Evening"]);
    await dialog(other).getByRole("button", { name: "Keep both changes" }).click();
    await saved(other);
    await expect(nameField(other)).toHaveValue("Evening");
    expect(await read(request, account, id)).toMatchObject({ name: "Evening", poses: [{}, { hold_seconds: 45 }, {}] });
  });

  await test.step("taking theirs keeps mine as a draft, and mine can be saved over it", async () => {
    await hold(page, "Tree Pose").fill("60");
    await save(page);
    await expect(dialog(page).getByRole("listitem")).toHaveText(["Step 2, Tree Pose: 30 s → 45 s"]);
    await dialog(page).getByRole("button", { name: "Use theirs" }).click();
    await expect(hold(page, "Tree Pose")).toHaveValue("45");
    await page.getByRole("button", { name: "Restore" }).click();
    await expect(hold(page, "Tree Pose")).toHaveValue("60");
    await save(page);
    await dialog(page).getByRole("button", { name: "Keep editing" }).click();
    await expect(hold(page, "Tree Pose")).toHaveValue("60");
    await save(page);
    await dialog(page).getByRole("button", { name: "Keep mine" }).click();
    await saved(page);
    expect(await read(request, account, id)).toMatchObject({ poses: [{}, { hold_seconds: 60 }, {}] });
  });

  await test.step("one that was deleted in another tab can be saved as a new one", async () => {
    await request.delete(`/api/v1/sequences/${id}`, { headers: { Authorization: `Bearer ${account.token}` } });
    await nameField(other).fill("Night");
    await save(other);
    await expect(other.getByText("This sequence was deleted.")).toBeVisible();
    await other.getByRole("button", { name: "Save as a new sequence" }).click();
    await expect(other.getByRole("heading", { level: 1, name: "Night" })).toBeVisible();
  });
});

test("a rejected save, a lost connection and an ended login lose nothing", async ({ page, context, request }) => {
  const account = await newAccount(request);
  await signIn(page, account);
  await edit(page, await made(request, account));
  const saved = () => expect(page.getByText("All changes saved")).toBeVisible();

  await test.step("a server error is shown beside its step", async () => {
    await page.getByRole("button", { name: "Note and transition of step 2, Tree Pose" }).click();
    const note = page.getByRole("textbox", { name: "Note" });
    await note.fill("Look \u0007 ahead");
    await save(page);
    await expect(note).toBeFocused();
    await expect(note).toHaveAccessibleDescription(/Control characters are not allowed/);
    await note.fill("Look ahead");
    await expect(note).toHaveAccessibleDescription("Shown while the pose is held.");
    await save(page);
    await saved();
  });

  await test.step("offline it waits, and is saved on reconnect", async () => {
    await nameField(page).fill("On the train");
    await context.setOffline(true);
    await save(page);
    await expect(page.getByText("Waiting for the connection")).toBeVisible();
    await context.setOffline(false);
    await saved();
  });

  await test.step("a user who was signed out signs in again, and it is saved", async () => {
    await nameField(page).fill("At home");
    // The browser logs the error responses.
    page.removeAllListeners("console");
    await context.clearCookies();
    await save(page);
    const dialog = page.getByRole("dialog", { name: "Sign in again" });
    await dialog.getByLabel("Password", { exact: true }).fill(password);
    await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
    await saved();
    await expect(nameField(page)).toHaveValue("At home");
  });

  await test.step("another user's cannot be edited; a public one can be copied", async () => {
    const author = await newAccount(request, { name: "Grace" });
    const [own, shown] = [await made(request, author), await made(request, author, { is_public: true })];
    await page.goto(`/practice/sequences/${own}/edit`);
    await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
    await page.goto(`/practice/sequences/${shown}/edit`);
    await expect(page.getByText("Morning was made by Grace.")).toBeVisible();
    await page.getByRole("button", { name: "Duplicate" }).click();
    await expect(nameField(page)).toHaveValue("Morning (copy)");
  });
});
