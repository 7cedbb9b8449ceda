import { bearer, openSettings, part } from "./settings-support.ts";
import { expect, newAccount, password, post, test } from "./support.ts";

test("devices are signed out one by one, and all but this one at once", async ({ page, request }) => {
  const account = await newAccount(request);
  const logIn = async () =>
    (await (await request.post("/api/v1/auth/login", { data: { email: account.email, password } })).json())
      .access_token as string;
  const [second, third] = [await logIn(), await logIn()];
  const statusOf = async (token: string) => (await request.get("/api/v1/auth/me", bearer({ token }))).status();
  await openSettings(page, account);
  const devices = part(page, "Devices");
  const rows = devices.getByRole("listitem");
  await expect(rows).toHaveCount(4);
  await expect(rows.first()).toContainText("This device");
  await expect(rows.first().getByRole("button")).toHaveCount(0);

  await rows
    .nth(1)
    .getByRole("button", { name: /^Sign out/ })
    .click();
  await expect(rows).toHaveCount(3);
  expect(await statusOf(third)).toBe(401);
  expect(await statusOf(second)).toBe(200);

  await devices.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(rows).toHaveCount(1);
  for (const token of [second, account.token]) expect(await statusOf(token)).toBe(401);
  await page.reload();
  await expect(rows).toHaveCount(1);
});

test("an API token is shown once, works, and stops working when it is deleted", async ({ page, request, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openSettings(page, await newAccount(request));
  const tokens = part(page, "API tokens");
  await expect(tokens.getByText("No API tokens yet")).toBeVisible();
  const create = tokens.getByRole("button", { name: "Create token" });
  await create.click();
  await expect(tokens.getByLabel("Name")).toHaveAccessibleDescription(/^Enter a name/);

  await tokens.getByLabel("Name").fill("CI <b>bold</b>");
  await tokens.getByLabel("Access").selectOption("Read and write");
  await tokens.getByLabel("Expires after").selectOption("1 year");
  await create.click();
  await expect(tokens.getByRole("heading", { name: "Copy the token CI <b>bold</b> now" })).toBeFocused();
  await tokens.getByRole("button", { name: "Copy the token" }).click();
  const token = await page.evaluate(() => navigator.clipboard.readText());
  expect(token).toMatch(/^stint_[\w-]{43}$/);
  await tokens.getByRole("button", { name: "Copy the command" }).click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  expect(command).toMatch(
    new RegExp(`^curl -H "Authorization: Bearer ${token}" http://localhost:\\d+/api/v1/stats/summary$`),
  );
  await post(request, { email: "", token }, "/sessions/start", { repo_owner: "o", repo_name: "r", pr_number: 1 });

  await test.step("it is never shown again", async () => {
    await page.reload();
    await expect(tokens.getByText(`…${token.slice(-4)}`)).toBeVisible();
    expect(await page.content()).not.toContain(token);
  });

  await test.step("deleting asks first", async () => {
    await tokens.getByRole("button", { name: "Delete CI <b>bold</b>" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
    await expect(tokens.getByRole("listitem")).toHaveCount(1);
    await tokens.getByRole("button", { name: "Delete CI <b>bold</b>" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete token" }).click();
    await expect(tokens.getByText("No API tokens yet")).toBeVisible();
    await expect(tokens.getByRole("heading", { name: "API tokens", exact: true })).toBeFocused();
  });
  expect((await request.get("/api/v1/auth/me", bearer({ token }))).status()).toBe(401);
});

test("a password is changed with the current one, and every other device is signed out", async ({ page, request }) => {
  const account = await newAccount(request);
  await openSettings(page, account);
  const secret = part(page, "Password");
  const present = secret.getByLabel("Current password");
  const fresh = secret.getByLabel("New password");
  const change = secret.getByRole("button", { name: "Change password" });

  await change.click();
  await expect(present).toHaveAccessibleDescription("Enter your current password");
  await present.fill("Wrong-horse-7");
  await fresh.fill("Better-horse-8");
  await change.click();
  await expect(present).toHaveAccessibleDescription("The password is wrong");
  await present.fill(password);
  await fresh.fill("short");
  await change.click();
  await expect(fresh).toHaveAccessibleDescription(/^Must be at least 8 characters long/);
  await expect(secret.getByText("Request validation failed")).toBeHidden();

  await present.fill(password);
  await fresh.fill("Better-horse-8");
  await change.click();
  await expect(secret.getByRole("status")).toContainText("Password changed");
  await expect(part(page, "Devices").getByRole("listitem")).toHaveCount(1);
  const logIn = async (tried: string) =>
    (await request.post("/api/v1/auth/login", { data: { email: account.email, password: tried } })).status();
  expect([await logIn(password), await logIn("Better-horse-8")]).toEqual([401, 200]);
});
