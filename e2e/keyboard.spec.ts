import { addSession, awake, expect, newAccount, password, runningCard, signIn, test } from "./support.ts";

test("everything can be done with the keyboard alone", async ({ page, request }) => {
  const account = await newAccount(request, { name: "Ada" });
  const { keyboard } = page;
  const tabTo = async (role: "button" | "link" | "textbox", name: string | RegExp) => {
    for (let count = 0; count < 25; count++) {
      await keyboard.press("Tab");
      const focused = page.locator(":focus");
      if ((await focused.count()) > 0 && (await page.getByRole(role, { name }).and(focused).count()) > 0)
        return focused;
    }
    throw new Error(`Tab never reached ${role} ${name}`);
  };

  await page.goto("/");
  await awake(page);
  await keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeInViewport();
  await keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();

  await tabTo("link", "Sign in");
  await keyboard.press("Enter");
  await expect(page).toHaveURL("/sign-in");
  await tabTo("textbox", "Email");
  await keyboard.type(account.email);
  await keyboard.press("Tab");
  // "Forgot password?" comes before the password field.
  await keyboard.press("Tab");
  await keyboard.type(password);
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
  await awake(page);

  await tabTo("textbox", "Pull request");
  await keyboard.type("vercel/next.js#84213");
  await keyboard.press("Enter");
  await expect(runningCard(page)).toBeVisible();

  const end = await tabTo("button", "End");
  const outline = await end.evaluate((element) => getComputedStyle(element).outlineStyle);
  expect(outline).toBe("solid");
  await keyboard.press("Space");
  await expect(runningCard(page)).toBeHidden();

  await page.goto("/today");
  await awake(page);
  await tabTo("button", /^Account/);
  await keyboard.press("Enter");
  await expect(page.getByRole("menuitemradio", { name: "Light" })).toBeFocused();
  await keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitemradio", { name: "Dark" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(page.locator("html")).toHaveClass(/dark/);
  await expect(page.getByRole("button", { name: /^Account/ })).toBeFocused();
  await keyboard.press("Enter");
  await expect(page.getByRole("menuitemradio", { name: "Light" })).toBeFocused();
  await keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /^Account/ })).toBeFocused();
  await keyboard.press("Enter");
  await expect(page.getByRole("menuitemradio", { name: "Light" })).toBeFocused();
  await keyboard.press("End");
  await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(page).toHaveURL("/");
});

test("sessions are found, edited, deleted and restored with the keyboard alone", async ({ page, request }) => {
  const account = await newAccount(request, { name: "Ada" });
  await addSession(request, account, 3, 30);
  await signIn(page, account);
  await awake(page);
  const { keyboard } = page;

  await keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await keyboard.type("tracking");
  await keyboard.press("Enter");
  await expect(page).toHaveURL("/tracking");
  const row = page.getByRole("button", { name: /^Edit vercel\/next\.js#84213/ });
  await expect(row).toBeVisible();

  await row.focus();
  await keyboard.press("Enter");
  const note = page.getByLabel("Note");
  await expect(note).toBeVisible();
  await note.focus();
  await keyboard.type("Nothing but keys");
  await keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByRole("form")).toBeHidden();
  await expect(page.getByText("Nothing but keys")).toBeVisible();

  await page.getByRole("button", { name: /^Delete vercel\/next\.js#84213/ }).focus();
  await keyboard.press("Enter");
  await expect(row).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).focus();
  await keyboard.press("Enter");
  await expect(row).toBeVisible();
  await page.reload();
  await expect(row).toBeVisible();
  await awake(page);

  await keyboard.press("g");
  await keyboard.press("s");
  await expect(page).toHaveURL("/settings");
});
