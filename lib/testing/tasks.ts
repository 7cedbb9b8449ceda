import { eq } from "drizzle-orm";
import { expect } from "vitest";
import { db } from "@/db/index.ts";
import { tasks } from "@/db/schema/index.ts";
import type { Caller } from "@/lib/api/implement.ts";
import { tools } from "@/lib/app/tools.ts";
import { identify } from "@/lib/auth/principal.ts";
import type { Task } from "@/lib/tasks/shapes.ts";
import { call } from "./http.ts";

/** Tasks for tests. */

/** An account's tasks as they are stored, deleted ones too, in the order of their ids. */
export const storedTasks = async (owner: number) =>
  (await db()).select().from(tasks).where(eq(tasks.user_id, owner)).orderBy(tasks.id);

/** The caller of a bearer token. */
export async function callerOf(token: string): Promise<Caller> {
  const headers = new Headers({ authorization: `Bearer ${token}` });
  const { principal } = await identify(headers);
  return { principal, requestId: "test", address: "127.0.0.1", userAgent: "", headers, defer: (task) => void task() };
}

/** Calls a tool of any domain as the owner of a token. */
export async function callTool<Result = Record<string, unknown>>(token: string, name: string, sent: unknown = {}) {
  const tool = tools.find((each) => each.name === name);
  if (!tool) throw new Error(`There is no tool ${name}`);
  return (await tool.run(await callerOf(token), sent)) as Result;
}

/** A page of tasks, as lists return it. */
export interface TaskPage {
  tasks: Task[];
  total: number;
  limit: number;
  offset: number;
  has_more: boolean;
  next_cursor: string | null;
}

/** An account's requests for tasks; `token` is called for each request. */
export function tasking(token: () => string) {
  const send = <Body = Task>(method: string, path: string, body?: unknown) =>
    call<Body>(method, path, { token: token(), body });
  const list = async (query = "") => (await send<TaskPage>("GET", `/tasks?limit=100&${query}`)).body;
  return {
    send,
    list,
    titles: async (query = "") => (await list(query)).tasks.map(({ title }) => title),
    /** Adds a task, with or without more than its title. */
    add: async (title: string, more: object = {}): Promise<Task> => {
      const answer = await send("POST", "/tasks", { title, ...more });
      if (answer.status !== 201) throw new Error(answer.text);
      return answer.body;
    },
  };
}

/** A tool's error for a task that does not exist. */
export const missingTask = (requested_task_id: unknown, suggestions: unknown[]) => ({
  status: "error",
  code: "TASK_NOT_FOUND",
  message: expect.any(String),
  details: { requested_task_id, suggestions },
});
