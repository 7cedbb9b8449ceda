import { expect, newAccount, test } from "./support.ts";
import { addTask, dayFromNow, editor, group, line, news, openTasks, row, rows, storedTasks } from "./tasks-support.ts";

test("one line becomes a task with a date and a priority, which are shown first and can be removed", async ({
  page,
  request,
}) => {
  const account = await newAccount(request);
  await openTasks(page, account);
  await expect(page).toHaveTitle("Tasks · Stint");
  await expect(page.getByText("No tasks yet")).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Add a task" }).click();
  await expect(line(page)).toBeFocused();

  await page.keyboard.type("pay rent in 3 days !high");
  const date = page.getByRole("button", { name: /^Ignore the due date/ });
  await expect(date).toBeVisible();
  await expect(page.getByRole("button", { name: "Ignore the priority High" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(row(page, "pay rent")).toBeVisible();
  await expect(line(page)).toHaveValue("");
  await expect(line(page)).toBeFocused();
  await expect
    .poll(() => storedTasks(request, account))
    .toMatchObject([{ id: 1, title: "pay rent", due_date: dayFromNow(3), priority: "high", completed: false }]);
  await expect(row(page, "pay rent")).toContainText("High priority");
  await expect(page.getByText("1 task open")).toBeVisible();

  await test.step("a removed one stays in the title", async () => {
    await line(page).fill("call the tomorrow show !low");
    await date.click();
    await expect(date).toBeHidden();
    await page.getByRole("button", { name: "Ignore the priority Low" }).click();
    await line(page).press("Enter");
    await expect(group(page, "No date").getByRole("listitem")).toContainText(["call the tomorrow show !low"]);
  });

  await test.step("and the next line is parsed again", async () => {
    await line(page).fill("water the plants tomorrow");
    await line(page).press("Enter");
    await expect(group(page, "Tomorrow").getByRole("listitem")).toContainText(["water the plants"]);
  });
});

test("tasks are listed under the day they are due, and completed ones are collapsed", async ({ page, request }) => {
  const account = await newAccount(request);
  await addTask(request, account, { title: "Long ago", due_date: "2025-03-14" });
  await addTask(request, account, { title: "Now, later", due_date: dayFromNow(0) });
  await addTask(request, account, { title: "Now, first", due_date: dayFromNow(0), priority: "high" });
  await addTask(request, account, { title: "Soon", due_date: dayFromNow(1) });
  await addTask(request, account, { title: "Far away", due_date: dayFromNow(40) });
  await addTask(request, account, { title: "Some day" });
  await openTasks(page, account);
  const headings = page.getByRole("main").getByRole("heading", { level: 2 });
  await expect(headings).toHaveText([/^Overdue/, /^Today/, /^Tomorrow/, /^Later/, /^No date/]);
  await expect(group(page, "Today").getByRole("listitem")).toContainText(["Now, first", "Now, later"]);
  await expect(group(page, "Overdue")).toContainText("14 Mar 2025");

  await row(page, "Soon")
    .getByRole("checkbox", { name: /^Complete/ })
    .click();
  await expect(row(page, "Soon")).toHaveCount(0);
  await expect(group(page, "Tomorrow")).toHaveCount(0);
  await page.getByRole("button", { name: /^Completed 1/ }).click();
  await expect(group(page, "Completed").getByRole("listitem")).toContainText(["Soon"]);
  await group(page, "Completed")
    .getByRole("checkbox", { name: /^Reopen/ })
    .click();
  await expect(group(page, "Tomorrow")).toContainText("Soon");
  await expect.poll(async () => (await storedTasks(request, account)).every(({ completed }) => !completed)).toBe(true);
});

test("everything can be done with the keyboard alone, and the list of shortcuts explains it", async ({
  page,
  request,
}) => {
  const account = await newAccount(request);
  for (const title of ["One", "Two", "Three"]) await addTask(request, account, { title });
  await openTasks(page, account);
  const { keyboard } = page;
  const stored = async (title: string) => (await storedTasks(request, account)).find((task) => task.title === title);

  await keyboard.press("j");
  await expect(row(page, "One")).toBeFocused();
  await keyboard.press("j");
  await keyboard.press("ArrowDown");
  await expect(row(page, "Three")).toBeFocused();
  await keyboard.press("k");
  await expect(row(page, "Two")).toBeFocused();
  await keyboard.press("x");
  await expect(row(page, "Two")).toHaveCount(0);
  await expect(row(page, "Three")).toBeFocused();
  await expect.poll(async () => (await stored("Two"))?.completed).toBe(true);
  await keyboard.press("u");
  await expect(row(page, "Two")).toBeVisible();
  await expect.poll(async () => (await stored("Two"))?.completed).toBe(false);

  await test.step("Space completes as well, and Enter edits", async () => {
    await row(page, "One").focus();
    await keyboard.press("Space");
    await expect(row(page, "One")).toHaveCount(0);
    await expect(row(page, "Two")).toBeFocused();
    await keyboard.press("Enter");
    await expect(editor(page).getByLabel("Title")).toBeFocused();
    await keyboard.type(" and a half");
    await keyboard.press("Enter");
    await expect(row(page, "Two and a half")).toBeFocused();
    await keyboard.press("e");
    await keyboard.press("Escape");
    await expect(editor(page)).toHaveCount(0);
    await expect(row(page, "Two and a half")).toBeFocused();
  });

  await test.step("digits set the priority, d the date", async () => {
    await keyboard.press("1");
    await expect(row(page, "Two and a half")).toContainText("High priority");
    await keyboard.press("1");
    await expect(row(page, "Two and a half")).not.toContainText("High priority");
    await keyboard.press("3");
    await expect(row(page, "Two and a half")).toContainText("Low priority");
    await keyboard.press("d");
    await expect(page.getByRole("menu")).toBeVisible();
    // A menu resets its typeahead after a second, which a busy machine may let pass between two letters.
    await expect(async () => {
      await keyboard.type("tom");
      await expect(page.getByRole("menuitem", { name: /^Tomorrow/ })).toBeFocused({ timeout: 500 });
    }).toPass();
    await keyboard.press("Enter");
    await expect(group(page, "Tomorrow")).toContainText("Two and a half");
    await expect(row(page, "Two and a half")).toBeFocused();
    await expect.poll(() => stored("Two and a half")).toMatchObject({ priority: "low", due_date: dayFromNow(1) });
  });

  await test.step("Delete deletes, u restores, n adds, / searches", async () => {
    await keyboard.press("Delete");
    await expect(row(page, "Two and a half")).toHaveCount(0);
    await expect(row(page, "Three")).toBeFocused();
    await keyboard.press("u");
    await expect(row(page, "Two and a half")).toBeVisible();
    await keyboard.press("n");
    await expect(line(page)).toBeFocused();
    await keyboard.type("Four");
    await keyboard.press("Enter");
    await expect(row(page, "Four")).toBeVisible();
    await keyboard.press("Escape");
    await keyboard.press("/");
    await expect(page.getByRole("searchbox", { name: "Search" })).toBeFocused();
    await keyboard.type("four");
    await expect(rows(page)).toHaveCount(1);
  });

  await test.step("and the list of shortcuts has them", async () => {
    await page.getByRole("heading", { level: 1 }).click();
    await keyboard.press("?");
    const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await expect(list.getByText("Previous task (or ↑)")).toBeVisible();
    await expect(list.getByText("High priority (press again to clear)")).toBeVisible();
  });
});

test("a task is edited in place, and errors are shown beside their fields", async ({ page, request }) => {
  const account = await newAccount(request);
  await addTask(request, account, { title: "Write the report" });
  await openTasks(page, account);
  await page.getByRole("button", { name: "Write the report", exact: true }).click();
  const form = editor(page);
  await form.getByLabel("Title").fill("");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByLabel("Title")).toHaveAccessibleDescription("Enter a title");
  await expect(form.getByLabel("Title")).toBeFocused();
  await form.getByLabel("Title").fill("x".repeat(201));
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByLabel("Title")).toHaveAccessibleDescription("At most 200 characters; you entered 201");

  await form.getByLabel("Title").fill("Write the whole report");
  await form.getByLabel("Description").fill("With figures.\nAnd a summary.");
  await form.getByLabel("Due date").fill(dayFromNow(40));
  await form.getByText("Medium", { exact: true }).click();
  await form.getByLabel("Description").press("Control+Enter");
  await expect(form).toHaveCount(0);
  await expect(group(page, "Later")).toContainText("Write the whole report");
  await expect(row(page, "With figures.")).toContainText("Medium priority");
  await expect
    .poll(() => storedTasks(request, account))
    .toMatchObject([
      {
        title: "Write the whole report",
        description: "With figures.\nAnd a summary.",
        due_date: dayFromNow(40),
        priority: "medium",
      },
    ]);

  await row(page, "Write the whole report")
    .getByRole("button", { name: /^Due .*, change/ })
    .click();
  await page.getByRole("menuitem", { name: "Another date…" }).click();
  await expect(form.getByLabel("Due date")).toBeFocused();
  await form.getByLabel("Due date").fill("");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(group(page, "No date")).toContainText("Write the whole report");
});

test("a deletion or completion is reverted by Undo", async ({ page, request }) => {
  const account = await newAccount(request);
  const { id } = await addTask(request, account, { title: "Keep me", description: "As I was", due_date: "2025-03-14" });
  await openTasks(page, account);
  await row(page, "Keep me").hover();
  await row(page, "Keep me").getByRole("button", { name: "Delete “Keep me”" }).click();
  await expect(rows(page)).toHaveCount(0);
  await expect.poll(() => storedTasks(request, account)).toEqual([]);
  await expect(news(page)).toContainText("“Keep me” deleted");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "Keep me")).toContainText("As I was");
  await expect
    .poll(() => storedTasks(request, account))
    .toMatchObject([{ id, title: "Keep me", due_date: "2025-03-14" }]);

  await row(page, "Keep me").getByRole("checkbox", { name: "Complete “Keep me”" }).click();
  await expect(news(page).filter({ hasText: "“Keep me” completed" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(group(page, "Overdue")).toContainText("Keep me");
  await expect.poll(() => storedTasks(request, account)).toMatchObject([{ id, completed: false }]);
});

test("several tasks are selected by pointer and keys, and completed or deleted at once", async ({ page, request }) => {
  const account = await newAccount(request);
  for (const title of ["One", "Two", "Three", "Four"]) await addTask(request, account, { title });
  await openTasks(page, account);
  const selection = page.getByRole("region", { name: "Selection" });
  await row(page, "One").click({ modifiers: ["ControlOrMeta"], position: { x: 300, y: 20 } });
  await expect(selection).toContainText("1 selected");
  await row(page, "Three").click({ modifiers: ["Shift"], position: { x: 300, y: 20 } });
  await expect(selection).toContainText("3 selected");
  await selection.getByRole("button", { name: "Complete" }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(row(page, "Four")).toBeFocused();
  await expect(news(page)).toContainText("3 tasks completed");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page)).toHaveCount(4);

  await row(page, "One").focus();
  await page.keyboard.press("s");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(selection).toContainText("3 selected");
  await page.keyboard.press("Escape");
  await expect(selection).toBeHidden();
  await row(page, "One").hover();
  await page.getByRole("checkbox", { name: "Select “One”" }).check();
  await selection.getByRole("button", { name: "All 4" }).click();
  await selection.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("No tasks yet")).toBeVisible();
  await expect.poll(() => storedTasks(request, account)).toEqual([]);
  await page.keyboard.press("u");
  await expect(rows(page)).toHaveCount(4);
  await expect.poll(async () => (await storedTasks(request, account)).length).toBe(4);
});
