import { mcpDoor } from "@/lib/api/mcp/server.ts";
import { tools } from "@/lib/app/tools.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = mcpDoor(tools);
