import { awake, expect, newAccount, post, test } from "./support.ts";
import { addOn, openTracking, row, rows, total } from "./tracking-support.ts";

const react = { repo_owner: "facebook", repo_name: "react", pr_number: 7 };

test("sessions are listed by day, newest first, with each day's total", async ({ page, request }) => {
  const account = await newAccount(request);
  await addOn(request, account, "14 09:00–10:24", { note: "Slow start", tags: ["perf"] });
  await addOn(request, account, "14 11:00–11:30", react);
  await addOn(request, account, "12 08:00–08:05");
  await post(request, account, "/sessions/start", react);
  await openTracking(page, account);
  await expect(page).toHaveTitle("Tracking · Stint");

  const running = page.getByRole("main").getByRole("region", { name: "Running now" });
  await expect(running).toContainText("react");
  await expect(running.getByRole("timer").last()).toContainText(/\d+ s/);
  await expect(rows(page)).toHaveCount(3);
  const day = page.getByRole("region", { name: "14 Mar 2025" });
  await expect(day).toContainText("2 sessions·1 h 54 m");
  await expect(day.getByRole("listitem").first()).toContainText("11:00–11:30");
  await expect(row(page, "Slow start")).toContainText("perf");
  await expect(row(page, "Slow start").getByRole("link", { name: /#84213/ })).toHaveAttribute(
    "href",
    /\/vercel\/next\.js\/pull\/84213$/,
  );
  await expect(total(page, "4 sessions")).toBeVisible();

  await running.getByRole("button", { name: "End" }).click();
  await expect(running).toBeHidden();
  await expect(page.getByRole("region", { name: "Today" })).toContainText("1 session");
  await expect(rows(page)).toHaveCount(4);
});

test("filters and order are in the URL, and Back removes them again", async ({ page, request }) => {
  const account = await newAccount(request);
  await addOn(request, account, "14 09:00–10:00", { note: "First look", tags: ["perf"] });
  await addOn(request, account, "15 09:00–09:10", react);
  await addOn(request, account, "16 09:00–11:00", { ...react, note: "Second look", tags: ["ci"] });
  await openTracking(page, account);

  const repository = page.getByRole("combobox", { name: "Repository" });
  await repository.click();
  const choices = page.getByRole("listbox", { name: "Repositories" }).getByRole("option");
  await expect(choices).toHaveText([/facebook\/react/, /vercel\/next\.js/]);
  await repository.pressSequentially("fac");
  await expect(choices).toHaveCount(1);
  await repository.press("Enter");
  await expect(page).toHaveURL(/repo=facebook\/react/);
  await expect(rows(page)).toHaveCount(2);
  await expect(total(page, "2 sessions")).toBeVisible();

  await page.getByLabel("Order").selectOption("Longest first");
  await expect(page).toHaveURL(/sort=longest/);
  await expect(rows(page).first()).toContainText("Second look");
  await expect(rows(page).first()).toContainText("16 Mar 2025");

  await page.keyboard.press("Escape");
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search" })).toBeFocused();
  await page.keyboard.type("second");
  await expect(page).toHaveURL(/q=second/);
  await expect(rows(page)).toHaveCount(1);

  await page.goBack();
  await expect(page.getByRole("searchbox", { name: "Search" })).toHaveValue("");
  await expect(rows(page)).toHaveCount(2);
  await page.goBack();
  await expect(page.getByLabel("Order")).toHaveValue("newest");
  await page.goBack();
  await expect(page).toHaveURL("/tracking");
  await expect(repository).toHaveValue("");
  await expect(rows(page)).toHaveCount(3);

  await page.goto("/tracking?repo=facebook/react&q=second");
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByRole("searchbox", { name: "Search" })).toHaveValue("second");
  await page.goto("/tracking");
  await awake(page);

  await page.getByRole("combobox", { name: "Tag" }).click();
  await page.getByRole("option", { name: /^perf/ }).click();
  await expect(rows(page)).toHaveText([/First look/]);
  await page.getByRole("button", { name: "Clear all" }).click();
  await page.getByRole("textbox", { name: "Pull request" }).fill("#7");
  await expect(page).toHaveURL("/tracking?pr=7");
  await expect(rows(page)).toHaveCount(2);
});

test("days are chosen by fields and by name, and a first day after the last is an error beside the field", async ({
  page,
  request,
}) => {
  const account = await newAccount(request);
  for (const day of ["13", "14", "15"]) await addOn(request, account, `${day} 23:00–23:30`);
  await openTracking(page, account);
  const filters = page.getByRole("search", { name: "Filters" });
  await filters.getByLabel("From").fill("2025-03-14");
  await expect(rows(page)).toHaveCount(2);
  await filters.getByLabel("To", { exact: true }).fill("2025-03-14");
  await expect(page).toHaveURL("/tracking?from=2025-03-14&to=2025-03-14");
  await expect(rows(page)).toHaveCount(1);

  await filters.getByLabel("To", { exact: true }).fill("2025-03-13");
  await expect(filters.getByLabel("From")).toHaveAccessibleDescription("The first day is after the last");
  await expect(page.getByText("No results", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(rows(page)).toHaveCount(3);

  await filters.getByRole("button", { name: "This year" }).click();
  await expect(page).toHaveURL(/from=\d{4}-01-01&to=\d{4}-12-31/);
  await expect(filters.getByRole("button", { name: "This year" })).toHaveAttribute("aria-pressed", "true");
});

test("a hand-made URL shows the list, and says which part was ignored", async ({ page, request }) => {
  const account = await newAccount(request);
  await addOn(request, account, "14 09:00–10:00");
  await openTracking(page, account, `?from=banana&sort=sideways&tag=${"x".repeat(300)}&q=%00&pr=0&repo=nowhere&year=x`);
  await expect(rows(page)).toHaveCount(1);
  const notice = page.getByRole("status").filter({ hasText: "was ignored" });
  await expect(notice).toContainText("from=banana is not a date such as 2026-03-14");
  await expect(notice).toContainText("sort=sideways is not an order: newest, oldest or longest");
  await expect(notice).toContainText("is longer than 50 characters");
  await expect(notice.getByRole("listitem")).toHaveCount(7);
  await notice.getByRole("button", { name: "Remove it" }).click();
  await expect(notice).toBeHidden();
  await expect(page).toHaveURL("/tracking");

  for (const search of [
    "?from=9999-12-31",
    "?to=9999-12-31",
    "?from=1970-01-01&to=1970-01-01",
    "?year=9999",
    "?q=%25_%5C",
  ]) {
    expect((await page.goto(`/tracking${search}`))?.status(), search).toBe(200);
    await expect(page.getByRole("heading", { name: "Tracking", level: 1 })).toBeVisible();
  }
});

test("on a phone the filters collapse, and active ones can be removed one by one", async ({ page, request }) => {
  const account = await newAccount(request);
  await addOn(request, account, "14 09:00–10:00", { tags: ["perf"] });
  await addOn(request, account, "15 09:00–10:00", react);
  await page.setViewportSize({ width: 360, height: 740 });
  await openTracking(page, account, "?repo=vercel/next.js&tag=perf");
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByRole("combobox", { name: "Repository" })).toBeHidden();
  const chips = page.getByRole("list", { name: "Active filters" });
  await expect(chips.getByRole("listitem")).toHaveText(["vercel/next.js", "tag perf"]);
  await chips.getByRole("button", { name: /tag perf/ }).click();
  await expect(chips.getByRole("listitem")).toHaveCount(1);
  await page.getByRole("button", { name: "Filters (1)" }).click();
  await expect(page.getByRole("combobox", { name: "Repository" })).toHaveValue("vercel/next.js");
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(rows(page)).toHaveCount(2);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test("changes made elsewhere appear by themselves, and a new account shows how to start", async ({ page, request }) => {
  const account = await newAccount(request);
  await openTracking(page, account);
  await expect(page.getByText("Nothing tracked yet")).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Start tracking" })).toHaveAttribute("href", "/today");
  const { id } = await addOn(request, account, "14 09:00–10:00", { note: "From a script" });
  await expect(row(page, "From a script")).toBeVisible();
  await post(request, account, "/sessions/delete", { session_ids: [id] });
  await expect(page.getByText("Nothing tracked yet")).toBeVisible();
});
