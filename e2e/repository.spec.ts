import { randomUUID } from "node:crypto";
import { get } from "node:http";
import type { APIRequestContext, Page } from "@playwright/test";
import {
  type Account,
  addSession,
  expect,
  newAccount,
  password,
  picture,
  post,
  pullRequest,
  seriousFaults,
  signIn,
  test,
} from "./support.ts";

// A repository's own page: its totals, its pull requests in an order from the URL, and invalid URLs.

const path = "/tracking/vercel/next.js";
const totals = (page: Page) => page.getByRole("region", { name: "Totals" });
const rows = (page: Page) => page.getByRole("table", { name: "Pull requests" }).locator("tbody tr");
const of = (pr_number: number) => ({ ...pullRequest, pr_number });

/** Three pull requests: 30 is the latest, 20 took most, and one of another repository. */
async function worked(request: APIRequestContext): Promise<Account> {
  const account = await newAccount(request);
  await addSession(request, account, 9, 20, of(10));
  await addSession(request, account, 7, 60, of(20));
  await addSession(request, account, 5, 30, of(20));
  await addSession(request, account, 3, 10, of(30));
  await addSession(request, account, 2, 10, { repo_owner: "vercel", repo_name: "next", pr_number: 40 });
  return account;
}

/** The status of a raw path; browsers would normalise it first. */
const rawStatus = (base: string | undefined, raw: string, cookie: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base ?? "");
    get({ hostname, port, path: raw, headers: { cookie } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).on("error", reject);
  });

test("a repository whose name has a dot shows its totals, after signing in on the way to it", async ({
  page,
  request,
}) => {
  const { email } = await worked(request);
  await page.goto(`${path}?sort=time`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(`${path}?sort=time`);
  await expect(page).toHaveTitle("vercel/next.js · Stint");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("vercel/next.js");
  await expect(totals(page)).toContainText(/Time2 h 00 m/);
  await expect(totals(page)).toContainText(/Sessions4/);
  await expect(totals(page)).toContainText(/30 m/);
  await expect(totals(page)).toContainText(/Pull requests3/);
  await expect(page.getByRole("main").getByRole("link", { name: /^GitHub/ })).toHaveAttribute(
    "href",
    /\/vercel\/next\.js$/,
  );
  await expect(rows(page).first()).toContainText(/#20.*1 h 30 m.*75 %/);
});

test("the order of the pull requests is in the URL", async ({ page, request }) => {
  await signIn(page, await worked(request));
  await page.goto(path);
  const order = () => rows(page).getByRole("rowheader").allInnerTexts();
  const numbers = async () => (await order()).map((text) => Number(/#(\d+)/.exec(text)?.[1]));
  await expect.poll(numbers).toEqual([30, 20, 10]);
  const sort = (name: string) => page.getByRole("columnheader", { name }).getByRole("button").click();
  await sort("Time");
  await expect(page).toHaveURL(`${path}?sort=time`);
  await expect.poll(numbers).toEqual([20, 10, 30]);
  await expect(page.getByRole("columnheader", { name: "Time" })).toHaveAttribute("aria-sort", "descending");
  await page.reload();
  await expect.poll(numbers).toEqual([20, 10, 30]);
  await sort("Pull request");
  await expect(page).toHaveURL(`${path}?sort=number`);
  await expect.poll(numbers).toEqual([30, 20, 10]);
  await page.goBack();
  await expect.poll(numbers).toEqual([20, 10, 30]);
});

test("an unknown order is ignored with a note, and the latest come first", async ({ page, request }) => {
  await signIn(page, await worked(request));
  for (const sort of ["sideways", "%00", "<b>x</b>", "time,number", "🌊".repeat(200)]) {
    await page.goto(`${path}?sort=${sort}`);
    await expect(page.getByRole("main")).toContainText("is not an order: latest, time or number");
    await expect(rows(page).first()).toContainText("#30");
  }
  await page.goto(`${path}?sort=`);
  await expect(rows(page).first()).toContainText("#30");
  await expect(page.getByRole("main")).not.toContainText("is not an order");
});

test("a repository without sessions shows zeros, and one can start there", async ({ page, request }) => {
  await signIn(page, await worked(request));
  await page.goto("/tracking/Nobody/nothing.at-all_1");
  await expect(totals(page)).toContainText(/Time0 m/);
  await expect(totals(page)).toContainText(/Sessions0/);
  await expect(totals(page)).toContainText(/Pull requests0/);
  const start = page.getByRole("main").getByRole("button", { name: "Start tracking" });
  for (const wrong of ["", "0", "-1", "abc", "99999999999", "1.5"]) {
    await page.getByLabel("Pull request").fill(wrong);
    await start.click();
    await expect(page.getByText(/Enter the number of a pull request/)).toBeVisible();
    await expect(page.getByLabel("Pull request")).toBeFocused();
  }
  await page.getByLabel("Pull request").fill("#77");
  await start.click();
  await expect(page.getByText("Tracking Nobody/nothing.at-all_1#77")).toBeVisible();
  await expect(page.getByRole("main").getByRole("timer")).toBeVisible();
});

test("a session running in the repository is shown on its page, and counts once it has ended", async ({
  page,
  request,
}) => {
  await signIn(page, await worked(request));
  await page.goto(path);
  await page.getByRole("button", { name: "Start tracking vercel/next.js#10 again" }).click();
  await expect(totals(page).getByRole("timer")).toBeVisible();
  await expect(totals(page)).toContainText(/Sessions4/);
  await page.getByRole("button", { name: "End" }).first().click();
  await expect(totals(page).getByRole("timer")).toBeHidden();
  await expect(totals(page)).toContainText(/Sessions5/);
});

test("a pull request leads to its own sessions, the repository to all of its", async ({ page, request }) => {
  await signIn(page, await worked(request));
  await page.goto(path);
  await page.getByRole("link", { name: "Sessions of #20" }).click();
  await expect(page).toHaveURL(/\/tracking\?repo=vercel(?:%2F|\/)next\.js&pr=20$/);
  await expect(page.getByText("2 sessions", { exact: true }).first()).toBeVisible();
  await page.goto(path);
  await page.getByRole("link", { name: "All sessions" }).click();
  await expect(page.getByText("4 sessions", { exact: true }).first()).toBeVisible();
});

test("of very many pull requests a hundred are shown, and as many more with each click", async ({ page, request }) => {
  const account = await newAccount(request);
  const sessions = Array.from({ length: 250 }, (_, index) => {
    const start = Date.UTC(2025, 0, 1) + index * 3_600_000;
    const [start_time, end_time] = [start, start + 60_000].map((instant) => new Date(instant).toISOString());
    return { ...of(index + 1), client_session_id: randomUUID(), start_time, end_time };
  });
  await post(request, account, "/sessions/sync", { sessions });
  await signIn(page, account);
  await page.goto(path);
  await expect(totals(page)).toContainText(/Pull requests250/);
  await expect(rows(page)).toHaveCount(100);
  await page.getByRole("button", { name: "Show more: 150 are left" }).click();
  await expect(rows(page)).toHaveCount(200);
  await page.getByRole("button", { name: "Show more: 50 are left" }).click();
  await expect(rows(page)).toHaveCount(250);
  await expect(page.getByRole("button", { name: /^Show more/ })).toHaveCount(0);
});

test("names that no repository can have are 404 pages, within the app layout", async ({
  page,
  request,
  context,
  baseURL,
}) => {
  await signIn(page, await newAccount(request));
  const long = "x".repeat(300);
  for (const name of [
    "%00/x",
    "x/%00",
    `${long}/x`,
    `x/${long}`,
    "a%20b/x",
    "x/%20",
    "🌊/x",
    "x/…",
    "a%2Fb/x",
    ".../x",
  ]) {
    const answer = await page.goto(`/tracking/${name}`);
    expect([name, answer?.status()]).toEqual([name, 404]);
    await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Main" }).first()).toBeVisible();
  }
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  for (const raw of [
    "/tracking/%2e%2e/x",
    "/tracking/x/%2E%2E",
    "/tracking/../x",
    "/tracking/%00/x",
    "/tracking/x/.",
  ]) {
    const status = await rawStatus(baseURL, raw, cookie);
    expect([raw, status !== undefined && status < 500]).toEqual([raw, true]);
    expect([raw, status]).not.toEqual([raw, 200]);
  }
  expect(await rawStatus(baseURL, "/tracking/%zz/x", cookie)).toBe(400);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1280, 360]) {
    test.describe(`${width} pixels wide in the ${colorScheme} theme`, () => {
      test.use({ colorScheme, viewport: { width, height: 740 } });

      test("nothing overflows, and axe finds nothing serious", async ({ page, request }, info) => {
        const account = await worked(request);
        const long = { repo_owner: "o".repeat(100), repo_name: "n".repeat(100), pr_number: 2_147_483_647 };
        await addSession(request, account, 1, 5, long);
        await signIn(page, account);
        for (const [name, address] of Object.entries({
          full: path,
          empty: "/tracking/nobody/nothing?sort=sideways",
          long: `/tracking/${long.repo_owner}/${long.repo_name}`,
        })) {
          await page.goto(address);
          await expect(totals(page)).toBeVisible();
          await picture(page, info, name);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          expect([name, wide <= width]).toEqual([name, true]);
          expect(await seriousFaults(page)).toEqual([]);
        }
      });
    });
  }
}
