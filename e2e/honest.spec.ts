import type { Page, Route } from "@playwright/test";
import {
  type Account,
  addSession,
  awake,
  expect,
  newAccount,
  post,
  pullRequest,
  runningCard,
  signIn,
  test,
} from "./support.ts";

// What a person does shows at once, and what the page shows is true: refused, it is taken back with the reason; without
// a connection, it is kept and sent later; done elsewhere, it is here within seconds.

const reference = "vercel/next.js#84213";

const field = (page: Page) => page.getByLabel("Pull request");
const recent = (page: Page) => page.getByRole("region", { name: "Recent sessions" }).getByRole("listitem");
const news = (page: Page) => page.getByRole("region", { name: /^Notifications/ }).getByRole("listitem");

async function start(page: Page): Promise<void> {
  await field(page).fill(reference);
  await page.getByRole("button", { name: "Start tracking", exact: true }).click();
}

const end = (page: Page) => runningCard(page).getByRole("button", { name: "End" }).click();

/** Where the page sends what is done to sessions. */
const sessionsApi = "**/api/v1/sessions/**";

const isWrite = (route: Route): boolean => route.request().method() !== "GET";

/** Holds what the page sends until it is let go. */
async function hold(page: Page): Promise<() => void> {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(sessionsApi, async (route) => {
    if (isWrite(route)) await gate;
    await route.continue();
  });
  return letGo;
}

/** Changes what the page sends on its way, so that the server has reason to refuse it. */
const spoil = (page: Page, from: RegExp, to: string) =>
  page.route(sessionsApi, (route) =>
    isWrite(route)
      ? route.continue({ postData: (route.request().postData() ?? "").replace(from, to) })
      : route.continue(),
  );

/** Sends what the page does to one session to a session that is not there. */
const misdirect = (page: Page) =>
  page.route(sessionsApi, (route) =>
    route.continue({
      url: route
        .request()
        .url()
        .replace(/\/sessions\/\d+\//, "/sessions/999999999/"),
    }),
  );

interface Stored {
  id: number;
  start_time: string;
  end_time: string | null;
}

const headersOf = ({ token }: Account) => ({ Authorization: `Bearer ${token}` });

/** The sessions as the server has them, the newest first. */
async function stored(page: Page, account: Account): Promise<Stored[]> {
  const answer = await page.request.get("/api/v1/sessions", { headers: headersOf(account) });
  return (await answer.json()).sessions;
}

async function endOverApi(page: Page, account: Account, id: number | undefined): Promise<void> {
  const answer = await page.request.patch(`/api/v1/sessions/${id}/end`, { headers: headersOf(account) });
  expect(answer.ok()).toBe(true);
}

test("a start and an end show at once, before the server has answered", async ({ page, request }) => {
  const account = await newAccount(request);
  await addSession(request, account, 3, 20);
  await signIn(page, account);

  const letStartGo = await hold(page);
  await start(page);
  await expect(runningCard(page)).toContainText("next.js #84213");
  await expect(page.getByRole("option")).toHaveCount(2);
  expect(await stored(page, account)).toHaveLength(1);
  letStartGo();
  await expect(page.getByText(`Tracking ${reference}`)).toBeVisible();
  await expect(runningCard(page)).toHaveCount(1);

  await page.unroute(sessionsApi);
  const letEndGo = await hold(page);
  await end(page);
  await expect(runningCard(page)).toBeHidden();
  await expect(field(page)).toHaveValue("");
  await expect(recent(page)).toHaveCount(2);
  expect((await stored(page, account)).filter(({ end_time }) => end_time === null)).toHaveLength(1);
  letEndGo();
  await expect(page.getByText(`Ended ${reference}`)).toBeVisible();
  await expect(recent(page)).toHaveCount(2);
  expect((await stored(page, account)).filter(({ end_time }) => end_time === null)).toHaveLength(0);
});

test("a refused start comes back in the form, with the reason beside it", async ({ page, request }) => {
  const account = await newAccount(request);
  await addSession(request, account, 3, 20);
  await signIn(page, account);
  await spoil(page, /"pr_number":\d+/, '"pr_number":0');
  await start(page);
  await expect(field(page)).toHaveValue(reference);
  await expect(field(page)).toHaveAccessibleDescription(/Too small/);
  await expect(field(page)).toBeFocused();
  await expect(runningCard(page)).toBeHidden();
  await expect(page.getByRole("option")).toHaveCount(1);
  await expect(news(page)).toHaveCount(0);

  await test.step("and can be sent again", async () => {
    await page.unroute(sessionsApi);
    await page.keyboard.press("Enter");
    await expect(page.getByText(`Tracking ${reference}`)).toBeVisible();
    await expect(runningCard(page)).toBeVisible();
  });
});

test("a refused start over a running session leaves that one running, and says why", async ({ page, request }) => {
  const account = await newAccount(request);
  await addSession(request, account, 3, 20, { repo_owner: "facebook", repo_name: "react", pr_number: 1 });
  await post(request, account, "/sessions/start", pullRequest);
  await signIn(page, account);
  await spoil(page, /"pr_number":\d+/, '"pr_number":0');
  await page.getByRole("button", { name: "Start tracking facebook/react#1 again" }).click();
  await expect(news(page)).toContainText("facebook/react#1 was not started");
  await expect(runningCard(page)).toContainText("next.js #84213");
  await expect(recent(page)).toHaveCount(1);
});

test("a refused end brings the session back, and says why", async ({ page, request }) => {
  const account = await newAccount(request);
  await post(request, account, "/sessions/start", pullRequest);
  await signIn(page, account);
  await misdirect(page);
  await end(page);
  await expect(news(page)).toContainText(`${reference} was not ended`);
  await expect(runningCard(page)).toContainText("next.js #84213");
  await expect(recent(page)).toHaveCount(0);
});

/** Lets the page's own clock, which stands still, go on for five seconds; answers may take their time to come in. */
async function withinFiveSeconds(page: Page, seen: () => Promise<void>): Promise<void> {
  await page.clock.runFor(4900);
  await expect(async () => {
    await page.clock.runFor(2);
    await seen();
  }).toPass({ timeout: 10_000 });
}

test("two tabs agree, and so do two browsers, within five seconds", async ({ page, request, context }) => {
  const account = await newAccount(request);
  await page.clock.install();
  await signIn(page, account);
  const other = await context.newPage();
  await other.goto("/today");
  await awake(other);

  await start(other);
  await expect(runningCard(page)).toContainText("next.js #84213");
  // From here on nothing but the clock can tell this tab anything.
  await other.close();
  await page.clock.pauseAt(Date.now() + 10_000);

  await test.step("a session that another client has ended disappears", async () => {
    const [session] = await stored(page, account);
    await endOverApi(page, account, session?.id);
    await expect(runningCard(page)).toBeVisible();
    await withinFiveSeconds(page, async () => {
      await expect(runningCard(page)).toBeHidden({ timeout: 200 });
      await expect(recent(page)).toHaveCount(1, { timeout: 200 });
    });
  });

  await test.step("and one that another client has started appears", async () => {
    await post(request, account, "/sessions/start", pullRequest);
    await withinFiveSeconds(page, () => expect(runningCard(page)).toContainText("next.js #84213", { timeout: 200 }));
  });
});

/** When something was done: not before, and not after. */
async function noted(act: () => Promise<void>): Promise<{ before: number; after: number }> {
  const before = Date.now();
  await act();
  return { before, after: Date.now() };
}

/** What a browser's clock may be off without being taken for wrong. */
const tolerance = 1500;

function expectWithin(instant: string | null | undefined, { before, after }: { before: number; after: number }): void {
  const at = Date.parse(instant ?? "");
  expect(at).toBeGreaterThanOrEqual(before - tolerance);
  expect(at).toBeLessThanOrEqual(after + tolerance);
}

/** Longer than what counts as the way to the server. */
const aWhile = 7000;

test.describe("without a connection", () => {
  // What is tried without one is in the console of every browser.
  test.beforeEach(({ page }) => void page.removeAllListeners("console"));

  test("starts and ends show at once and are sent later, with the instants at which they were pressed", async ({
    page,
    request,
    context,
  }) => {
    const account = await newAccount(request);
    await addSession(request, account, 3, 20);
    await signIn(page, account);
    await context.setOffline(true);
    await expect(page.getByText("You're offline. Changes are saved and will be sent later.")).toBeVisible();

    const started = await noted(async () => {
      await start(page);
      await expect(runningCard(page)).toBeVisible();
    });
    await expect(page.getByText("You're offline. 1 change will be sent later.")).toBeVisible();
    await page.waitForTimeout(aWhile);
    const ended = await noted(async () => {
      await end(page);
      await expect(runningCard(page)).toBeHidden();
    });
    await expect(recent(page)).toHaveCount(2);
    await expect(page.getByText("You're offline. 2 changes will be sent later.")).toBeVisible();
    await page.waitForTimeout(aWhile);
    expect(await stored(page, account)).toHaveLength(1);

    await context.setOffline(false);
    await expect(page.getByText("You're offline.")).toBeHidden();
    await expect(page.getByText(`Ended ${reference}`)).toBeVisible();
    const [session, ...others] = await stored(page, account);
    expect(others).toHaveLength(1);
    expectWithin(session?.start_time, started);
    expectWithin(session?.end_time, ended);
    await expect(recent(page)).toHaveCount(2);
  });

  test("what was done is sent by the next tab when this one is closed", async ({ page, request, context }) => {
    const account = await newAccount(request);
    await signIn(page, account);
    await context.setOffline(true);
    const started = await noted(async () => {
      await start(page);
      await expect(runningCard(page)).toBeVisible();
    });
    await page.waitForTimeout(aWhile);
    await page.close();
    await context.setOffline(false);

    const next = await context.newPage();
    await next.goto("/today");
    await expect(next.getByText(`Tracking ${reference}`)).toBeVisible();
    await expect(runningCard(next)).toBeVisible();
    const [session] = await stored(next, account);
    expectWithin(session?.start_time, started);
    await next.reload();
    await expect(runningCard(next)).toBeVisible();
    expect(await stored(next, account)).toHaveLength(1);
  });

  test("a start whose answer was lost is not made twice", async ({ page, request }) => {
    const account = await newAccount(request);
    await signIn(page, account);
    let lost = 0;
    await page.route(sessionsApi, async (route) => {
      if (!isWrite(route) || lost > 0) return route.continue();
      lost++;
      await route.fetch();
      await route.abort();
    });
    await start(page);
    await expect(page.getByText(`Tracking ${reference}`)).toBeVisible();
    expect(lost).toBe(1);
    await expect(runningCard(page)).toHaveCount(1);
    expect(await stored(page, account)).toHaveLength(1);
  });
});
