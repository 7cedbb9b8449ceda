import "server-only";
import { env } from "@/lib/core/env.ts";
import { securityHeaders } from "@/lib/core/security-headers.ts";

/** What clients of MCP learn of Stint before they have a token (RFC 9728). */

/** Where the MCP server stands, below the address people open. */
export const mcpPath = "/api/mcp";

/** The address of the MCP server's metadata, which every 401 names. */
const metadataUrl = (): string => `${env().APP_URL}/.well-known/oauth-protected-resource${mcpPath}`;

/** Tokens of either scope are made in Settings. */
const scopes = ["read", "write"];

/**
 * The `WWW-Authenticate` of a 401, which leads clients to the metadata (RFC 9728, 5.1).
 * @param isWrong whether credentials were sent that do not hold (RFC 6750, 3.1)
 */
export const challenge = (isWrong: boolean): string =>
  `Bearer realm="Stint"${isWrong ? ', error="invalid_token"' : ""}, scope="${scopes.join(" ")}", resource_metadata="${metadataUrl()}"`;

const headers = () => ({
  ...securityHeaders(),
  // Public, and the same for everybody: a client in a browser may read it wherever its page comes from.
  "Access-Control-Allow-Origin": "*",
  "Cache-Control": "public, max-age=3600",
});

/**
 * Handlers of the protected-resource metadata. It names no authorization server, because Stint has none: tokens are
 * made in Settings or by signing in over the API.
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
