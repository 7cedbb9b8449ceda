import { mcpDoor } from "@/lib/api/mcp.ts";
import { tools } from "@/lib/tools.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = mcpDoor(tools);
