import type { APIRequestContext, Page } from "@playwright/test";
import { type Account, awake, expect, post, signIn } from "./support.ts";

/** What journeys through Tasks share. Their accounts live in UTC. */

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

/** The date so many days from now. */
export const dayFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Adds a task over the API. */
export const addTask = (request: APIRequestContext, account: Account, told: Told): Promise<StoredTask> =>
  post(request, account, "/tasks", told);

/** The tasks as the server has them. */
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

/** The line that becomes a task. */
export const line = (page: Page) => page.getByRole("textbox", { name: "Add a task" });

/** Everything the page lists. */
export const rows = (page: Page) => page.getByRole("main").locator("li[data-task]");

/** The row of a task. */
export const row = (page: Page, title: string | RegExp) => rows(page).filter({ hasText: title });

/** A group of tasks. */
export const group = (page: Page, name: string) =>
  page.getByRole("main").getByRole("region", { name: new RegExp(`^${name}`) });

/** The editor that is open. */
export const editor = (page: Page) => page.getByRole("main").getByRole("form", { name: /^Edit / });

/** What news say. */
export const news = (page: Page) => page.getByRole("region", { name: /^Notifications/ }).getByRole("listitem");
