import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { conversations } from "@/db/schema/index.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { mostConversations } from "./constants.ts";

test("an account with the maximum number of conversations can continue those, but not start another", async () => {
  const [user, other] = [await newUser(), await newUser()];
  const orm = await db();
  await orm.execute(sql`insert into conversations (user_id, title)
    select ${user.id}, 'old' from generate_series(1, ${mostConversations - 1}::int)`);
  const ask = ({ id, token }: typeof user, more: object = {}) =>
    call<{ message: string; conversation_id: number }>("POST", `/users/${id}/chat`, {
      token,
      body: { message: "help", ...more },
    });
  const last = await ask(user);
  expect(last.status).toBe(200);
  const refused = await ask(user);
  expect(refused.body).toMatchObject({ code: "CONFLICT", message: expect.stringContaining("delete one") });
  expect(refused.status).toBe(409);
  const { conversation_id } = last.body;
  expect((await ask(user, { conversation_id })).status).toBe(200);
  expect((await ask(other)).status).toBe(200);
  await call("DELETE", `/conversations/${conversation_id}`, { token: user.token });
  expect((await ask(user)).status).toBe(200);
  expect(await orm.$count(conversations, eq(conversations.user_id, user.id))).toBe(mostConversations);
});
