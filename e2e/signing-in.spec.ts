import { expect, newAccount, password, post, pullRequest, runningCard, signInByForm, test } from "./support.ts";

test("a user who signs out is signed out, and returns to the requested page", async ({ page, request, context }) => {
  const account = await newAccount(request, { name: "Ada" });
  await signInByForm(page, account);
  const [cookie] = (await context.cookies()).filter(({ name }) => name === "stint.session");
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", expires: -1 });

  await page.getByRole("button", { name: "Account: Ada" }).click();
  await expect(page.getByText(account.email)).toBeVisible();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/");
  expect((await context.cookies()).filter(({ name }) => name === "stint.session")).toEqual([]);

  await test.step("the previous cookie is no longer valid", async () => {
    await context.addCookies(cookie ? [cookie] : []);
    await page.goto("/today?from=mail");
    await expect(page).toHaveURL("/sign-in?next=%2Ftoday%3Ffrom%3Dmail");
    await context.clearCookies();
  });

  await page.goto("/today?from=mail");
  await expect(page).toHaveURL("/sign-in?next=%2Ftoday%3Ffrom%3Dmail");
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill("Wrong-horse-7");
  await page.getByLabel("Stay signed in").check();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Email or password is wrong")).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue(account.email);
  await expect(page.getByLabel("Stay signed in")).toBeChecked();

  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/today?from=mail");
  const [remembered] = (await context.cookies()).filter(({ name }) => name === "stint.session");
  expect(remembered?.expires).toBeGreaterThan(Date.now() / 1000 + 29 * 86_400);

  await page.goto("/sign-in?next=%2Ftoday%3Fagain");
  await expect(page).toHaveURL("/today?again");
});

for (const next of ["//evil.example/x", "/\\evil.example", "https://evil.example", "/%09/evil.example"]) {
  test(`signing in never leads to ${next}`, async ({ page, request }) => {
    const account = await newAccount(request);
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByLabel("Email").fill(account.email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    // A path that only looks like another site's is treated as one here, and leads nowhere else.
    await expect(page).toHaveURL(/^http:\/\/localhost:\d+\/(?!sign-in)/);
  });
}

test("a locked account shows when to try again", async ({ page, request }) => {
  const account = await newAccount(request);
  for (let count = 0; count < 10; count++) {
    await request.post("/api/v1/auth/login", { data: { email: account.email, password: "Wrong-horse-7" } });
  }
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Try again in 15 min");
});

test("a user signed out elsewhere is told so and loses nothing", async ({ page, request }) => {
  const account = await newAccount(request);
  await post(request, account, "/sessions/start", pullRequest);
  await signInByForm(page, account);
  const headers = { Authorization: `Bearer ${account.token}` };
  const { sessions } = await (await request.get("/api/v1/auth/sessions", { headers })).json();
  const browser = sessions.find((login: { kind: string }) => login.kind === "browser");
  await request.delete(`/api/v1/auth/sessions/${browser.id}`, { headers });

  await runningCard(page).getByRole("button", { name: "End" }).click();
  await expect(page).toHaveURL(/\/sign-in|\/today/);
  await page.goto("/today");
  await expect(page).toHaveURL("/sign-in");
  const { active_session } = await (await request.get("/api/v1/stats/summary", { headers })).json();
  expect(active_session).toMatchObject(pullRequest);
});

test("a lost connection is reported, and typed values stay", async ({ page, context }) => {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill("ada@example.com");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.route("**/sign-in", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  page.removeAllListeners("console");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Stint cannot be reached.")).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue("ada@example.com");
  expect(await context.cookies()).toEqual([]);
});
