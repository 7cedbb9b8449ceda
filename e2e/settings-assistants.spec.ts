import type { APIRequestContext } from "@playwright/test";
import { openSettings, part } from "./settings-support.ts";
import { awake, expect, newAccount, test } from "./support.ts";

/** Calls a tool of the MCP server; returns the status and the tool's text. */
async function callTool(request: APIRequestContext, token: string, name: string, sent: object) {
  const answer = await request.post("/api/mcp", {
    headers: { Authorization: `Bearer ${token}`, Accept: "application/json, text/event-stream" },
    data: { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: sent } },
  });
  return { status: answer.status(), text: await answer.text() };
}

test("an assistant gets its configuration with a working token, once", async ({ page, request, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const account = await newAccount(request);
  await openSettings(page, account);
  await awake(page);
  const assistants = part(page, "Assistants");
  const { origin } = new URL(page.url());
  const clients = ["Claude Code", "Claude Desktop", "Cursor", "VS Code", "Another client"];

  await test.step("each client has its own, opened with the keyboard, with a placeholder for the token", async () => {
    await expect(
      assistants.getByText(`claude mcp add --scope user --transport http stint ${origin}/api/mcp`),
    ).toBeVisible();
    for (const client of clients.slice(1)) {
      await assistants.locator("summary").filter({ hasText: client }).focus();
      await page.keyboard.press("Enter");
      const details = assistants.locator("details[open]");
      await expect(details).toHaveCount(1);
      await expect(details).toContainText(`${origin}/api/mcp`);
      await expect(details).toContainText("Bearer YOUR_TOKEN");
    }
  });

  await assistants.getByLabel("Expires after").selectOption("30 days");
  await assistants.getByRole("button", { name: "Create token for an assistant" }).focus();
  await page.keyboard.press("Enter");
  await expect(assistants.getByRole("heading", { name: /it contains the token$/ })).toBeFocused();
  const row = part(page, "API tokens").getByRole("listitem");
  await expect(row).toContainText("Assistant");
  await expect(row).toContainText("Read and write");

  await assistants.locator("summary").filter({ hasText: "Cursor" }).click();
  await assistants.getByRole("button", { name: "Copy for Cursor: mcp.json" }).click();
  const { stint } = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())).mcpServers;
  expect(stint.url).toBe(`${origin}/api/mcp`);
  const token = stint.headers.Authorization.replace("Bearer ", "");
  expect(token).toMatch(/^stint_[\w-]{43}$/);
  const added = await callTool(request, token, "add_task", { title: "Said in an editor" });
  expect([added.status, added.text]).toEqual([200, expect.stringContaining("created")]);
  const { tasks } = await (
    await request.get("/api/v1/tasks", { headers: { Authorization: `Bearer ${account.token}` } })
  ).json();
  expect(tasks).toMatchObject([{ title: "Said in an editor" }]);

  await test.step("it is never shown again", async () => {
    await assistants.getByRole("button", { name: "I have copied it" }).click();
    await expect(assistants.locator("details[open]")).toContainText("Bearer YOUR_TOKEN");
    await page.reload();
    expect(await page.content()).not.toContain(token);
  });

  await part(page, "API tokens").getByRole("button", { name: "Delete Assistant" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete token" }).click();
  await expect(part(page, "API tokens").getByText("No API tokens yet")).toBeVisible();
  expect((await callTool(request, token, "list_tasks", {})).status).toBe(401);
});

test("a deleted token disappears from the configurations, and a read-only one cannot write", async ({
  page,
  request,
}) => {
  await openSettings(page, await newAccount(request));
  await awake(page);
  const assistants = part(page, "Assistants");
  await assistants.getByLabel("Access").selectOption("Read only");
  await assistants.getByRole("button", { name: "Create token for an assistant" }).click();
  await expect(assistants.getByRole("heading", { name: /it contains the token$/ })).toBeVisible();
  const command = (await assistants.locator("details[open] code").textContent()) ?? "";
  const [token = ""] = /stint_[\w-]{43}/.exec(command) ?? [];
  const refused = await callTool(request, token, "add_task", { title: "No" });
  expect([refused.status, refused.text]).toEqual([200, expect.stringContaining("FORBIDDEN")]);
  await part(page, "API tokens").getByRole("button", { name: "Delete Assistant" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete token" }).click();
  await expect(assistants.getByRole("heading", { name: /it contains the token$/ })).toBeHidden();
  expect(await assistants.textContent()).not.toContain(token);
});
