import { addSession, expect, newAccount, runningCard, signIn, test } from "./support.ts";

test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });

test("a phone has the bar below and the running session in sight", async ({ page, request }) => {
  const account = await newAccount(request);
  for (let hour = 10; hour >= 1; hour--) await addSession(request, account, hour, 30);
  await signIn(page, account);
  await page.getByLabel("Pull request").fill("vercel/next.js#84213");
  await page.getByRole("button", { name: "Start tracking", exact: true }).tap();
  await expect(runningCard(page)).toBeVisible();

  const pill = page.locator("section[aria-label='Running session']").filter({ hasNot: page.getByRole("link") });
  await test.step("not twice while the card can be seen", async () => {
    await expect(pill.filter({ visible: true })).toHaveCount(0);
  });
  await page.mouse.wheel(0, 2000);
  await expect(pill.filter({ visible: true })).toBeInViewport();
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Today" })).toBeInViewport();
  await pill.filter({ visible: true }).getByRole("button", { name: "End" }).tap();
  await expect(page.getByText(/Ended vercel\/next\.js#84213/)).toBeInViewport();

  await page.getByRole("button", { name: /^Account/ }).tap();
  await page.getByRole("menuitem", { name: "Sign out" }).tap();
  await expect(page).toHaveURL("/");
});
