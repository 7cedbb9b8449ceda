import "server-only";
import type { CallToolResult, McpServer, StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import type { Caller } from "./implement.ts";
import { isToolError, type Tool, type ToolResult } from "./tools.ts";

/** Tools as clients of MCP see and call them. */

/**
 * The schema as it is listed, which lets everything pass: a tool checks what it is sent by itself, after its guard,
 * so that every door refuses alike and every call is logged.
 */
function asListed(input: Tool["input"]): StandardSchemaWithJSON {
  const { jsonSchema } = input["~standard"];
  return { "~standard": { version: 1, vendor: "stint", validate: (value) => ({ value }), jsonSchema } };
}

/** What a client may expect of a tool before it calls it. */
const annotationsOf = ({ title, effect, adds }: Tool) => ({
  title,
  readOnlyHint: effect === "read",
  destructiveHint: effect === "destructive",
  idempotentHint: !adds,
  // Nothing outside the person's own account is reached.
  openWorldHint: false,
});

const resultOf = (result: ToolResult): CallToolResult => ({
  content: [{ type: "text", text: JSON.stringify(result) }],
  structuredContent: { ...result },
  ...(isToolError(result) && { isError: true }),
});

/** Puts tools into a server that serves one request of this caller's. */
export function registerTools(server: McpServer, tools: readonly Tool[], caller: Caller): void {
  for (const tool of tools) {
    const { name, title, description, input } = tool;
    const about = { title, description, inputSchema: asListed(input), annotations: annotationsOf(tool) };
    server.registerTool(name, about, async (sent) => resultOf(await tool.run(caller, sent)));
  }
}
