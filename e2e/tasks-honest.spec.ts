import type { Page, Route } from "@playwright/test";
import { awake, expect, newAccount, password, signIn, test } from "./support.ts";
import { addTask, dayFromNow, editor, line, news, openTasks, row, rows, storedTasks } from "./tasks-support.ts";

// The task list is truthful: filters are in the URL, text is text, rejected changes are rolled back, and nothing is
// lost when offline or signed out.

/** Where the page sends operations on tasks. */
const tasksApi = /\/api\/v1\/tasks(?:\/|$)/;

const isWrite = (route: Route): boolean => route.request().method() !== "GET";

/** Changes the page's request on its way, so that the server rejects it. */
const spoil = (page: Page, from: RegExp, to: string) =>
  page.route(tasksApi, (route) =>
    isWrite(route)
      ? route.continue({ postData: (route.request().postData() ?? "").replace(from, to) })
      : route.continue(),
  );

test("filters and search are in the URL, and Back removes them again", async ({ page, request }) => {
  const account = await newAccount(request);
  await addTask(request, account, { title: "Late report", due_date: "2025-03-14" });
  await addTask(request, account, { title: "Café invoice", due_date: dayFromNow(0) });
  await addTask(request, account, { title: "Some day" });
  await openTasks(page, account);
  const filters = page.getByRole("search", { name: "Filters" });

  await filters.getByRole("button", { name: "Overdue" }).click();
  await expect(page).toHaveURL("/tasks?due=overdue");
  await expect(rows(page)).toHaveText([/Late report/]);
  await filters.getByRole("button", { name: "No date" }).click();
  await expect(page).toHaveURL("/tasks?due=none");
  await expect(rows(page)).toHaveText([/Some day/]);
  await page.goBack();
  await expect(rows(page)).toHaveText([/Late report/]);
  await page.goBack();
  await expect(page).toHaveURL("/tasks");
  await expect(rows(page)).toHaveCount(3);

  await page.getByRole("searchbox", { name: "Search" }).fill("cafe");
  await expect(page).toHaveURL("/tasks?q=cafe");
  await expect(rows(page)).toHaveText([/Café invoice/]);
  await page.reload();
  await expect(rows(page)).toHaveText([/Café invoice/]);
  await page.getByRole("searchbox", { name: "Search" }).fill("nothing of this name");
  await expect(page.getByText("No results", { exact: true })).toBeVisible();

  await test.step("adding a task that the filters hide says so", async () => {
    await line(page).fill("Something else");
    await line(page).press("Enter");
    await expect(news(page)).toContainText("“Something else” added, but hidden by the filters");
    await page.getByRole("button", { name: "Clear filters" }).click();
    await expect(page).toHaveURL("/tasks");
    await expect(row(page, "Something else")).toBeVisible();
  });

  await test.step("a hand-made URL shows the list, and says which part was ignored", async () => {
    await page.goto("/tasks?due=banana&status=sideways&q=report");
    const notice = page.getByRole("status").filter({ hasText: "was ignored" });
    await expect(notice.getByRole("listitem")).toHaveCount(2);
    await expect(rows(page)).toHaveText([/Late report/]);
    await page.goto(`/tasks?due=${dayFromNow(0)}&status=pending`);
    await expect(rows(page)).toHaveText([/Café invoice/]);
  });
});

test("a title is shown as text, and one that is too long is not sent", async ({ page, request }) => {
  const account = await newAccount(request);
  await openTasks(page, account);
  const title = `<script>alert("1")</script> & <b>bold</b>`;
  await line(page).fill(title);
  await line(page).press("Enter");
  await expect(page.getByRole("button", { name: title, exact: true })).toBeVisible();
  await expect(page.getByRole("main").locator("script, b")).toHaveCount(0);
  await expect.poll(() => storedTasks(request, account)).toMatchObject([{ title }]);

  await line(page).fill("y".repeat(201));
  await expect(line(page)).toHaveAccessibleDescription(/At most 200 characters; you entered 201/);
  await line(page).press("Enter");
  await expect(line(page)).toHaveValue("y".repeat(201));
  await line(page).fill("y".repeat(200));
  await line(page).press("Enter");
  await expect(rows(page)).toHaveCount(2);
  await line(page).fill("   ");
  await line(page).press("Enter");
  await expect.poll(async () => (await storedTasks(request, account)).map((task) => task.title.length)).toHaveLength(2);
});

test("a rejected change is rolled back, with the reason and the typed text", async ({ page, request }) => {
  const account = await newAccount(request);
  await addTask(request, account, { title: "Stay as you are" });
  await openTasks(page, account);
  await spoil(page, /"title":"(?:Refuse me|Other)"/, `"title":"${"z".repeat(201)}"`);
  await line(page).fill("Refuse me");
  await line(page).press("Enter");
  await expect(news(page)).toContainText("“Refuse me” was not added");
  await expect(rows(page)).toHaveCount(1);
  await expect(line(page)).toHaveValue("Refuse me");

  await page.getByRole("button", { name: "Stay as you are", exact: true }).click();
  await editor(page).getByLabel("Title").fill("Other");
  await page.keyboard.press("Enter");
  await expect(news(page).first()).toContainText("“Stay as you are” was not changed");
  await expect(editor(page).getByLabel("Title")).toHaveValue("Other");
  await editor(page).getByRole("button", { name: "Cancel" }).click();
  await expect(row(page, "Stay as you are")).toBeVisible();

  await page.unroute(tasksApi);
  // The request is redirected to a task that does not exist.
  await page.route(tasksApi, (route) =>
    route.continue({
      url: route
        .request()
        .url()
        .replace(/\/tasks\/\d+\//, "/tasks/999/"),
    }),
  );
  await row(page, "Stay as you are")
    .getByRole("checkbox", { name: /^Complete/ })
    .click();
  await expect(news(page).first()).toContainText("“Stay as you are” was not completed");
  await expect(row(page, "Stay as you are")).toBeVisible();
});

test("changes in another tab, or by any other client, appear by themselves", async ({ page, request, context }) => {
  const account = await newAccount(request);
  await openTasks(page, account);
  const other = await context.newPage();
  await other.goto("/tasks");
  await awake(other);
  await line(other).fill("From the other tab");
  await line(other).press("Enter");
  await expect(row(page, "From the other tab")).toBeVisible();
  await row(page, "From the other tab")
    .getByRole("checkbox", { name: /^Complete/ })
    .click();
  await expect(row(other, "From the other tab")).toHaveCount(0);
  await addTask(request, account, { title: "From a script" });
  await expect(row(page, "From a script")).toBeVisible();
});

test("a user who was signed out signs in again, and their changes are sent", async ({ page, request }) => {
  const account = await newAccount(request);
  await openTasks(page, account);
  await line(page).focus();
  const headers = { Authorization: `Bearer ${account.token}` };
  const { sessions } = await (await request.get("/api/v1/auth/sessions", { headers })).json();
  const browser = sessions.find((login: { kind: string }) => login.kind === "browser");
  await request.delete(`/api/v1/auth/sessions/${browser.id}`, { headers });
  page.removeAllListeners("console");
  await line(page).fill("Written while signed out");
  await line(page).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await dialog.getByLabel("Password", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(row(page, "Written while signed out")).toBeVisible();
  await expect.poll(() => storedTasks(request, account)).toMatchObject([{ title: "Written while signed out" }]);
});

test("Today shows due and overdue tasks, completes them in place, and leads to all tasks", async ({
  page,
  request,
}) => {
  const account = await newAccount(request);
  await addTask(request, account, { title: "Late", due_date: "2025-03-14" });
  await addTask(request, account, { title: "Due now", due_date: dayFromNow(0) });
  await addTask(request, account, { title: "Not yet", due_date: dayFromNow(1) });
  await signIn(page, account);
  await awake(page);
  const due = page.getByRole("region", { name: "Tasks due" });
  await expect(due.getByRole("listitem")).toHaveText([/Late.*14 Mar 2025/, /Due now/]);
  await due.getByRole("checkbox", { name: "Complete “Late”" }).click();
  await expect(due.getByRole("listitem")).toHaveText([/Due now/]);
  await expect(due.getByRole("checkbox", { name: "Complete “Due now”" })).toBeFocused();
  await expect
    .poll(async () => (await storedTasks(request, account)).filter(({ completed }) => completed))
    .toHaveLength(1);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(due.getByRole("listitem")).toHaveCount(2);
  await due.getByRole("link", { name: "All tasks" }).click();
  await expect(page).toHaveURL("/tasks");
  await expect(rows(page)).toHaveCount(3);
});

test("the palette goes to Tasks, and starts a task from anywhere", async ({ page, request }) => {
  await signIn(page, await newAccount(request));
  await awake(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("add a task");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/tasks");
  await expect(line(page)).toBeFocused();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("today");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/today");
  await page.keyboard.press("g");
  await page.keyboard.press("k");
  await expect(page).toHaveURL("/tasks");
});
