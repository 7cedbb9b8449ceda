import type { Page } from "@playwright/test";
import { mailedToken, openSettings, part } from "./settings-support.ts";
import { awake, expect, newAccount, password, test } from "./support.ts";

// GitHub is the fake that playwright.config.ts starts: it requires PKCE, and has a page to authorise.

const goOn = (page: Page) => page.getByRole("button", { name: "Continue with GitHub" }).click();
const atGithub = /^http:\/\/127\.0\.0\.1:\d+\/login\/oauth\/authorize/;

/** Authorises at GitHub, as that user there. */
async function agree(page: Page, login: string): Promise<void> {
  await page.waitForURL(atGithub);
  await page.getByRole("button", { name: `The ${login}` }).click();
}

async function refuse(page: Page): Promise<void> {
  await page.waitForURL(atGithub);
  await page.getByRole("link", { name: "Cancel" }).click();
}

const githubPart = (page: Page) => part(page, "GitHub");

test("a new user signs in through GitHub and gets to the requested page, and again later", async ({
  page,
  context,
}) => {
  await page.goto("/settings");
  await expect(page).toHaveURL("/sign-in?next=%2Fsettings");
  const asking = page.waitForRequest(atGithub);
  await goOn(page);
  const { searchParams } = new URL((await asking).url());
  expect(searchParams.get("code_challenge_method")).toBe("S256");
  expect(searchParams.get("code_challenge")).toMatch(/^[\w-]{43}$/);
  expect(searchParams.get("state")).toMatch(/^[\w-]{20,}$/);
  await agree(page, "octocat");
  await expect(page).toHaveURL("/settings");
  await expect(githubPart(page)).toContainText("Linked to octocat.");
  await expect(page.getByRole("button", { name: "Account: The octocat" })).toBeVisible();
  const [cookie] = (await context.cookies()).filter(({ name }) => name === "stint.session");
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  expect((await context.cookies()).filter(({ name }) => name === "stint.github")).toEqual([]);

  await context.clearCookies();
  await page.goto("/sign-up?next=%2Fsettings");
  await goOn(page);
  await agree(page, "octocat");
  await expect(page).toHaveURL("/settings");
  await expect(githubPart(page)).toContainText("Linked to octocat.");
});

for (const title of ["Sign in", "Create an account"]) {
  test(`declining at GitHub shows an error on the page “${title}”, and one can continue from there`, async ({
    page,
  }) => {
    const path = title === "Sign in" ? "/sign-in" : "/sign-up";
    await page.goto(`${path}?next=%2Fsettings`);
    await goOn(page);
    await refuse(page);
    await expect(page).toHaveURL(`${path}?error=cancelled&next=%2Fsettings`);
    await expect(page.getByRole("main").getByRole("alert")).toHaveText("GitHub sign-in was cancelled.");
    await goOn(page);
    await agree(page, "canceller");
    await expect(page).toHaveURL("/settings");
  });
}

test("a response of GitHub with another state signs nobody in", async ({ page, context }) => {
  await page.goto("/sign-in");
  await goOn(page);
  await page.waitForURL(atGithub);
  await page.locator("input[name=state]").evaluateAll((fields) => {
    for (const field of fields) (field as HTMLInputElement).value = "made-up-by-somebody";
  });
  await agree(page, "stranger");
  await expect(page.getByText("GitHub sign-in failed. Try again.")).toBeVisible();
  expect((await context.cookies()).filter(({ name }) => name === "stint.session")).toEqual([]);
});

test("too many attempts show when to try again, with a countdown", async ({ page }) => {
  await page.goto("/sign-in?error=RATE_LIMITED&wait=2");
  const notice = page.getByRole("main").getByRole("alert");
  await expect(notice).toContainText("Too many attempts. Try again in 2 s.");
  await expect(notice).toContainText("You can try again now.");
  await page.goto("/sign-in?error=RATE_LIMITED&wait=banana");
  await expect(notice).toContainText("Try again in 60 s");
  await page.goto("/sign-in?error=constructor");
  await expect(notice).toHaveText("GitHub sign-in failed. Try again.");
});

test("an account is linked to GitHub, signs in through it, and is unlinked again", async ({
  page,
  request,
  context,
}) => {
  const account = await newAccount(request, { name: "Ada" });
  await openSettings(page, account);
  const link = githubPart(page).getByRole("button", { name: "Link GitHub" });

  await test.step("declining there links nothing", async () => {
    await link.click();
    await refuse(page);
    await expect(githubPart(page).getByRole("alert")).toHaveText(/^Linking was cancelled at GitHub\./);
    await expect(githubPart(page)).toBeInViewport();
  });

  // The return has reloaded the page, and a click before hydration may come late.
  await awake(page);
  await link.click();
  await agree(page, "linker");
  await expect(githubPart(page).getByRole("status")).toHaveText("Your account is linked to GitHub.");
  await expect(githubPart(page)).toContainText("Linked to linker.");
  await expect(page.getByRole("button", { name: "Account: Ada" })).toBeVisible();

  await context.clearCookies();
  await page.goto("/sign-in?next=%2Fsettings");
  await goOn(page);
  await agree(page, "linker");
  await expect(part(page, "Profile")).toContainText(account.email);

  await githubPart(page).getByRole("button", { name: "Unlink GitHub" }).click();
  await expect(link).toBeVisible();
  await expect(githubPart(page)).not.toContainText("Linked to");
});

test("a GitHub account linked to another user is not linked, and nobody is signed in as them", async ({
  page,
  request,
  context,
}) => {
  await page.goto("/sign-in");
  await goOn(page);
  await agree(page, "taken");
  await page.waitForURL("/today");
  await context.clearCookies();

  const account = await newAccount(request);
  await openSettings(page, account);
  await githubPart(page).getByRole("button", { name: "Link GitHub" }).click();
  await agree(page, "taken");
  await expect(githubPart(page).getByRole("alert")).toContainText("is linked to another Stint account");
  await expect(part(page, "Profile")).toContainText(account.email);
});

test("an account without a password sets one by email before it unlinks GitHub", async ({ page }) => {
  await page.goto("/sign-in?next=%2Fsettings");
  await goOn(page);
  await agree(page, "returning");
  await expect(page).toHaveURL("/settings");
  await expect(githubPart(page)).toContainText("GitHub is your only way to sign in.");
  await expect(githubPart(page).getByRole("button", { name: "Unlink GitHub" })).toHaveCount(0);
  await expect(part(page, "Password")).toContainText("Your account has no password");
  await githubPart(page).getByRole("button", { name: "Email me a link to set a password" }).click();
  await expect(githubPart(page).getByRole("status")).toContainText(
    "An email to returning@example.org is in DATA_DIR/outbox",
  );

  await page.goto(`/reset-password?token=${await mailedToken("returning@example.org", "reset-password")}`);
  await page.getByLabel("New password").fill(password);
  await page.getByRole("button", { name: "Set password" }).click();
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("Email").fill("returning@example.org");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("/today");
  await page.goto("/settings");
  await githubPart(page).getByRole("button", { name: "Unlink GitHub" }).click();
  await expect(githubPart(page).getByRole("button", { name: "Link GitHub" })).toBeVisible();
  await expect(part(page, "Password").getByLabel("Current password")).toBeVisible();
});

test("an account without a password is deleted by typing its address", async ({ page }) => {
  await page.goto("/sign-in?next=%2Fsettings");
  await goOn(page);
  await agree(page, "eraser");
  const data = part(page, "Your data");
  const address = data.getByLabel("Your email address");
  await address.fill("octocat@example.org");
  await data.getByRole("button", { name: "Delete my account" }).click();
  await expect(address).toHaveAccessibleDescription(/^This is not the email address of your account/);
  await expect(address).toHaveValue("octocat@example.org");
  await address.fill("Eraser@example.org ");
  await data.getByRole("button", { name: "Delete my account" }).click();
  await expect(page).toHaveURL("/?goodbye");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("signing in through GitHub works all the same", async ({ page }) => {
    await page.goto("/sign-in?next=%2Fsettings");
    await goOn(page);
    await agree(page, "plain");
    await expect(page).toHaveURL("/settings");
  });
});
