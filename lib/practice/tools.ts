import "server-only";
import type { Tool } from "@/lib/api/tools.ts";

/** What an assistant reads of practices. */
export const practiceTools: Tool[] = [];
