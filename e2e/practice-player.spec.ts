import type { APIRequestContext, BrowserContext, Page } from "@playwright/test";
import { type Account, awake, expect, newAccount, post, signIn, test } from "./support.ts";

// The player is driven by deadlines, in a browser with a fake clock.

/** Mountain 30 s; five seconds into Tree, 20 s a side; Corpse 60 s: 130 s held in 135. */
const sequence = {
  name: "Three between reviews",
  style: "desk",
  difficulty: "beginner",
  focus_area: "full body",
  poses: [
    { pose_slug: "mountain-pose", hold_seconds: 30, side: null },
    { pose_slug: "tree-pose", hold_seconds: 20, side: "both", transition_seconds: 5, note: "Look at one point." },
    { pose_slug: "corpse-pose", hold_seconds: 60, side: null },
  ],
};

interface Kept {
  duration_seconds: number;
  completed_poses: number;
  skipped_poses: number;
  status: string;
  mood: string | null;
  note: string | null;
}

/** The practices in an account's history. */
async function practicesOf(request: APIRequestContext, { token }: Account): Promise<Kept[]> {
  const answer = await request.get("/api/v1/practice/sessions", { headers: { Authorization: `Bearer ${token}` } });
  return (await answer.json()).sessions;
}

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });
const left = (page: Page) => page.getByRole("timer");

/** Opens a practice and waits until it would play offline. */
async function open(page: Page, request: APIRequestContext, account: Account): Promise<number> {
  const { id } = await post(request, account, "/sequences", sequence);
  await page.clock.install();
  await signIn(page, account);
  await page.goto(`/practice/play/${id}`);
  await expect(page.getByText("Saved in this browser")).toBeVisible();
  return id;
}

/** From now on, time passes only as the journey says. */
const stopClock = async (page: Page) => page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);

async function show(page: Page, state: "hidden" | "visible"): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, "visibilityState", { value, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

/** The player's cached pages in this browser. */
const keptPages = (context: BrowserContext) =>
  context.pages()[0]?.evaluate(async () => (await (await caches.open("stint-practice-pages")).keys()).length);

test("a practice survives a hidden tab, a reload and a lost connection, and is recorded once", async ({
  page,
  context,
  request,
}) => {
  // Offline requests appear in the console of every browser.
  page.removeAllListeners("console");
  const account = await newAccount(request);
  await open(page, request, account);
  await stopClock(page);
  await page.getByRole("button", { name: "Begin practice" }).click();
  await expect(heading(page, "Mountain Pose")).toBeVisible();
  await page.clock.runFor(12_000);
  await expect(left(page)).toHaveText(/0:18$/);
  await expect(page.getByText("Tree Pose, left side").first()).toBeVisible();

  await test.step("a hidden tab advances past the elapsed poses", async () => {
    await show(page, "hidden");
    await page.clock.fastForward(40_000);
    await show(page, "visible");
    await expect(heading(page, "Tree Pose")).toBeVisible();
    await expect(page.getByText("Left side", { exact: true })).toBeVisible();
    await expect(left(page)).toHaveText(/0:03$/);
    await page.clock.runFor(8000);
    await expect(page.getByText("Right side", { exact: true })).toBeVisible();
    await expect(left(page)).toHaveText(/0:15$/);
    // It is recorded a moment after it begins.
    await expect
      .poll(async () => (await practicesOf(request, account)).map(({ status }) => status))
      .toEqual(["active"]);
  });

  await test.step("an offline reload continues at the same side and second", async () => {
    await context.setOffline(true);
    await page.reload();
    await expect(heading(page, "Tree Pose")).toBeVisible();
    await expect(page.getByText("Right side", { exact: true })).toBeVisible();
    await expect(left(page)).toHaveText(/0:1[45]$/);
  });

  await test.step("it is finished offline, and says so", async () => {
    await page.clock.runFor(90_000);
    await expect(heading(page, "Practice complete")).toBeVisible();
    await expect(page.getByText("2 m 10 s")).toBeVisible();
    await expect(page.getByText("3 of 3")).toBeVisible();
    await expect(page.getByText(/You're offline. The practice will be saved later/)).toBeVisible();
    await page.getByText("Calm", { exact: true }).click();
    await page.getByLabel("Note").fill("Between two reviews");
    await page.getByRole("heading", { level: 1 }).click();
    expect((await practicesOf(request, account)).map(({ status }) => status)).toEqual(["active"]);
  });

  await test.step("on reconnect, it is recorded once", async () => {
    await context.setOffline(false);
    await expect(page.getByText("Saved to your history.")).toBeVisible();
    await expect(page.getByRole("list", { name: "Newly earned" }).getByRole("listitem").first()).toBeVisible();
    // Nothing of the API is cached.
    const kept = await page.evaluate(async () => {
      const keys = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      return keys.flat().map(({ url }) => new URL(url).pathname);
    });
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.filter((path) => !/^\/_next\/static\/|^\/practice\/play\/\d+$/.test(path))).toEqual([]);
    await page.getByRole("link", { name: "Today", exact: true }).click();
    await expect(heading(page, "Today")).toBeVisible();
    expect(await practicesOf(request, account)).toMatchObject([
      {
        status: "completed",
        duration_seconds: 130,
        completed_poses: 3,
        skipped_poses: 0,
        mood: "calm",
        note: "Between two reviews",
      },
    ]);
  });
});

test("the keyboard alone pauses, steps, answers and ends; after an absence it asks", async ({ page, request }) => {
  const account = await newAccount(request);
  await open(page, request, account);
  await stopClock(page);
  await page.getByRole("button", { name: "Begin practice" }).focus();
  await page.keyboard.press("Enter");
  await expect(left(page)).toHaveText(/0:30$/);
  await page.clock.runFor(10_000);
  await expect(left(page)).toHaveText(/0:20$/);

  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
  await page.clock.runFor(60_000);
  await expect(left(page)).toHaveText(/0:20$/);
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();

  await page.keyboard.press("ArrowRight");
  await expect(heading(page, "Tree Pose")).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(heading(page, "Mountain Pose")).toBeVisible();
  await expect(left(page)).toHaveText(/0:30$/);
  await page.keyboard.press("m");
  await expect(page.getByRole("button", { name: "Sound on (M)" })).toBeVisible();

  await page.clock.runFor(30_000);
  await expect(heading(page, "Tree Pose")).toBeVisible();
  await page.clock.runFor(7000);
  await page.clock.fastForward("14:00");
  const question = page.getByRole("dialog", { name: "You were away for 14 m." });
  await expect(question.getByRole("button", { name: "Continue from Tree Pose" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(question).toBeHidden();
  await expect(left(page)).toHaveText(/0:18$/);
  await page.clock.runFor(8000);

  await page.keyboard.press("Escape");
  const ending = page.getByRole("dialog", { name: "End practice?" });
  await expect(ending).toContainText("The 40 s so far will be saved.");
  await page.keyboard.press("Escape");
  await expect(ending).toBeHidden();
  await page.keyboard.press("Escape");
  await ending.getByRole("button", { name: "End practice" }).dblclick();
  await expect(heading(page, "Practice ended")).toBeVisible();
  await expect(page.getByText("Saved to your history.")).toBeVisible();
  expect(await practicesOf(request, account)).toMatchObject([
    { status: "completed", duration_seconds: 40, completed_poses: 1, skipped_poses: 1 },
  ]);
});

test("a signed-out user's practice waits for them, and none of their other data stays", async ({
  page,
  context,
  request,
}) => {
  page.removeAllListeners("console");
  const [account, other] = [await newAccount(request), await newAccount(request)];
  const id = await open(page, request, account);
  await context.setOffline(true);
  await page.reload();
  await awake(page);
  await page.getByRole("button", { name: "Begin practice" }).click();
  await page.clock.fastForward(100_000);
  await page.clock.fastForward(100_000);
  await expect(heading(page, "Practice complete")).toBeVisible();
  await page.reload();
  await expect(page.getByText("An earlier practice is saved here")).toBeVisible();
  await context.clearCookies();
  await context.setOffline(false);

  await signIn(page, other);
  await expect.poll(() => keptPages(context)).toBe(0);
  expect(await practicesOf(request, other)).toEqual([]);
  expect(await practicesOf(request, account)).toEqual([]);

  await signIn(page, account);
  await expect(page.getByText("Saved Three between reviews")).toBeVisible();
  expect(await practicesOf(request, account)).toMatchObject([{ status: "completed", duration_seconds: 130 }]);

  await test.step("a practice opened from its page plays offline too", async () => {
    await page.goto(`/practice/sequences/${id}`);
    await page.getByRole("link", { name: "Begin practice" }).click();
    await expect(page.getByText("Saved in this browser")).toBeVisible();
    await page.goBack();
    await context.setOffline(true);
    await page.getByRole("link", { name: "Begin practice" }).click();
    await expect(page.getByRole("button", { name: "Begin practice" })).toBeVisible();
    await context.setOffline(false);
  });

  await test.step("another tab takes over the running practice", async () => {
    await page.goto(`/practice/play/${id}?begin=1`);
    await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
    const second = await context.newPage();
    await second.goto(`/practice/play/${id}`);
    await second.getByRole("button", { name: "Continue here" }).click();
    await expect(second.getByRole("button", { name: "Pause" })).toBeVisible();
    await expect(page.getByText("This practice is open in another tab.")).toBeVisible();
    await second.getByRole("button", { name: "End (Esc)" }).click();
    await second.getByRole("button", { name: "End practice" }).click();
    await expect(second.getByText(/saved/i).first()).toBeVisible();
  });
});
