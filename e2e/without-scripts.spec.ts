import { randomUUID } from "node:crypto";
import { addSession, expect, newAccount, password, post, pullRequest, runningCard, test } from "./support.ts";
import { midWeek } from "./zones.ts";

test.use({ javaScriptEnabled: false });

test("signing up and in works without JavaScript, and typed values are kept", async ({ page, request }) => {
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill("Grace");
  await page.getByLabel("Email").fill("grace@example");
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByLabel("Email")).toHaveAccessibleDescription("Invalid email address");
  await expect(page.getByLabel("Email")).toHaveValue("grace@example");
  await expect(page.getByLabel("Name")).toHaveValue("Grace");
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");

  await page.getByLabel("Email").fill(`${randomUUID()}@example.com`);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL("/today");

  const account = await newAccount(request);
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill("Wrong-horse-7");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Email or password is wrong")).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue(account.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/today");
});

test("Today is complete without JavaScript, and its controls work", async ({ page, request }) => {
  const account = await newAccount(request, midWeek());
  const react = { repo_owner: "facebook", repo_name: "react", pr_number: 7 };
  await addSession(request, account, 0.5, 10, react);
  await page.goto("/sign-in?next=/today");
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/today");

  const recent = page.getByRole("region", { name: "Recent sessions" }).getByRole("listitem");
  await test.step("every number is there", async () => {
    await expect(page.getByRole("region", { name: "Totals" })).toContainText("This week10 m");
    await expect(page.getByRole("option")).toHaveCount(1);
    await expect(page.getByRole("table")).toContainText("facebook/react");
    await expect(recent).toHaveCount(1);
  });

  await test.step("an invalid pull request is reported beside the field, and stays in it", async () => {
    await page.getByLabel("Pull request").fill("next.js");
    await page.getByRole("button", { name: "Start tracking", exact: true }).click();
    await expect(page.getByLabel("Pull request")).toHaveValue("next.js");
    await expect(page.getByLabel("Pull request")).toHaveAccessibleDescription(/Not a pull request/);
  });

  await test.step("start, end, start again", async () => {
    await page.getByLabel("Pull request").fill("vercel/next.js#84213");
    await page.getByRole("button", { name: "Start tracking", exact: true }).click();
    await expect(runningCard(page)).toContainText("next.js #84213");
    await runningCard(page).getByRole("button", { name: "End" }).click();
    await expect(runningCard(page)).toBeHidden();
    await expect(recent).toHaveCount(2);
    await recent.getByRole("button", { name: "Start tracking facebook/react#7 again" }).click();
    await expect(runningCard(page)).toContainText("react #7");
  });

  await test.step("ending an ended session changes nothing", async () => {
    await post(request, account, "/sessions/start", pullRequest);
    await runningCard(page).getByRole("button", { name: "End" }).click();
    await expect(runningCard(page)).toContainText("next.js #84213");
  });
});

test("Tracking and Settings show their contents without JavaScript", async ({ page, request }) => {
  const account = await newAccount(request);
  await addSession(request, account, 3, 10);
  await page.goto("/sign-in?next=/tracking");
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/tracking");
  await expect(page.getByRole("main").getByRole("heading", { name: "Tracking", level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Edit vercel\/next\.js#84213/ })).toBeVisible();
  await page.goto("/tracking/vercel/next.js");
  await expect(page.getByRole("table", { name: "Pull requests" })).toContainText("#84213");
  await page.goto("/settings");
  await expect(page.getByLabel("Name", { exact: true }).first()).toBeVisible();
});
