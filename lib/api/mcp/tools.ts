import "server-only";
import type { CallToolResult, McpServer, StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import { z } from "zod";
import type { Caller } from "@/lib/api/implement.ts";
import { type inOrder, isToolError, type Tool, type ToolResult, toolErrorShape } from "@/lib/api/tools.ts";

/** Tools as MCP clients see and call them. */

/**
 * The listed schema, which accepts everything: a tool validates its input itself, after checking access, so that every
 * door rejects the same way and every call is logged.
 */
function asListed(jsonSchema: StandardSchemaWithJSON["~standard"]["jsonSchema"]): StandardSchemaWithJSON {
  return { "~standard": { version: 1, vendor: "stint", validate: (value) => ({ value }), jsonSchema } };
}

/**
 * The output of a tool: its result, or an error. The root is an object, as the 2025 protocol requires (MCP 2025-06-18,
 * tools, output schema), so clients that validate errors too accept them.
 */
function answersOf({ output }: Tool): StandardSchemaWithJSON {
  const { jsonSchema } = z.union([output, toolErrorShape])["~standard"];
  const asObject = (schema: Record<string, unknown>) => ({ ...schema, type: "object" });
  return asListed({
    input: (options) => asObject(jsonSchema.input(options)),
    output: (options) => asObject(jsonSchema.output(options)),
  });
}

/** The tool annotations for clients. */
const annotationsOf = ({ title, effect, adds }: Tool) => ({
  title,
  readOnlyHint: effect === "read",
  destructiveHint: effect === "destructive",
  idempotentHint: !adds,
  // Nothing outside the user's own account is reached.
  openWorldHint: false,
});

const resultOf = (result: ToolResult): CallToolResult => ({
  content: [{ type: "text", text: JSON.stringify(result) }],
  structuredContent: { ...result },
  ...(isToolError(result) && { isError: true }),
});

/**
 * Registers tools on a server that handles one request of this caller.
 * @param order queue for the calls of that request
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
