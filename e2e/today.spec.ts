import { addSession, expect, newAccount, post, pullRequest, runningCard, signIn, test } from "./support.ts";

const totals = (page: Parameters<typeof runningCard>[0]) => page.getByRole("region", { name: "Totals" });

/** A zone in which it is between two and three in the night right now. */
function zoneAtTwo(): string {
  const offset = 2 - new Date().getUTCHours();
  const wrapped = offset < -11 ? offset + 24 : offset;
  // The sign of these names is turned around (POSIX): Etc/GMT-3 is three hours ahead.
  return wrapped === 0 ? "Etc/GMT" : `Etc/GMT${wrapped > 0 ? "-" : "+"}${Math.abs(wrapped)}`;
}

test("a session that runs since yesterday shows as running, and only its part of today counts to today", async ({
  page,
  request,
}) => {
  const account = await newAccount(request, { timezone: zoneAtTwo() });
  const minutes = new Date().getUTCMinutes();
  const midnight = Date.now() - (2 * 60 + minutes) * 60_000;
  const start_time = new Date(midnight - 3_600_000).toISOString();
  await post(request, account, "/sessions/start", { ...pullRequest, start_time });
  await signIn(page, account);
  await expect(runningCard(page)).toContainText("Tracking since Yesterday");
  await expect(runningCard(page).getByRole("timer")).toContainText(/^3 h \d\d m/);
  await expect(totals(page)).toContainText(/Today2 h \d\d m/);
});

test("a browser whose clock is wrong shows the time that has really passed", async ({ page, request }) => {
  const account = await newAccount(request);
  await post(request, account, "/sessions/start", {
    ...pullRequest,
    start_time: new Date(Date.now() - 20 * 60_000 - 5000).toISOString(),
  });
  await page.addInitScript(() => {
    const ahead = 3 * 3_600_000;
    const now = Date.now.bind(Date);
    Date.now = () => now() + ahead;
    const origin = performance.timeOrigin + ahead;
    Object.defineProperty(performance, "timeOrigin", { get: () => origin });
  });
  await signIn(page, account);
  await expect(runningCard(page).getByRole("timer")).toContainText(/^20 m /);
  await page.reload();
  await expect(runningCard(page).getByRole("timer")).toContainText(/^20 m /);
});

test("the week's chart and its table tell the same, the running session included", async ({ page, request }) => {
  const account = await newAccount(request);
  const react = { repo_owner: "facebook", repo_name: "react", pr_number: 1 };
  await post(request, account, "/sessions/start", {
    ...pullRequest,
    start_time: new Date(Date.now() - 120_000).toISOString(),
  });
  await addSession(request, account, 0.5, 10, react);
  await signIn(page, account);
  const week = page.getByRole("region", { name: "This week by repository" });
  await expect(week.locator(".recharts-bar-rectangle path")).not.toHaveCount(0);
  await expect(week.getByRole("columnheader")).toHaveText(["Day", "facebook/react", "vercel/next.js"]);
  await expect(week.getByRole("row")).toHaveCount(8);
});

test("what a script does shows when one comes back to the tab", async ({ page, request }) => {
  const account = await newAccount(request);
  await signIn(page, account);
  await expect(page.getByRole("heading", { name: "Nothing tracked yet" })).toBeVisible();
  const { session_id } = await post(request, account, "/sessions/start", pullRequest);
  await page.evaluate(() => {
    const state = (value: string) => {
      Object.defineProperty(document, "visibilityState", { value, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    };
    state("hidden");
    const now = Date.now.bind(Date);
    Date.now = () => now() + 60_000;
    state("visible");
    Date.now = now;
  });
  await expect(runningCard(page)).toBeVisible();
  await request.patch(`/api/v1/sessions/${session_id}/end`, { headers: { Authorization: `Bearer ${account.token}` } });

  await test.step("ending what has ended already changes nothing", async () => {
    await runningCard(page).getByRole("button", { name: "End" }).click();
    await expect(runningCard(page)).toBeHidden();
    await expect(page.getByRole("region", { name: "Recent sessions" }).getByRole("listitem")).toHaveCount(1);
  });
});

test("ten sessions are listed, the latest first, and a long name does not break the page", async ({
  page,
  request,
}) => {
  const account = await newAccount(request);
  const long = { repo_owner: "x".repeat(100), repo_name: "y".repeat(100), pr_number: 2_147_483_647 };
  for (let hour = 12; hour >= 1; hour--) await addSession(request, account, hour, 20, hour === 1 ? long : pullRequest);
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(page, account);
  const items = page.getByRole("region", { name: "Recent sessions" }).getByRole("listitem");
  await expect(items).toHaveCount(10);
  await expect(items.first()).toContainText("yyyy");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
