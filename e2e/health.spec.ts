import { expect, test } from "@playwright/test";

test("the server reports that it is healthy, and its database too", async ({ request }) => {
  // `starting` comes first, while the database is being opened.
  await expect
    .poll(async () => (await request.get("/health")).json(), { timeout: 30_000 })
    .toMatchObject({ status: "ok", pending_migrations: [], database: { status: "ok" } });
});
