import type { APIRequestContext, Page } from "@playwright/test";
import { type Account, awake, expect, post, runningCard } from "./support.ts";

/** The views of looks.spec.ts: pages, and the actions before the screenshot. */

export const ready = (page: Page) => expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
const press = (name: string) => async (page: Page) => {
  await page.getByRole("button", { name, exact: true }).click();
  await expect(page.locator("[aria-invalid=true]").first()).toBeFocused();
};

const beginPractice = async (page: Page) => {
  await awake(page);
  await page.getByRole("button", { name: /^(?:Begin practice|Resume)$/ }).click();
  await expect(page.getByRole("timer")).toBeVisible();
};

/** Searches for poses: beside the steps, or in a dialog where there is no room. */
async function choosePoses(page: Page): Promise<void> {
  await awake(page);
  const opens = page.getByRole("button", { name: "Add poses" });
  if (await opens.isVisible()) await opens.click();
  await page.getByRole("combobox", { name: "Find a pose to add" }).press("ArrowDown");
}

/** Builds a sequence that cannot be saved: without a name, unbalanced, and with a pose held for ten hours. */
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

/** Messages to the assistant: first to add and ask, then to delete. */
const conversations: number[] = [];
const said = [
  ["add a task to buy milk tomorrow, high priority", "add a task to review the auth PR", "what is due this week?"],
  ["delete the milk task"],
];

/** Sends messages to the built-in model over the API. */
export async function converse(request: APIRequestContext, account: Account): Promise<void> {
  const { user } = await (
    await request.get("/api/v1/auth/me", { headers: { Authorization: `Bearer ${account.token}` } })
  ).json();
  for (const messages of said) {
    let conversation_id: number | undefined;
    for (const message of messages) {
      const response = await post(request, account, `/users/${user.id}/chat`, { message, conversation_id });
      conversation_id = response.conversation_id;
    }
    conversations.push(conversation_id ?? 0);
  }
}

async function openConversation(page: Page, which: number): Promise<void> {
  await page.goto(`/assistant/${conversations[which]}`);
  await expect(page.locator("[data-message=assistant]").last()).toBeInViewport();
}

interface View {
  path: string;
  as?: "busy" | "idle" | "new";
  prepare?: (page: Page) => Promise<void>;
}

export const views: Record<string, View> = {
  welcome: { path: "/" },
  "sign-up": { path: "/sign-up" },
  "sign-up-wrong": { path: "/sign-up", prepare: press("Create account") },
  "sign-in": { path: "/sign-in?next=%2Ftoday%3Fx" },
  "sign-in-wrong": { path: "/sign-in?error=Callback", prepare: press("Sign in") },
  "forgot-password": { path: "/forgot-password", prepare: press("Request reset link") },
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
      await expect(page.getByText("Saved to your history.")).toBeVisible();
      await page.getByText("Calm", { exact: true }).click();
    },
  },
  "history-new": { path: "/practice/history", as: "new" },
  history: {
    path: "/practice/history",
    as: "idle",
    prepare: async (page) => {
      // Other views start practices of their own in the meantime.
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
      await page.getByText("Exclude poses that strain…").click();
      await expect(page.getByRole("checkbox", { name: "Knees" })).toBeChecked();
    },
  },
  "practice-no-favourites": { path: "/practice?favorite=true", as: "new" },
  poses: { path: "/practice/poses", as: "idle" },
  pose: { path: "/practice/poses/tree-pose", as: "idle" },
  sequence: { path: "/practice/sequences/1?avoid=knees", as: "idle" },
  "builder-poses": { path: "/practice/sequences/new", as: "new", prepare: choosePoses },
  "builder-wrong": { path: "/practice/sequences/new", as: "idle", prepare: buildWrongly },
  "tasks-new": { path: "/tasks", as: "new" },
  tasks: {
    path: "/tasks",
    as: "busy",
    prepare: async (page) => {
      await awake(page);
      await page.getByRole("button", { name: /^Completed/, expanded: false }).click();
      await page.getByRole("textbox", { name: "Add a task" }).fill("pay rent friday !high");
      await expect(page.getByRole("button", { name: /^Ignore the due date/ })).toBeVisible();
    },
  },
  "tasks-nothing-matches": { path: "/tasks?q=nothing-of-this-name&due=banana", as: "idle" },
  "tasks-edit": {
    path: "/tasks",
    as: "idle",
    prepare: async (page) => {
      await awake(page);
      await page.getByRole("button", { name: "Review the auth pull request", exact: true }).click();
      await page.getByRole("form").getByLabel("Title").fill("");
      await press("Save")(page);
    },
  },
  "tasks-selected": {
    path: "/tasks",
    as: "idle",
    prepare: async (page) => {
      await awake(page);
      const select = page.getByRole("button", { name: "Select", exact: true });
      if (await select.isVisible()) await select.click();
      await page
        .getByRole("checkbox", { name: /^Select / })
        .first()
        .check();
    },
  },
  "tasks-due-menu": {
    path: "/tasks",
    as: "idle",
    prepare: async (page) => {
      await awake(page);
      await page
        .getByRole("button", { name: /^Due .*, change/ })
        .first()
        .click();
      await expect(page.getByRole("menu")).toBeVisible();
    },
  },
  "assistant-new": { path: "/assistant", as: "new" },
  assistant: { path: "/assistant", as: "idle", prepare: (page) => openConversation(page, 0) },
  "assistant-approval": {
    path: "/assistant",
    as: "idle",
    prepare: async (page) => {
      await openConversation(page, 1);
      await expect(page.getByRole("button", { name: "Delete", exact: true })).toBeVisible();
    },
  },
  "assistant-list": {
    path: "/assistant",
    as: "idle",
    prepare: async (page) => {
      const opens = page.getByRole("main").getByRole("button", { name: "Conversations" });
      await awake(page);
      if (await opens.isVisible()) await opens.click();
      await page.getByRole("searchbox").last().fill("milk");
      await expect(page.locator("mark").last()).toBeVisible();
    },
  },
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

/** Overlays are checked in place. */
export const over = new Set([
  "assistant-list",
  "menu",
  "palette",
  "shortcuts",
  "builder-poses",
  "play-question",
  "tasks-due-menu",
]);
