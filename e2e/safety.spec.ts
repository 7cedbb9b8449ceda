import { expect, newAccount, pullRequest, runningCard, signIn, test } from "./support.ts";

test("each page's policy has its own nonce and forbids framing", async ({ request }) => {
  const policies = await Promise.all(
    ["/", "/sign-in", "/nothing/here"].map(async (path) => {
      const answer = await request.get(path);
      expect(answer.headers()).toMatchObject({
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "strict-origin-when-cross-origin",
      });
      return answer.headers()["content-security-policy"] ?? "";
    }),
  );
  for (const policy of policies) {
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}' 'strict-dynamic';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe-eval");
  }
  expect(new Set(policies).size).toBe(3);
});

test("a signed-in page redirects a stranger to sign in", async ({ request }) => {
  const strangers: Record<string, string>[] = [
    {},
    { Cookie: "stint.session=made.up.cookie" },
    { Authorization: "Bearer made.up" },
  ];
  for (const headers of strangers) {
    const answer = await request.get("/today?a=b", { maxRedirects: 0, headers });
    expect(answer.status()).toBe(307);
    expect(answer.headers().location).toBe("/sign-in?next=%2Ftoday%3Fa%3Db");
  }
});

test("forms of other sites and of extensions change nothing", async ({ page, request, context, browser, baseURL }) => {
  const account = await newAccount(request);
  await signIn(page, account);
  // Without scripts the form posts a server action, as another site could have a browser do.
  const plain = await browser.newPage({ javaScriptEnabled: false, storageState: await context.storageState() });
  await plain.goto("/today");
  const sent = plain.waitForRequest((one) => one.method() === "POST" && one.url().endsWith("/today"));
  await plain.getByLabel("Pull request").fill("vercel/next.js#84213");
  await plain.getByRole("button", { name: "Start tracking" }).click();
  const original = await sent;
  await expect(runningCard(plain)).toBeVisible();

  const all = await original.allHeaders();
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const kept = {
    "content-type": all["content-type"] ?? "",
    accept: all.accept ?? "",
    cookie,
  };
  // The same start of another pull request, as an attacker would send it.
  const data = (original.postDataBuffer() ?? Buffer.alloc(0)).toString("latin1").replaceAll("84213", "84214");
  expect(data).toContain("84214");
  const running = async () => {
    const headers = { Authorization: `Bearer ${account.token}` };
    const { active_session } = await (await request.get("/api/v1/stats/summary", { headers })).json();
    return active_session?.pr_number;
  };
  const strangers: Record<string, string>[] = [
    {},
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "chrome-extension://abcdefghijklmnop", "sec-fetch-site": "none" },
    { "sec-fetch-site": "none" },
    { "sec-fetch-site": "same-site" },
    { origin: baseURL ?? "", "sec-fetch-site": "cross-site" },
    { origin: "https://evil.example", authorization: "Bearer made.up" },
  ];
  for (const stranger of strangers) {
    const answer = await request.post("/today", {
      headers: { ...kept, ...stranger },
      data: Buffer.from(data, "latin1"),
    });
    expect(answer.status(), JSON.stringify(stranger)).toBe(403);
  }
  expect(await running()).toBe(pullRequest.pr_number);

  await test.step("while the page itself can", async () => {
    const headers = { ...kept, origin: baseURL ?? "", "sec-fetch-site": "same-origin" };
    const answer = await request.post("/today", { headers, data: Buffer.from(data, "latin1") });
    expect(answer.status()).toBe(200);
    expect(await running()).toBe(84_214);
  });
  await plain.close();
});
