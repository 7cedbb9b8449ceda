import "server-only";
import type { Tool } from "@/lib/api/tools.ts";

/** What an assistant does with tasks. */
export const taskTools: Tool[] = [];
