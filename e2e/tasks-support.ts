import type { APIRequestContext, Page } from "@playwright/test";
import { type Account, awake, expect, post, signIn } from "./support.ts";

/** Shared by journeys through Tasks. Their accounts use UTC. */

interface Told {
  title: string;
  description?: string;
  due_date?: string;
  priority?: "low" | "medium" | "high";
}

export interface StoredTask extends Required<Told> {
  id: number;
  completed: boolean;
}

/** The date this many days from now. */
export const dayFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Adds a task over the API. */
export const addTask = (request: APIRequestContext, account: Account, told: Told): Promise<StoredTask> =>
  post(request, account, "/tasks", told);

/** The tasks according to the server. */
export async function storedTasks(request: APIRequestContext, { token }: Account): Promise<StoredTask[]> {
  const answer = await request.get("/api/v1/tasks", { headers: { Authorization: `Bearer ${token}` } });
  return (await answer.json()).tasks;
}

/** Signs in and opens Tasks. */
export async function openTasks(page: Page, account: Account, search = ""): Promise<void> {
  await signIn(page, account);
  await page.goto(`/tasks${search}`);
  await expect(page.getByRole("heading", { name: "Tasks", level: 1 })).toBeVisible();
  await awake(page);
}

/** The quick-add field. */
export const line = (page: Page) => page.getByRole("textbox", { name: "Add a task" });

/** All listed tasks. */
export const rows = (page: Page) => page.getByRole("main").locator("li[data-task]");

/** The row of a task. */
export const row = (page: Page, title: string | RegExp) => rows(page).filter({ hasText: title });

/** A group of tasks. */
export const group = (page: Page, name: string) =>
  page.getByRole("main").getByRole("region", { name: new RegExp(`^${name}`) });

/** The open editor. */
export const editor = (page: Page) => page.getByRole("main").getByRole("form", { name: /^Edit / });

/** The text of toasts. */
export const news = (page: Page) => page.getByRole("region", { name: /^Notifications/ }).getByRole("listitem");
