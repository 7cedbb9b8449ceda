import "server-only";
import type { Tool } from "@/lib/api/tools.ts";
import { practiceTools } from "@/lib/practice/tools.ts";
import { taskTools } from "@/lib/tasks/tools.ts";
import { trackingTools } from "@/lib/tracking/tools.ts";

/** Every tool of every domain: those the assistant may call, and MCP clients see. */
export const tools: readonly Tool[] = [...taskTools, ...trackingTools, ...practiceTools];
