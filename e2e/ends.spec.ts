import { addSession, awake, expect, newAccount, post, pullRequest, runningCard, signIn, test } from "./support.ts";
import { zoneAt } from "./zones.ts";

// A session should not end by mistake, nor silently.

const news = "Notifications";

test("E ends the session from any page, and Undo continues it as if it had not ended", async ({ page, request }) => {
  const account = await newAccount(request);
  const start_time = new Date(Date.now() - 50 * 60_000).toISOString();
  await post(request, account, "/sessions/start", { ...pullRequest, start_time });
  await signIn(page, account);
  await page.goto("/practice");
  await awake(page);
  await page.keyboard.press("e");
  await expect(page.getByRole("region", { name: new RegExp(`^${news}`) })).toContainText("after 50 m");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("region", { name: "Running session" }).first()).toContainText("50 m");
  await expect(page.getByText("Tracking vercel/next.js#84213")).toBeVisible();
  const headers = { Authorization: `Bearer ${account.token}` };
  const list = async () => (await (await request.get("/api/v1/sessions?limit=10", { headers })).json()).sessions;
  await expect.poll(list).toMatchObject([{ start_time, end_time: null }]);
});

test("Today asks about a session that ended by itself: continue it, end it at that time, or keep it", async ({
  page,
  request,
}) => {
  const account = await newAccount(request, { timezone: zoneAt(14) });
  const headers = { Authorization: `Bearer ${account.token}` };
  const latest = async () => (await (await request.get("/api/v1/sessions?limit=1", { headers })).json()).sessions[0];
  await signIn(page, account);
  // The server ends a session after a quarter of an hour without a heartbeat, too long for a journey, so the response
  // is faked.
  const describeEnded = () =>
    page.route("**/api/v1/stats/today", async (route) => {
      const json = await (await route.fetch()).json();
      const recent = json.recent.map((session: object) => ({ ...session, ended_by: "stale" }));
      await route.fulfill({ json: { ...json, recent } });
    });
  const card = page.getByRole("region", { name: /^Ended at/ });

  await describeEnded();
  await addSession(request, account, 1, 30);
  const { start_time, end_time } = await latest();
  await expect(card).toContainText("vercel/next.js#84213");
  await page.unroute("**/api/v1/stats/today");
  await card.getByRole("button", { name: "Set the end" }).click();
  const at = new Date(Date.parse(end_time) + 10 * 60_000);
  const clock = at.toLocaleTimeString("en-GB", { timeZone: zoneAt(14), hour: "2-digit", minute: "2-digit" });
  await card.getByLabel("Ended at").fill(clock);
  await card.getByRole("button", { name: "Save" }).click();
  await expect(card).toBeHidden();
  const minute = new Date(Math.floor(at.getTime() / 60_000) * 60_000).toISOString();
  await expect.poll(latest).toMatchObject({ start_time, end_time: minute, ended_by: "user" });

  await describeEnded();
  await addSession(request, account, 5, 30);
  await expect(card).toBeVisible();
  await page.unroute("**/api/v1/stats/today");
  await card.getByRole("button", { name: "Continue" }).click();
  await expect(runningCard(page)).toBeVisible();
  await expect(card).toBeHidden();
  await expect.poll(latest).toMatchObject({ start_time, end_time: null });
});

test("a name without its owner is enough where only one repository has it", async ({ page, request }) => {
  const account = await newAccount(request);
  await addSession(request, account, 2, 20);
  await signIn(page, account);
  await page.getByLabel("Pull request").fill("next.js#9");
  await page.getByRole("button", { name: "Start tracking", exact: true }).click();
  await expect(runningCard(page)).toContainText("next.js #9");
});

test("a session that overlaps another one shows a warning while it is edited", async ({ page, request }) => {
  const account = await newAccount(request, { timezone: zoneAt(14) });
  await addSession(request, account, 3, 60);
  await signIn(page, account);
  await page.goto("/tracking");
  await awake(page);
  await page
    .getByRole("button", { name: /Add a session|^Add/ })
    .first()
    .click();
  const form = page.getByRole("form", { name: "Add a session" });
  await form.getByLabel("Pull request").fill("facebook/react#7");
  await form.getByLabel("From").fill("11:00");
  await form.getByLabel("To").fill("13:00");
  await expect(form.getByRole("status")).toContainText("Overlaps vercel/next.js#84213");
  await form.getByLabel("From").fill("07:00");
  await form.getByLabel("To").fill("08:00");
  await expect(form.getByText("Overlaps")).toBeHidden();
});
