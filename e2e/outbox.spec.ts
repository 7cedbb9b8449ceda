import { randomUUID } from "node:crypto";
import type { APIRequestContext, Page } from "@playwright/test";
import { waitingCount } from "./outbox-support.ts";
import { type Account, awake, expect, newAccount, pullRequest, runningCard, signIn, test } from "./support.ts";
import { line, row, storedTasks } from "./tasks-support.ts";

// A user's operations stay in the browser's outbox until the server has responded: each is sent once, by one tab, and
// only for that user.

const sessions = async (request: APIRequestContext, { token }: Account): Promise<{ pr_number: number }[]> => {
  const answer = await request.get("/api/v1/sessions", { headers: { Authorization: `Bearer ${token}` } });
  return (await answer.json()).sessions;
};

const writes = /\/api\/v1\/(?:sessions|tasks)(?:\/|$)/;

/** Allows reads, and blocks writes. */
const holdWrites = (page: Page) =>
  page
    .context()
    .route(writes, (route) => (route.request().method() === "GET" ? route.continue() : route.abort("connectionreset")));

async function startByForm(page: Page): Promise<void> {
  await page.getByLabel("Pull request").fill("vercel/next.js#84213");
  await page.getByRole("button", { name: "Start tracking", exact: true }).click();
  await expect(runningCard(page)).toBeVisible();
}

// Offline requests appear in the console of every browser.
test.beforeEach(({ page }) => void page.removeAllListeners("console"));

test("one user's operations are not sent for another who signs in on the same browser", async ({ page, request }) => {
  const [ada, bob] = [await newAccount(request), await newAccount(request)];
  await signIn(page, ada);
  await holdWrites(page);
  await startByForm(page);
  await page.goto("/tasks");
  await awake(page);
  await line(page).fill("Ada's task");
  await line(page).press("Enter");
  await expect.poll(() => waitingCount(page)).toBe(2);

  await page.context().clearCookies();
  await page.context().unroute(writes);
  await signIn(page, bob);
  await page.waitForResponse("**/api/v1/stats/summary");
  await expect(runningCard(page)).toHaveCount(0);
  expect(await waitingCount(page)).toBe(2);
  for (const account of [ada, bob]) {
    expect([await sessions(request, account), await storedTasks(request, account)]).toEqual([[], []]);
  }

  await page.context().clearCookies();
  await signIn(page, ada);
  await expect(runningCard(page)).toBeVisible();
  await expect.poll(() => waitingCount(page)).toBe(0);
  expect(await sessions(request, ada)).toMatchObject([pullRequest]);
  expect(await storedTasks(request, ada)).toMatchObject([{ title: "Ada's task" }]);
  expect([await sessions(request, bob), await storedTasks(request, bob)]).toEqual([[], []]);
});

test("two tabs that have been offline send the operations of either once", async ({ page, request, context }) => {
  const account = await newAccount(request);
  await signIn(page, account);
  const other = await context.newPage();
  await other.goto("/tasks");
  await awake(other);
  await holdWrites(page);
  await startByForm(page);
  await line(other).fill("From the other tab");
  await line(other).press("Enter");
  await expect(row(other, "From the other tab")).toBeVisible();
  // A third one finds the pending operations, and shows them.
  const third = await context.newPage();
  await third.goto("/today");
  await expect(runningCard(third)).toBeVisible();

  await context.unroute(writes);
  await expect.poll(() => waitingCount(page)).toBe(0);
  for (const tab of [page, third]) await expect(runningCard(tab)).toHaveCount(1);
  await expect(row(other, "From the other tab")).toHaveCount(1);
  expect(await sessions(request, account)).toMatchObject([pullRequest]);
  expect(await storedTasks(request, account)).toMatchObject([{ title: "From the other tab" }]);
});

test("operations stored by the previous version are sent once", async ({ page, request }) => {
  const account = await newAccount(request);
  await signIn(page, account);
  const headers = { Authorization: `Bearer ${account.token}` };
  const { user } = await (await request.get("/api/v1/auth/me", { headers })).json();
  const [start, task] = [randomUUID(), randomUUID()];
  const at = Date.now() - 60_000;
  const words = { title: "Left from before", description: null, due_date: null, priority: null };
  await page.evaluate(
    (left) => {
      for (const [name, value] of left) localStorage.setItem(name, JSON.stringify(value));
    },
    [
      [`stint.operation.${user.id}.${start}`, { key: start, at, kind: "start", pullRequest }],
      [
        `stint.task-operation.${user.id}.${task}`,
        { operation: { key: task, at, kind: "add", task: words }, isTried: false },
      ],
      [`stint.task-operation.${user.id}.torn`, "no operation"],
    ] as [string, unknown][],
  );
  await page.reload();
  await expect(runningCard(page)).toBeVisible();
  await expect.poll(() => storedTasks(request, account)).toMatchObject([{ title: "Left from before" }]);
  const left = () => page.evaluate(() => Object.keys(localStorage).filter((name) => /operation\./.test(name)));
  await expect.poll(left).toEqual([]);
  await page.reload();
  await expect(runningCard(page)).toBeVisible();
  expect(await sessions(request, account)).toHaveLength(1);
  expect(await storedTasks(request, account)).toHaveLength(1);
});
