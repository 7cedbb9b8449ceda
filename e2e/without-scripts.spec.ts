import { randomUUID } from "node:crypto";
import { expect, newAccount, password, test } from "./support.ts";

test.use({ javaScriptEnabled: false });

test("signing up and in works without scripts, and what was typed is kept", async ({ page, request }) => {
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill("Grace");
  await page.getByLabel("E-mail").fill("grace@example");
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription("Invalid email address");
  await expect(page.getByLabel("E-mail")).toHaveValue("grace@example");
  await expect(page.getByLabel("Name")).toHaveValue("Grace");
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");

  await page.getByLabel("E-mail").fill(`${randomUUID()}@example.com`);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL("/today");

  const account = await newAccount(request);
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill("Wrong-horse-7");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("E-mail or password is wrong")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(account.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/today");
});
