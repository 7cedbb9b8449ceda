import { bearer, openSettings, part } from "./settings-support.ts";
import { expect, newAccount, password, post, test } from "./support.ts";

test("a signed-out user signs in first and then gets to the settings", async ({ page, request }) => {
  const account = await newAccount(request);
  await page.goto("/settings");
  await expect(page).toHaveURL("/sign-in?next=%2Fsettings");
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/settings");
});

test("a name and a username are saved, and appear in the layout at once", async ({ page, request }) => {
  const account = await newAccount(request, { name: "Ada" });
  await openSettings(page, account);
  const profile = part(page, "Profile");
  await profile.getByLabel("Name", { exact: true }).fill("Grace Hopper");
  await profile.getByLabel("Username").fill("grace_h");
  await profile.getByRole("button", { name: "Save profile" }).click();
  await expect(profile.getByRole("status")).toHaveText("Saved.");
  await expect(page.getByRole("button", { name: "Account: Grace Hopper" })).toBeVisible();
  const { user } = await (await request.get("/api/v1/auth/me", bearer(account))).json();
  expect(user).toMatchObject({ name: "Grace Hopper", username: "grace_h" });

  await profile.getByLabel("Name", { exact: true }).fill("");
  await profile.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByRole("button", { name: `Account: ${account.email}` })).toBeVisible();
});

test("a name that is too long and a username that is taken are rejected beside the field, and stay", async ({
  page,
  request,
}) => {
  const other = await newAccount(request);
  await request.patch("/api/v1/auth/me", { data: { username: "taken-name" }, ...bearer(other) });
  await openSettings(page, await newAccount(request, { name: "Ada" }));
  const profile = part(page, "Profile");
  const name = profile.getByLabel("Name", { exact: true });
  const username = profile.getByLabel("Username");
  const save = profile.getByRole("button", { name: "Save profile" });

  await name.fill("x".repeat(300));
  await username.fill("ada lovelace");
  await save.click();
  await expect(name).toHaveAccessibleDescription("Must be at most 100 characters long");
  await expect(name).toBeFocused();
  await expect(name).toHaveValue("x".repeat(300));
  await expect(username).toHaveAccessibleDescription(/^Must be 3 to 39 letters, digits, - or _/);
  await expect(username).toHaveValue("ada lovelace");

  await name.fill("Ada");
  await username.fill("TAKEN-name");
  await save.click();
  await expect(username).toHaveAccessibleDescription(/^This username is taken/);
  await expect(username).toHaveValue("TAKEN-name");
});

for (const name of ["עדה לאבלייס", "\u202Eevil", "👩‍👩‍👧‍👦 Σ 中文 é"]) {
  test(`the name ${JSON.stringify(name)} is stored as it is and breaks nothing`, async ({ page, request }) => {
    await openSettings(page, await newAccount(request));
    const profile = part(page, "Profile");
    await profile.getByLabel("Name", { exact: true }).fill(name);
    await profile.getByRole("button", { name: "Save profile" }).click();
    await expect(profile.getByRole("status")).toHaveText("Saved.");
    await page.reload();
    await expect(profile.getByLabel("Name", { exact: true })).toHaveValue(name);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280);
  });
}

test("an unconfirmed address gets its email again", async ({ page, request }) => {
  await openSettings(page, await newAccount(request));
  const profile = part(page, "Profile");
  await expect(profile.getByText("Not confirmed")).toBeVisible();
  await profile.getByRole("button", { name: "Resend email" }).click();
  await expect(profile.getByRole("status")).toContainText("An email with a link is in DATA_DIR/outbox on the server");
});

test.describe("in Kathmandu", () => {
  test.use({ timezoneId: "Asia/Kathmandu" });

  test("a zone is found by its city, offered from the browser, and confirmed at once", async ({ page, request }) => {
    const account = await newAccount(request);
    await openSettings(page, account);
    const time = part(page, "Time");
    const zone = time.getByRole("combobox", { name: "Time zone" });
    await expect(zone).toHaveValue("UTC");
    await expect(zone).toHaveAccessibleDescription(/^Local time there: \d\d:\d\d \(UTC\)\.$/);

    await test.step("by part of its name, with its local time", async () => {
      await zone.fill("york");
      const option = page.getByRole("option", { name: /^America\/New York/ });
      await expect(option).toContainText(/\d\d:\d\d · UTC−[45]/);
      await option.click();
      await expect(zone).toHaveValue("America/New_York");
      await expect(zone).toHaveAccessibleDescription(/recalculates your days, weeks and streaks/);
    });

    await test.step("by its difference from UTC", async () => {
      await zone.fill("+5:30");
      await expect(page.getByRole("option", { name: /^Asia\/Kolkata/ })).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(page.getByRole("listbox")).toBeHidden();
    });

    await test.step("the browser's own is offered", async () => {
      await expect(time.getByText("Your browser uses Asia/Kathmandu.")).toBeVisible();
      await time.getByRole("button", { name: "Use it" }).click();
      await expect(zone).toHaveValue("Asia/Kathmandu");
      await expect(time.getByText("Your browser uses")).toBeHidden();
    });

    await time.getByText("Sunday").click();
    await time.getByRole("button", { name: "Save time" }).click();
    await expect(time.getByRole("status")).toHaveText("Saved. Days are shown in Asia/Kathmandu time.");
    await expect(time.getByRole("radio", { name: "Sunday" })).toBeChecked();
    const { user } = await (await request.get("/api/v1/auth/me", bearer(account))).json();
    expect(user).toMatchObject({ timezone: "Asia/Kathmandu", week_start: "sunday" });
    await page.reload();
    await expect(zone).toHaveValue("Asia/Kathmandu");
  });
});

test("an unknown zone is rejected beside the field, and other choices stay", async ({ page, request }) => {
  const account = await newAccount(request);
  await openSettings(page, account);
  const time = part(page, "Time");
  const zone = time.getByRole("combobox", { name: "Time zone" });
  await zone.fill("Mars/Olympus");
  await expect(page.getByText("No results.")).toBeVisible();
  await time.getByText("Saturday").click();
  await time.getByRole("button", { name: "Save time" }).click();
  await expect(zone).toHaveAccessibleDescription(/^Time zone not found\./);
  await expect(zone).toBeFocused();
  await expect(zone).toHaveValue("Mars/Olympus");
  await expect(time.getByRole("radio", { name: "Saturday" })).toBeChecked();
  const { user } = await (await request.get("/api/v1/auth/me", bearer(account))).json();
  expect(user).toMatchObject({ timezone: "UTC", week_start: "monday" });
});

test("the theme is chosen, and stored in the browser", async ({ page, request }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await openSettings(page, await newAccount(request));
  const looks = part(page, "Appearance");
  await expect(looks.getByRole("radio", { name: "System" })).toBeChecked();
  await looks.getByText("Dark").click();
  await expect(page.locator("html")).toHaveClass(/dark/);
  await page.reload();
  await expect(looks.getByRole("radio", { name: "Dark" })).toBeChecked();
  await expect(page.locator("html")).toHaveClass(/dark/);
  await looks.getByText("System").click();
  await expect(page.locator("html")).not.toHaveClass(/dark/);
});

test("everything is exported as files", async ({ page, request }) => {
  const account = await newAccount(request, { name: "Ada" });
  await post(request, account, "/sessions/start", { repo_owner: "o", repo_name: "r", pr_number: 1 });
  await openSettings(page, account);
  const files = {
    "Everything (JSON)": /^stint-export\.json$/,
    "Sessions (CSV)": /\.csv$/,
    "Sessions (JSON)": /\.json$/,
  };
  for (const [link, file] of Object.entries(files)) {
    const downloading = page.waitForEvent("download");
    await part(page, "Your data").getByRole("link", { name: link }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(file);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    if (link === "Everything (JSON)") expect(JSON.parse(text).account.user).toMatchObject({ email: account.email });
    if (link === "Sessions (JSON)") expect(JSON.parse(text)).toBeTruthy();
    if (link === "Sessions (CSV)") expect(text).toContain("repo_owner");
  }
});

test("an account is deleted with its password, and Stint says goodbye", async ({ page, request, context }) => {
  const account = await newAccount(request);
  await openSettings(page, account);
  const data = part(page, "Your data");
  const erase = data.getByRole("button", { name: "Delete my account" });
  await erase.click();
  await expect(data.getByLabel("Your password")).toHaveAccessibleDescription("Enter your password");
  await data.getByLabel("Your password").fill("Wrong-horse-7");
  await erase.click();
  await expect(data.getByLabel("Your password")).toHaveAccessibleDescription("The password is wrong");
  expect((await request.get("/api/v1/auth/me", bearer(account))).status()).toBe(200);

  await data.getByLabel("Your password").fill(password);
  await erase.click();
  await expect(page).toHaveURL("/?goodbye");
  await expect(page.getByText("Your account and everything in it have been deleted.")).toBeVisible();
  expect((await context.cookies()).filter(({ name }) => name === "stint.session")).toEqual([]);
  expect((await request.get("/api/v1/auth/me", bearer(account))).status()).toBe(401);
  await page.getByRole("main").getByRole("link", { name: "Create an account" }).first().click();
  await expect(page.getByText("Your account and everything in it")).toBeHidden();
});

test("a user signed out while a form is open signs in again, and the form is still filled", async ({
  page,
  request,
}) => {
  const account = await newAccount(request, { name: "Ada" });
  await openSettings(page, account);
  const profile = part(page, "Profile");
  await profile.getByLabel("Name", { exact: true }).fill("Ada Lovelace");
  await request.delete("/api/v1/auth/sessions", bearer(account));
  await profile.getByRole("button", { name: "Save profile" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await dialog.getByLabel("Password", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(profile.getByLabel("Name", { exact: true })).toHaveValue("Ada Lovelace");
  await profile.getByRole("button", { name: "Save profile" }).click();
  await expect(profile.getByRole("status")).toHaveText("Saved.");
});

test("the sign-in link is there", async ({ page, request }) => {
  await openSettings(page, await newAccount(request));
  await page.getByRole("button", { name: "Keyboard shortcuts" }).last().click();
  await expect(page.getByRole("dialog", { name: /shortcuts/i })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("main").getByRole("link", { name: "API documentation" })).toHaveAttribute(
    "href",
    "/docs",
  );
  await page.getByRole("main").getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL("/");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("signing out works all the same", async ({ page, request, context }) => {
    const account = await newAccount(request);
    await page.goto("/sign-in?next=/settings");
    await page.getByLabel("Email").fill(account.email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL("/settings");
    await page.getByRole("main").getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(page).toHaveURL("/");
    expect((await context.cookies()).filter(({ name }) => name === "stint.session")).toEqual([]);
  });
});
