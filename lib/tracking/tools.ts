import "server-only";
import type { Tool } from "@/lib/api/tools.ts";

/** What an assistant reads of tracked time. */
export const trackingTools: Tool[] = [];
