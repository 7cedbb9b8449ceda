/** How clients of MCP are told of Stint. Pure; safe for the browser. */

/** What stands where the token goes until there is one. */
export const noToken = "YOUR_TOKEN";

/** One client: where its configuration goes, and the configuration. */
export interface McpClient {
  id: string;
  name: string;
  where: string;
  texts: { label: string; text: string }[];
}

const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** mcp-remote takes an address without TLS for a mistake, unless it is on this machine. */
const remoteOptions = (url: string): string[] => {
  const { protocol, hostname } = new URL(url);
  const here = hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";
  return protocol === "http:" && !here ? ["--allow-http"] : [];
};

/**
 * A ready configuration for each client.
 * @param address where Stint is, without a slash at the end
 */
export function mcpClients(address: string, token: string = noToken): McpClient[] {
  const url = `${address}/api/mcp`;
  const authorization = `Bearer ${token}`;
  const headers = { Authorization: authorization };
  const remote = ["-y", "mcp-remote", url, "--header", `Authorization:\${STINT_AUTHORIZATION}`, ...remoteOptions(url)];
  return [
    {
      id: "claude-code",
      name: "Claude Code",
      where: "Run this in a terminal.",
      texts: [
        {
          label: "Command",
          text: `claude mcp add --scope user --transport http stint ${url} --header "Authorization: ${authorization}"`,
        },
      ],
    },
    {
      id: "claude-desktop",
      name: "Claude Desktop",
      where:
        "Open claude_desktop_config.json with Settings, Developer, Edit Config. Needs Node.js, whose npx runs mcp-remote. Restart Claude Desktop afterwards.",
      texts: [
        {
          label: "claude_desktop_config.json",
          text: json({
            mcpServers: { stint: { command: "npx", args: remote, env: { STINT_AUTHORIZATION: authorization } } },
          }),
        },
      ],
    },
    {
      id: "cursor",
      name: "Cursor",
      where: "Add this to .cursor/mcp.json in your home folder.",
      texts: [{ label: "mcp.json", text: json({ mcpServers: { stint: { url, headers } } }) }],
    },
    {
      id: "vs-code",
      name: "VS Code",
      where:
        "Open the file with the command “MCP: Open User Configuration”. It contains your token: keep it out of repositories.",
      texts: [{ label: "mcp.json", text: json({ servers: { stint: { type: "http", url, headers } } }) }],
    },
    {
      id: "other",
      name: "Another client",
      where: "Any client that supports MCP over Streamable HTTP and can send a header.",
      texts: [
        { label: "Address", text: url },
        { label: "Header", text: `Authorization: ${authorization}` },
      ],
    },
  ];
}
