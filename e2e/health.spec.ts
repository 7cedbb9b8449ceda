import { expect, test } from "@playwright/test";

test("the server says that it is well, and its database with it", async ({ request }) => {
  const answer = await request.get("/health");
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toMatchObject({ status: "ok", pending_migrations: [], database: { status: "ok" } });
});
