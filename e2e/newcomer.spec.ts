import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { awake, expect, github, newAccount, password, runningCard, signIn, test } from "./support.ts";

test.use({ timezoneId: "Asia/Kathmandu" });

test("a new user signs up, tracks a first pull request and sees it in the day", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Create an account" }).click();
  await expect(page).toHaveTitle("Create an account · Stint");

  const email = page.getByLabel("Email");
  const secret = page.getByLabel("Password", { exact: true });
  const create = page.getByRole("button", { name: "Create account" });

  await test.step("missing values are reported beside the fields, and the first has the focus", async () => {
    await create.click();
    await expect(page.getByText("Enter your email address")).toBeVisible();
    await expect(page.getByText("Choose a password")).toBeVisible();
    await expect(email).toBeFocused();
    await expect(email).toHaveAttribute("aria-invalid", "true");
    await expect(email).toHaveAccessibleDescription("Enter your email address");
  });

  await test.step("typed values are kept, except the password", async () => {
    await page.getByLabel("Name").fill("Grace");
    await email.fill("grace at example");
    await secret.fill("short");
    await create.click();
    await expect(email).toHaveAccessibleDescription("Invalid email address");
    await expect(email).toHaveValue("grace at example");
    await expect(page.getByLabel("Name")).toHaveValue("Grace");
    await expect(secret).toHaveValue("");
    await expect(secret).toHaveAttribute("aria-invalid", "true");
  });

  await email.fill(`${randomUUID()}@example.com`);
  await secret.fill(password);
  await create.click();
  await expect(page).toHaveURL(/\/today$/);
  await expect(page).toHaveTitle("Today · Stint");
  await expect(page.getByRole("heading", { name: "Nothing tracked yet" })).toBeVisible();
  await expect(page.getByText("/api/v1/sessions/start")).toBeVisible();

  await test.step("the account uses the browser's time zone", async () => {
    await expect(page.getByRole("main").getByTitle(/^In Asia\/Kath?mandu$/)).toBeVisible();
  });

  const field = page.getByLabel("Pull request");
  await test.step("an invalid pull request is not sent", async () => {
    await field.fill("next.js");
    await page.getByRole("button", { name: "Start tracking" }).click();
    await expect(field).toHaveAccessibleDescription(/Not a pull request/);
    await expect(field).toBeFocused();
  });

  await field.fill(`${github}/vercel/next.js/pull/84213/files`);
  await page.getByRole("button", { name: "Start tracking" }).click();
  await expect(page.getByText("Tracking vercel/next.js#84213")).toBeVisible();
  const card = runningCard(page);
  await expect(card.getByRole("link")).toHaveAttribute("href", /\/vercel\/next\.js\/pull\/84213$/);
  await expect(page.getByRole("banner").getByText("next.js #84213")).toBeVisible();

  await test.step("the running time ticks, and counts towards today", async () => {
    await expect(card.getByRole("timer")).toHaveText(/^[2-9] s$/);
    await expect(page.getByRole("region", { name: "Totals" })).toContainText(/Today[1-9] s/);
  });

  await card.getByRole("button", { name: "End" }).click();
  await expect(page.getByText(/Ended vercel\/next\.js#84213 after \d+ s/)).toBeVisible();
  await expect(card).toBeHidden();
  const recent = page.getByRole("region", { name: "Recent sessions" });
  await expect(recent.getByRole("listitem")).toHaveCount(1);
  await expect(recent).toContainText("next.js #84213");
  await expect(page.getByRole("table")).toContainText("vercel/next.js");

  await test.step("the session is edited in place", async () => {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Tracking" }).click();
    await expect(page).toHaveTitle("Tracking · Stint");
    await page.getByRole("button", { name: /^Edit vercel\/next\.js#84213/ }).click();
    await page.getByLabel("Note").fill("Read the middleware twice");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("main").getByText("Read the middleware twice")).toBeVisible();
    await expect(page.getByRole("form")).toBeHidden();
    await page.reload();
    await expect(page.getByRole("main").getByText("Read the middleware twice")).toBeVisible();
  });

  await page.goto("/settings");
  await test.step("everything can be exported", async () => {
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Everything (JSON)" }).click();
    const file = await (await download).path();
    expect(readFileSync(file, "utf8")).toContain("Read the middleware twice");
  });

  await test.step("the account and all its data are deleted with its password", async () => {
    await page.getByLabel("Your password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Delete my account" }).click();
    await expect(page).toHaveURL(/\/\?goodbye/);
    await page.goto("/today");
    await expect(page).toHaveURL(/\/sign-in/);
  });
});

test("a new user starts from a terminal: one click shows the command with a token filled in", async ({
  page,
  request,
}) => {
  const account = await newAccount(request);
  await signIn(page, account);
  const steps = page.getByRole("region", { name: "Nothing tracked yet" });
  const command = steps.locator("pre");
  await expect(command).toContainText("Bearer stint_•••");
  await awake(page);
  await steps.getByRole("button", { name: "Create a token" }).click();
  await expect(command).toContainText(/Bearer stint_[\w-]{43}"/);
  await expect(steps.getByText("The token is shown only once")).toBeVisible();
  await expect(steps.getByRole("link", { name: "Settings" }).first()).toHaveAttribute("href", "/settings");
  await expect(steps.getByRole("button", { name: "Copy the command" })).toBeFocused();

  const shown = (await command.textContent()) ?? "";
  const [, address = "", token = "", body = ""] =
    /^curl -X POST (\S+) .*Bearer (\S+)" .*-d '(.*)'$/s.exec(shown.replaceAll("\\\n", "")) ?? [];
  const answer = await request.post(new URL(address).pathname, {
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    data: body,
  });
  expect(answer.status()).toBe(201);
  await expect(runningCard(page)).toContainText("next.js #123");
  await expect(page.getByRole("region", { name: "Your day" })).toBeVisible();

  await test.step("the token is shown only once", async () => {
    await page.reload();
    await expect(runningCard(page)).toBeVisible();
    expect(await page.content()).not.toContain(token);
  });
});

test("a second account with the same email is rejected beside the field", async ({ page, request }) => {
  const email = `${randomUUID()}@example.com`;
  await request.post("/api/v1/auth/register", { data: { email, password } });
  await page.goto("/sign-up");
  await page.getByLabel("Email").fill(email.toUpperCase());
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByLabel("Email")).toHaveAccessibleDescription(/already exists/);
  await expect(page.getByLabel("Email")).toHaveValue(email.toUpperCase());
});
