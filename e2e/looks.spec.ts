import type { Cookie, Page } from "@playwright/test";
import {
  addPractice,
  addSession,
  awake,
  expect,
  ground,
  newAccount,
  post,
  pullRequest,
  runningCard,
  seriousFaults,
  signIn,
  test,
} from "./support.ts";

// Every page in both themes, wide and on a phone: axe finds nothing serious, nothing sticks out, and a picture of it
// lies in the test output to be looked at.

const repositories = [
  pullRequest,
  { repo_owner: "facebook", repo_name: "react", pr_number: 34871 },
  { repo_owner: "drizzle-team", repo_name: "drizzle-orm", pr_number: 4930 },
];

const ready = (page: Page) => expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
const press = (name: string) => async (page: Page) => {
  await page.getByRole("button", { name, exact: true }).click();
  await expect(page.locator("[aria-invalid=true]").first()).toBeFocused();
};

const beginPractice = async (page: Page) => {
  await awake(page);
  await page.getByRole("button", { name: /^(?:Begin practice|Go on)$/ }).click();
  await expect(page.getByRole("timer")).toBeVisible();
};

/** Looks for poses where they are offered: beside the steps, or where there is no room in a dialog. */
async function choosePoses(page: Page): Promise<void> {
  await awake(page);
  const opens = page.getByRole("button", { name: "Add poses" });
  if (await opens.isVisible()) await opens.click();
  await page.getByRole("combobox", { name: "Find a pose to add" }).press("ArrowDown");
}

/** Builds a sequence that cannot be saved: without a name, out of balance, and with a pose held for ten hours. */
async function buildWrongly(page: Page): Promise<void> {
  await choosePoses(page);
  for (const words of ["tree pose", "wide-angle", "chair"]) {
    await page.getByRole("combobox", { name: "Find a pose to add" }).fill(words);
    await page.keyboard.press("Enter");
  }
  const done = page.getByRole("button", { name: "Done" });
  if (await done.isVisible()) await done.click();
  await page.getByText("Left", { exact: true }).click();
  await page.getByRole("spinbutton", { name: /^Hold of .*Chair Pose/ }).fill("36000");
  await page.getByRole("button", { name: "Note and transition of step 2" }).click();
  await press("Save")(page);
}

interface View {
  path: string;
  as?: "busy" | "idle" | "new";
  prepare?: (page: Page) => Promise<void>;
}

const views: Record<string, View> = {
  welcome: { path: "/" },
  "sign-up": { path: "/sign-up" },
  "sign-up-wrong": { path: "/sign-up", prepare: press("Create account") },
  "sign-in": { path: "/sign-in?next=%2Ftoday%3Fx" },
  "sign-in-wrong": { path: "/sign-in?error=Callback", prepare: press("Sign in") },
  "forgot-password": { path: "/forgot-password", prepare: press("Send the mail") },
  "reset-password": { path: "/reset-password?token=abc" },
  "reset-password-cut": { path: "/reset-password" },
  "verify-email": { path: "/verify-email?token=abc" },
  "not-found": { path: "/nothing/here" },
  "today-new": { path: "/today", as: "new" },
  "today-wrong": { path: "/today", as: "new", prepare: press("Start tracking") },
  "today-idle": { path: "/today", as: "idle" },
  "today-running": {
    path: "/today",
    as: "busy",
    prepare: async (page) => {
      await expect(runningCard(page)).toBeVisible();
      await page.getByRole("region", { name: "This week by repository" }).scrollIntoViewIfNeeded();
      await expect(page.locator(".recharts-bar-rectangle path").first()).toBeVisible();
    },
  },
  "tracking-new": { path: "/tracking", as: "new" },
  tracking: { path: "/tracking", as: "busy" },
  "tracking-nothing-matches": { path: "/tracking?q=nothing-of-this-name", as: "idle" },
  "tracking-odd-address": { path: "/tracking?from=banana&sort=sideways", as: "idle" },
  "tracking-edit": {
    path: "/tracking",
    as: "idle",
    prepare: async (page) => {
      await page
        .getByRole("button", { name: /^Edit / })
        .first()
        .click();
      await expect(page.getByRole("form")).toBeVisible();
    },
  },
  "tracking-selected": {
    path: "/tracking",
    as: "idle",
    prepare: (page) =>
      page
        .getByRole("checkbox", { name: /^Select / })
        .first()
        .check(),
  },
  repository: { path: "/tracking/facebook/react", as: "busy" },
  "repository-empty": { path: "/tracking/nobody/nothing", as: "idle" },
  "repository-impossible": { path: "/tracking/%00/x", as: "idle" },
  "play-before": { path: "/practice/play/1", as: "idle" },
  "play-running": { path: "/practice/play/1", as: "idle", prepare: beginPractice },
  "play-question": {
    path: "/practice/play/1?begin=1",
    as: "idle",
    prepare: async (page) => {
      await page.getByRole("button", { name: "End (Esc)" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  "play-done": {
    path: "/practice/play/1",
    as: "idle",
    prepare: async (page) => {
      await page.clock.install();
      await page.reload();
      await beginPractice(page);
      for (let minute = 0; minute < 6; minute++) await page.clock.fastForward("01:00");
      await expect(page.getByText("Recorded in your history.")).toBeVisible();
      await page.getByText("Calm", { exact: true }).click();
    },
  },
  "history-new": { path: "/practice/history", as: "new" },
  history: {
    path: "/practice/history",
    as: "idle",
    prepare: async (page) => {
      // Other views begin practices of their own meanwhile.
      const practice = page.locator("li[data-practice]").filter({ hasText: "8 of 9 poses" }).first();
      await practice.getByRole("button", { name: /^Poses of / }).click();
      await practice.getByRole("button", { name: /^Edit / }).click();
      await expect(practice.getByRole("form")).toBeVisible();
      await expect(practice.getByText("skipped")).toBeVisible();
    },
  },
  practice: {
    path: "/practice?avoid=knees,wrists&max_minutes=banana",
    as: "idle",
    prepare: async (page) => {
      const filters = page.getByRole("button", { name: /^Filters/ });
      if (await filters.isVisible()) await filters.click();
      await page.getByText("Leave out what is bad for…").click();
      await expect(page.getByRole("checkbox", { name: "Knees" })).toBeChecked();
    },
  },
  "practice-no-favourites": { path: "/practice?favorite=true", as: "new" },
  poses: { path: "/practice/poses", as: "idle" },
  pose: { path: "/practice/poses/tree-pose", as: "idle" },
  sequence: { path: "/practice/sequences/1?avoid=knees", as: "idle" },
  "builder-poses": { path: "/practice/sequences/new", as: "new", prepare: choosePoses },
  "builder-wrong": { path: "/practice/sequences/new", as: "idle", prepare: buildWrongly },
  menu: {
    path: "/today",
    as: "busy",
    prepare: (page) => page.getByRole("button", { name: /^Account/ }).click(),
  },
  palette: {
    path: "/today",
    as: "busy",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Search" }).click();
      await expect(page.getByRole("option", { name: "vercel/next.js", exact: true })).toBeVisible();
    },
  },
  shortcuts: {
    path: "/today",
    as: "busy",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Search" }).click();
      await page.getByRole("option", { name: "Keyboard shortcuts" }).click();
      await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    },
  },
};

/** What lies over its page is looked at where it lies. */
const over = new Set(["menu", "palette", "shortcuts", "builder-poses", "play-question"]);

/** The sign-in cookies of an account in each state. */
const cookies: Partial<Record<string, Cookie[]>> = {};

test.beforeAll(async ({ browser, request }) => {
  for (const kind of ["new", "idle", "busy"]) {
    const account = await newAccount(request, { name: "Ada Lovelace" });
    for (let hour = 60; kind !== "new" && hour >= 1; hour -= 5) {
      await addSession(request, account, hour, 40, repositories[hour % 3] ?? pullRequest);
    }
    for (const days of kind === "idle" ? [0, 1, 2, 9] : []) {
      const words = { mood: "calm", note: "Shoulders were stiff after a long review." };
      await addPractice(request, account, Date.now() - days * 86_400_000 - 600_000, words);
    }
    if (kind === "busy") {
      const start_time = new Date(Date.now() - 84 * 60_000).toISOString();
      await post(request, account, "/sessions/start", { ...pullRequest, start_time });
    }
    const page = await browser.newPage();
    await signIn(page, account);
    cookies[kind] = await page.context().cookies();
    await page.close();
  }
});

// Each page is opened once for each width, and changes its theme where it stands.
for (const { width, themes } of [
  { width: 1280, themes: ["light", "dark"] },
  { width: 360, themes: ["dark", "light"] },
] as const) {
  test.describe(`${width} wide`, () => {
    test.use({ colorScheme: themes[0], viewport: { width, height: width === 360 ? 740 : 900 } });

    for (const [name, { path, as, prepare }] of Object.entries(views)) {
      test(`${name} looks right`, async ({ page, context }, info) => {
        if (as) await context.addCookies(cookies[as] ?? []);
        await page.goto(path);
        await ready(page);
        await prepare?.(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        for (const colorScheme of themes) {
          await page.emulateMedia({ colorScheme });
          await expect(page.locator("body")).toHaveCSS("background-color", ground[colorScheme]);
          await page.screenshot({ path: info.outputPath(`${name}-${colorScheme}.png`), fullPage: !over.has(name) });
          // axe looks at both themes and at both widths.
          if (colorScheme !== themes[0]) continue;
          expect(await seriousFaults(page)).toEqual([]);
        }
      });
    }
  });
}

test("the theme one has chosen is there from the first paint", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/");
  await page.getByRole("button", { name: "Switch between light and dark" }).click();
  await page.addInitScript(() => {
    const seen: boolean[] = [];
    Object.assign(window, { seen });
    // The first frame at which there is anything to paint.
    requestAnimationFrame(() => seen.push(document.documentElement.classList.contains("dark")));
  });
  await page.reload();
  await ready(page);
  expect(await page.evaluate(() => (window as { seen?: boolean[] }).seen)).toEqual([true]);
});
