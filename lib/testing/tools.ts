import type { Caller } from "@/lib/api/implement.ts";
import type { ToolResult } from "@/lib/api/tools.ts";
import { tools } from "@/lib/app/tools.ts";
import { identify } from "@/lib/auth/principal.ts";

/** The caller of a request with this token. */
export async function callerOf(token: string): Promise<Caller> {
  const headers = new Headers({ authorization: `Bearer ${token}` });
  const { principal } = await identify(headers);
  return { principal, requestId: "test", address: "test", userAgent: "", headers, defer: () => {} };
}

/** Calls a tool as the token's account, the way every door does. */
export async function callTool<Result = ToolResult>(token: string, name: string, input: unknown = {}): Promise<Result> {
  const tool = tools.find((one) => one.name === name);
  if (!tool) throw new Error(`There is no tool ${name}`);
  return (await tool.run(await callerOf(token), input)) as Result;
}
