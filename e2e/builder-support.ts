import type { APIRequestContext, Page } from "@playwright/test";
import { type Account, awake, expect, post } from "./support.ts";

// Shared by the journeys through the sequence builder.

export const rows = (page: Page) => page.getByRole("list", { name: "Steps" }).getByRole("listitem");
export const search = (page: Page) => page.getByRole("combobox", { name: "Find a pose to add" });
export const total = (page: Page) => page.getByText("Takes").locator("..");
export const hold = (page: Page, name: string) =>
  page.getByRole("spinbutton", { name: new RegExp(`^Hold of .*${name}`) });
export const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true }).click();
export const nameField = (page: Page) => page.getByRole("textbox", { name: "Name" });

export async function expectOrder(page: Page, names: string[]): Promise<void> {
  await expect(rows(page)).toContainText(names);
}

/** Creates a sequence of three poses over the API; returns its id. */
export async function made(request: APIRequestContext, account: Account, more: object = {}): Promise<number> {
  const step = { hold_seconds: 30, side: null, transition_seconds: 0 };
  const { id } = await post(request, account, "/sequences", {
    name: "Morning",
    style: "hatha",
    difficulty: "beginner",
    focus_area: "hips",
    poses: [
      { ...step, pose_slug: "mountain-pose" },
      { ...step, pose_slug: "tree-pose", side: "both" },
      { ...step, pose_slug: "chair-pose" },
    ],
    ...more,
  });
  return id;
}

export async function read(request: APIRequestContext, { token }: Account, id: number) {
  const answer = await request.get(`/api/v1/sequences/${id}`, { headers: { Authorization: `Bearer ${token}` } });
  return answer.json();
}

export async function edit(page: Page, id: number): Promise<void> {
  await page.goto(`/practice/sequences/${id}/edit`);
  await expect(page.getByRole("heading", { name: "Edit sequence" })).toBeVisible();
  await awake(page);
}
