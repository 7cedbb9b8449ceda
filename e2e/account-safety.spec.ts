import { waitingCount } from "./outbox-support.ts";
import { bearer, mailedToken, openSettings, part } from "./settings-support.ts";
import { type Account, expect, newAccount, password, picture, post, test } from "./support.ts";

const betterPassword = "Better-horse-8";

async function resetPage(request: Parameters<typeof post>[0], { email }: Account): Promise<string> {
  await request.post("/api/v1/auth/password/forgot", { data: { email } });
  return `/reset-password?token=${await mailedToken(email, "reset-password")}`;
}

test("the first proof of an address revokes all earlier access, and the page says so", async ({
  page,
  request,
}, info) => {
  const account = await newAccount(request);
  const { token } = await post(request, account, "/auth/tokens", { name: "CI", scopes: ["write"] });
  const address = await resetPage(request, account);
  await page.goto(address);
  const main = page.getByRole("main");
  await expect(main).toContainText("This is the first time this address is confirmed");
  await expect(main).toContainText("API tokens (1)");
  await expect(main.getByRole("checkbox")).toHaveCount(0);
  await picture(page, info, "first-proof");

  await test.step("a common password is rejected with the reason, and the link still works", async () => {
    await page.getByLabel("New password").fill("Password1");
    await page.getByRole("button", { name: "Set password" }).click();
    await expect(page.getByLabel("New password")).toHaveAccessibleDescription(/^Must not be a common password/);
  });
  await page.getByLabel("New password").fill(betterPassword);
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(main.getByRole("status")).toContainText("Password set");
  expect((await request.get("/api/v1/auth/me", bearer({ token }))).status()).toBe(401);

  await page.goto(address);
  await expect(main.getByRole("alert")).toContainText("This link was used or has expired");
  await expect(page.getByLabel("New password")).toHaveCount(0);
});

for (const keeps of [false, true]) {
  test(`a later reset lists API tokens, which ${keeps ? "are kept when the user chooses so" : "end otherwise"}`, async ({
    page,
    request,
  }, info) => {
    const account = await newAccount(request);
    const data = { token: await mailedToken(account.email, "verify-email") };
    expect((await request.post("/api/v1/auth/email/verify", { data })).status()).toBe(204);
    const { token } = await post(request, account, "/auth/tokens", { name: "CI <b>", scopes: ["write"] });
    await page.goto(await resetPage(request, account));
    await expect(page.getByRole("listitem")).toHaveText(`CI <b> …${token.slice(-4)} · read and write`);
    if (keeps) await page.getByLabel("Keep them: they are all mine").check();
    await picture(page, info, "tokens");
    await page.getByLabel("New password").fill(betterPassword);
    await page.getByRole("button", { name: "Set password" }).click();
    await expect(page.getByRole("status")).toContainText("Password set");
    expect((await request.get("/api/v1/auth/me", bearer({ token }))).status()).toBe(keeps ? 200 : 401);
  });
}

test("changing the password offers to end API tokens as well", async ({ page, request }) => {
  const account = await newAccount(request);
  const tokens: string[] = [];
  for (const name of ["CI", "Laptop"]) {
    tokens.push((await post(request, account, "/auth/tokens", { name, scopes: ["read"] })).token);
  }
  const works = async () =>
    Promise.all(tokens.map(async (token) => (await request.get("/api/v1/auth/me", bearer({ token }))).status()));
  await openSettings(page, account);
  const secret = part(page, "Password");
  const change = async (from: string, to: string, said: string) => {
    await secret.getByLabel("Current password").fill(from);
    await secret.getByLabel("New password").fill(to);
    await secret.getByRole("button", { name: "Change password" }).click();
    await expect(secret.getByRole("status")).toContainText(said);
  };
  await change(password, betterPassword, "Password changed");
  expect(await works()).toEqual([200, 200]);
  const box = secret.getByLabel("Delete my 2 API tokens as well");
  await expect(box).toHaveAccessibleDescription("Laptop, CI");
  await box.check();
  await change(betterPassword, "Other-horse-9", "Your API tokens are deleted.");
  expect(await works()).toEqual([401, 401]);
  await expect(box).toHaveCount(0);
  await expect(part(page, "API tokens")).toContainText("No API tokens yet");
});

test("signing out deletes drafts, and keeps unsent changes and another user's data", async ({ page, request }) => {
  const account = await newAccount(request);
  const { user } = await (await request.get("/api/v1/auth/me", bearer(account))).json();
  await openSettings(page, account);
  const kept = [`stint.assistant-draft.${user.id}0.new`];
  const drafts = [`stint.assistant-draft.${user.id}.new`, `stint.sequence-draft.${user.id}.new.b`];
  await page.evaluate(
    (names) => {
      for (const name of names) localStorage.setItem(name, "{}");
    },
    [...kept, ...drafts],
  );
  // A browser that went offline has something in its outbox, and failed requests in its console.
  page.removeAllListeners("console");
  await page.route(/\/api\/v1\/sessions\//, (route) => route.abort());
  await page.keyboard.press("n");
  await page.getByLabel("Pull request").fill("vercel/next.js#84213");
  await page.keyboard.press("Enter");
  await expect.poll(() => waitingCount(page)).toBe(1);
  await page.goto("/settings");
  await page.getByRole("main").getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL("/");
  expect(await waitingCount(page)).toBe(1);
  const left = () => page.evaluate(() => Object.keys(localStorage).filter((name) => /^stint\..*\d/.test(name)));
  await expect.poll(left).toEqual(expect.not.arrayContaining(drafts));
  expect((await left()).sort()).toEqual(kept.sort());
});

test("a locked account can be opened from a known browser", async ({ page, request }) => {
  const account = await newAccount(request);
  await openSettings(page, account);
  await page.getByRole("main").getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL("/");
  for (let count = 0; count < 10; count++) {
    await request.post("/api/v1/auth/login", { data: { email: account.email, password: "Wrong-horse-7" } });
  }
  const locked = await request.post("/api/v1/auth/login", { data: { email: account.email, password } });
  expect(locked.status()).toBe(429);
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/today");
});
