import "server-only";
import { env } from "@/lib/core/env.ts";
import { securityHeaders } from "@/lib/core/security-headers.ts";

/** The metadata MCP clients read before they have a token (RFC 9728). */

/** Path of the MCP server, relative to Stint's address. */
export const mcpPath = "/api/mcp";

/** URL of the MCP server's metadata, included in every 401. */
const metadataUrl = (): string => `${env().APP_URL}/.well-known/oauth-protected-resource${mcpPath}`;

/** Tokens of either scope are created in Settings. */
const scopes = ["read", "write"];

/**
 * The `WWW-Authenticate` header of a 401, which points clients to the metadata (RFC 9728, 5.1).
 * @param isWrong whether invalid credentials were sent (RFC 6750, 3.1)
 */
export const challenge = (isWrong: boolean): string =>
  `Bearer realm="Stint"${isWrong ? ', error="invalid_token"' : ""}, scope="${scopes.join(" ")}", resource_metadata="${metadataUrl()}"`;

const headers = () => ({
  ...securityHeaders(),
  // Public, and the same for everybody: a client in a browser may read it from any origin.
  "Access-Control-Allow-Origin": "*",
  "Cache-Control": "public, max-age=3600",
});

/**
 * Handlers of the protected-resource metadata. It lists no authorization server, because Stint has none: tokens are
 * created in Settings or by signing in over the API.
 */
export function protectedResource() {
  const get = (): Response => {
    const { APP_URL } = env();
    const metadata = {
      resource: `${APP_URL}${mcpPath}`,
      resource_name: "Stint",
      resource_documentation: `${APP_URL}/settings#assistants`,
      scopes_supported: scopes,
      bearer_methods_supported: ["header"],
    };
    return Response.json(metadata, { headers: headers() });
  };
  const allowed = { "Access-Control-Allow-Methods": "GET", "Access-Control-Allow-Headers": "MCP-Protocol-Version" };
  const preflight = (): Response => new Response(null, { status: 204, headers: { ...headers(), ...allowed } });
  return { GET: get, HEAD: get, OPTIONS: preflight, dynamic: "force-dynamic" as const };
}
