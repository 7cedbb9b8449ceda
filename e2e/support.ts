import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { type APIRequestContext, test as base, expect, type Page, type TestInfo } from "@playwright/test";

export { expect };

/** Where the journeys' GitHub is; pull requests elsewhere are refused. */
export const github = `http://127.0.0.1:${process.env.E2E_GITHUB_PORT}`;

/** What every journey's accounts sign in with. */
export const password = "Correct-horse-7";

/**
 * What a browser logs for a refusal: 403, 404, 409 and 422 where a journey provokes one, 401 where a page's poll was in
 * flight when its account signed out.
 */
const expectedNoise = /Failed to load resource: the server responded with a status of (?:40[1349]|422)/;

/** A test that fails when the browser's console names an error: a refused script is one. */
export const test = base.extend<{ quietConsole: undefined }>({
  quietConsole: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error" && !expectedNoise.test(message.text())) errors.push(message.text());
      });
      await use(undefined);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

export interface Account {
  email: string;
  token: string;
}

interface AccountOptions {
  timezone?: string;
  name?: string;
  week_start?: string;
}

/** Makes an account over the API. */
export async function newAccount(
  request: APIRequestContext,
  { week_start, ...options }: AccountOptions = {},
): Promise<Account> {
  const email = `${randomUUID()}@example.com`;
  const answer = await request.post("/api/v1/auth/register", { data: { email, password, ...options } });
  expect(answer.status()).toBe(201);
  const token = (await answer.json()).access_token;
  if (week_start) {
    const headers = { Authorization: `Bearer ${token}` };
    const changed = await request.patch("/api/v1/auth/me", { data: { week_start }, headers });
    expect(changed.ok(), await changed.text()).toBe(true);
  }
  return { email, token };
}

/** Sends a body to the API in an account's name. */
export async function post(request: APIRequestContext, { token }: Account, path: string, data: object) {
  const answer = await request.post(`/api/v1${path}`, { data, headers: { Authorization: `Bearer ${token}` } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

/** A pull request to track. */
export const pullRequest = { repo_owner: "vercel", repo_name: "next.js", pr_number: 84213 };

/** Adds a session that has ended, `hoursAgo` from now and `minutes` long. */
export async function addSession(
  request: APIRequestContext,
  account: Account,
  hoursAgo: number,
  minutes: number,
  of = pullRequest,
): Promise<void> {
  const start = Date.now() - hoursAgo * 3_600_000;
  const times = {
    start_time: new Date(start).toISOString(),
    end_time: new Date(start + minutes * 60_000).toISOString(),
  };
  await post(request, account, "/sessions", { ...of, ...times });
}

/** Adds a completed 5-Minute Desk Break that began then, its second pose skipped. */
export async function addPractice(
  request: APIRequestContext,
  account: Account,
  start: number,
  words: { mood?: string; note?: string } = {},
): Promise<{ id: number }> {
  const headers = { Authorization: `Bearer ${account.token}` };
  const { break_sequence } = await (await request.get("/api/v1/practice/today", { headers })).json();
  const begun = { sequence_id: break_sequence.id, started_at: new Date(start).toISOString() };
  const { id, poses } = await post(request, account, "/practice/sessions", begun);
  const outcomes = poses.map((step: { hold_seconds: number; side: string | null }, position: number) => {
    const seconds = step.hold_seconds * (step.side === "both" ? 2 : 1);
    return position === 1
      ? { position, outcome: "skipped", held_seconds: 0 }
      : { position, outcome: "completed", held_seconds: seconds };
  });
  const seconds = outcomes.reduce((sum: number, { held_seconds }: { held_seconds: number }) => sum + held_seconds, 0);
  return post(request, account, `/practice/sessions/${id}/complete`, {
    duration_seconds: seconds,
    completed_poses: poses.length - 1,
    skipped_poses: 1,
    outcomes,
    ended_at: new Date(start + seconds * 1000).toISOString(),
    ...words,
  });
}

/** Signs a browser in through the form. */
export async function signInByForm(page: Page, { email }: Pick<Account, "email">): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
}

/** Signs a browser in, without the form: the journeys of signing in walk through that. */
export async function signIn(page: Page, { email }: Pick<Account, "email">): Promise<void> {
  const { csrfToken } = await (await page.request.get("/api/auth/csrf")).json();
  const form = { email, password, csrfToken, json: "true" };
  const answer = await page.request.post("/api/auth/callback/credentials", { form });
  expect(answer.ok(), await answer.text()).toBe(true);
  await page.goto("/today");
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
  if (await runsScripts(page)) await awake(page);
}

/** Whether this browser runs scripts; the page's own tell, as Playwright's run anyway. */
const runsScripts = (page: Page): Promise<boolean> =>
  page.evaluate(() => window.matchMedia("(scripting: enabled)").matches);

/** The running session's card on Today; the frame has one of the same name. */
export const runningCard = (page: Page) => page.getByRole("main").getByRole("region", { name: "Running session" });

interface Fiber {
  child: Fiber | null;
  sibling: Fiber | null;
  memoizedState: { dehydrated?: unknown } | null;
}

/**
 * A page shows before it can do anything. React hydrates it in slices, and a boundary whose script is still on its way
 * has nothing pending: so it listens once no slice is pending, no boundary is dehydrated, and the passive effects have
 * run. On a busy machine those are tasks of their own, which an idle callback may overtake; several turns are waited for.
 */
export const awake = (page: Page) =>
  page.waitForFunction(async () => {
    const isDehydrated = (first: Fiber | null): boolean => {
      for (let fiber = first; fiber; fiber = fiber.sibling) {
        if (fiber.memoizedState?.dehydrated || isDehydrated(fiber.child)) return true;
      }
      return false;
    };
    const root = Object.entries(document).find(([key]) => key.startsWith("__reactContainer"))?.[1]?.stateNode;
    const taken = root?.pendingLanes === 0 && root.current.child !== null && !isDehydrated(root.current);
    for (let turn = 0; taken && turn < 3; turn++) {
      await new Promise((done) => setTimeout(done));
      await new Promise((done) => requestIdleCallback(done));
    }
    return taken;
  });

/**
 * What axe finds serious on a page, as rule and elements. Stint's pages have no frames, so nothing needs the blank page
 * that axe opens beside each one to look into them.
 */
export async function seriousFaults(page: Page): Promise<string[][]> {
  // Of what passes, axe need not gather every element.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return serious.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
}

/** The ground of every page in each theme, as a browser tells it. */
export const ground = { light: "rgb(250, 249, 246)", dark: "rgb(20, 19, 17)" };

/**
 * Leaves a picture of the page in the test's output, to be looked at. On CI nobody does, and a minute is saved.
 */
export async function picture(page: Page, info: TestInfo, name: string, fullPage = true): Promise<void> {
  if (process.env.CI) return;
  await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage });
}
