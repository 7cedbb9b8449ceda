import { protectedResource } from "@/lib/api/mcp/metadata.ts";

export const { GET, HEAD, OPTIONS, dynamic } = protectedResource();
