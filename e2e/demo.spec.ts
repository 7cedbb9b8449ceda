import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { startServer, type TestServer } from "../lib/testing/server.ts";
import { expect, newAccount, seriousFaults, signIn, test } from "./support.ts";

// A second server, in demo mode and with its own data folder.

let demo: TestServer;
let folder = "";

test.beforeAll(async () => {
  test.setTimeout(330_000);
  folder = mkdtempSync(join(tmpdir(), "stint-demo-"));
  demo = await startServer(["lib/cli/demo.ts"], {
    DATA_DIR: folder,
    LOG_LEVEL: "warn",
    AUTH_RATE_LIMIT_PER_MINUTE: "6",
  });
});

test.afterAll(async () => {
  await demo?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const button = (page: Page) => page.getByRole("button", { name: "Try it with sample data" });

/** The signed-in user, according to the API. */
async function me(page: Page): Promise<{ id: number; timezone: string; role: string }> {
  return (await (await page.request.get(`${demo.address}/api/v1/auth/me`)).json()).user;
}

async function expectAccessible(page: Page): Promise<void> {
  expect(await seriousFaults(page)).toEqual([]);
}

test("the start prints that demo mode is on", () => {
  expect(demo.output()).toContain("Demo mode    on");
});

test.describe("in Kathmandu", () => {
  test.use({ timezoneId: "Asia/Kathmandu" });

  test("one click on the welcome page opens a year of days, in the visitor's zone", async ({ page }) => {
    await page.goto(demo.address);
    await expectAccessible(page);
    await button(page).click();
    await expect(page).toHaveURL(`${demo.address}/today`);
    await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText(/^Sample data; deleted (today|tomorrow)$/).filter({ visible: true })).toHaveCount(1);
    expect(await me(page)).toMatchObject({ timezone: expect.stringMatching(/^Asia\/Kath?mandu$/), role: "user" });
    const list = await (await page.request.get(`${demo.address}/api/v1/sessions?limit=1`)).json();
    expect(list.total).toBeGreaterThan(1000);
    await expectAccessible(page);
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the button works too, and the days are in UTC", async ({ page }) => {
    await page.goto(demo.address);
    await button(page).click();
    await expect(page).toHaveURL(`${demo.address}/today`);
    expect(await me(page)).toMatchObject({ timezone: "UTC" });
  });
});

test("each visitor gets a separate account, and the first to sign up is the administrator", async ({ browser }) => {
  const visit = async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(demo.address);
    await button(page).click();
    await expect(page).toHaveURL(`${demo.address}/today`);
    const { id } = await me(page);
    await page.context().close();
    return id;
  };
  expect(await visit()).not.toBe(await visit());
  const page = await browser.newPage();
  const body = { email: "grace@example.com", password: "Correct-horse-7" };
  const answer = await page.request.post(`${demo.address}/api/v1/auth/register`, { data: body });
  expect((await answer.json()).user.role).toBe("admin");
  await page.close();
});

test("a rate-limited visitor sees when to try again", async ({ browser }) => {
  const page = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
  const refusal = page
    .getByRole("main")
    .getByText(/Too many requests/)
    .first();
  const inside = page.getByRole("heading", { name: "Today", level: 1 });
  for (let press = 0; press < 10 && !(await refusal.isVisible()); press++) {
    await page.context().clearCookies();
    await page.goto(demo.address);
    await button(page).click();
    await expect(refusal.or(inside).first()).toBeVisible();
  }
  await expect(page.getByRole("main").getByRole("alert")).toContainText(/Try again in \d+ s/);
  expect((await page.request.get(`${demo.address}/api/v1/auth/me`)).status()).toBe(401);
  await page.context().close();
});

test("there is neither a button nor an action when demo mode is off", async ({ page, request }) => {
  await page.goto("/");
  await expect(page.getByRole("link", { name: "Create an account" })).toBeVisible();
  await expect(button(page)).toHaveCount(0);

  // The same build: the form's action id is known here, and still does nothing.
  const html = await (await request.get(demo.address)).text();
  const form = Object.fromEntries(
    [
      ...(/<form[^>]*>.*?<\/form>/s.exec(html)?.[0] ?? "").matchAll(
        /<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g,
      ),
    ].map(([, name = "", value = ""]) => [name, value.replaceAll("&quot;", '"')]),
  );
  expect(Object.keys(form).some((name) => name.startsWith("$ACTION"))).toBe(true);
  const send = (address: string) => {
    const headers = { origin: address, "sec-fetch-site": "same-origin" };
    return request.post(address, { multipart: form, headers, maxRedirects: 0 });
  };
  // There it is handled, whether or not this address has attempts left.
  expect([200, 303]).toContain((await send(demo.address)).status());
  const answer = await send(new URL(page.url()).origin);
  expect(answer.status()).toBe(404);
  expect(answer.headers()["set-cookie"]).toBeUndefined();
});

test("a real account does not mention sample data", async ({ page, request }) => {
  await signIn(page, await newAccount(request));
  await expect(page.getByText("Sample data")).toHaveCount(0);
});
