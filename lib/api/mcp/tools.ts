import "server-only";
import type { CallToolResult, McpServer, StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import { z } from "zod";
import type { Caller } from "@/lib/api/implement.ts";
import { type inOrder, isToolError, type Tool, type ToolResult, toolErrorShape } from "@/lib/api/tools.ts";

/** Tools as clients of MCP see and call them. */

/**
 * The schema as it is listed, which lets everything pass: a tool checks what it is sent by itself, after its guard,
 * so that every door refuses alike and every call is logged.
 */
function asListed(jsonSchema: StandardSchemaWithJSON["~standard"]["jsonSchema"]): StandardSchemaWithJSON {
  return { "~standard": { version: 1, vendor: "stint", validate: (value) => ({ value }), jsonSchema } };
}

/**
 * What a tool answers: its result, or an error. The root says that it is an object, as the protocol of 2025 wants it
 * (MCP 2025-06-18, tools, output schema), and clients that check errors too find them in it.
 */
function answersOf({ output }: Tool): StandardSchemaWithJSON {
  const { jsonSchema } = z.union([output, toolErrorShape])["~standard"];
  const asObject = (schema: Record<string, unknown>) => ({ ...schema, type: "object" });
  return asListed({
    input: (options) => asObject(jsonSchema.input(options)),
    output: (options) => asObject(jsonSchema.output(options)),
  });
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

/**
 * Puts tools into a server that serves one request of this caller's.
 * @param order of the calls of that request
 */
export function registerTools(
  server: McpServer,
  tools: readonly Tool[],
  caller: Caller,
  order: ReturnType<typeof inOrder>,
): void {
  for (const tool of tools) {
    const { name, title, description, input } = tool;
    const about = {
      ...{ title, description, annotations: annotationsOf(tool) },
      ...{ inputSchema: asListed(input["~standard"].jsonSchema), outputSchema: answersOf(tool) },
    };
    server.registerTool(name, about, async (sent) => resultOf(await order(tool, () => tool.run(caller, sent))));
  }
}
