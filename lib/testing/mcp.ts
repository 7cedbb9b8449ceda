import { Client, StreamableHTTPClientTransport, type VersionNegotiationMode } from "@modelcontextprotocol/client";
import type { ToolResult } from "@/lib/api/tools.ts";
import { call, dispatch, type Sent } from "./http.ts";

/** The MCP server, called by the official client and by hand. */

const address = "http://localhost:3000/api/mcp";

/** The official client, connected as the token's owner; `legacy` uses the 2025 protocol, `auto` the current one. */
export async function connect(token: string, mode: VersionNegotiationMode = "auto"): Promise<Client> {
  const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode } });
  const transport = new StreamableHTTPClientTransport(new URL(address), {
    requestInit: { headers: { authorization: `Bearer ${token}`, host: "localhost:3000" } },
    fetch: (url, init) => dispatch(new Request(url, init)),
  });
  await client.connect(transport);
  return client;
}

/** Calls a tool over MCP and returns its structured result; its text must be the same. */
export async function callOver(client: Client, name: string, input: Record<string, unknown> = {}) {
  const { content, structuredContent, isError = false } = await client.callTool({ name, arguments: input });
  const [text] = content;
  const result = text?.type === "text" ? JSON.parse(text.text) : undefined;
  if (JSON.stringify(result) !== JSON.stringify(structuredContent)) throw new Error("Text and structure differ");
  return { ...(structuredContent as ToolResult), isError };
}

/** A message of the 2025 protocol. */
export const message = (method: string, params: object = {}) => ({ jsonrpc: "2.0", id: 1, method, params });

/** The body of an error. */
export interface McpRefusal {
  jsonrpc: string;
  id: unknown;
  error: { code: number; message: string; data?: { code: string; request_id: string } };
}

/** Posts a message, or anything a test sends instead. */
export const send = <Body = McpRefusal>({ headers, ...sent }: Sent = {}, method = "POST") =>
  call<Body>(method, "/api/mcp", {
    ...(method === "POST" && { body: message("ping") }),
    ...sent,
    headers: { accept: "application/json, text/event-stream", ...headers },
  });
