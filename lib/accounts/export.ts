import "server-only";
import { exportAssistant } from "@/lib/assistant/export-account.ts";
import { exportPractice } from "@/lib/practice/export-account.ts";
import { exportTasks } from "@/lib/tasks/export-account.ts";
import { exportTracking } from "@/lib/tracking/export-account.ts";
import { exportAccount } from "./export-account.ts";

/** One domain's part of an account's export. */
export interface Exporter {
  /** The part's key in the document. */
  name: string;
  /** The tables it covers; a test finds tables with a `user_id` that no part covers. */
  tables: string[];
  read(owner: number): Promise<Record<string, unknown>>;
}

/** Every domain that stores data of an account has its entry here. */
export const exporters: Exporter[] = [
  { name: "account", tables: ["login_sessions", "api_tokens", "email_tokens"], read: exportAccount },
  {
    name: "tracking",
    tables: ["tracking_sessions", "deleted_sessions", "activities", "daily_stats", "repository_names"],
    read: exportTracking,
  },
  {
    name: "practice",
    tables: ["practice_sessions", "user_achievements", "sequences", "user_favorites"],
    read: exportPractice,
  },
  { name: "tasks", tables: ["tasks"], read: exportTasks },
  { name: "assistant", tables: ["conversations", "messages"], read: exportAssistant },
];

/** Everything an account owns. */
export async function exportEverything(owner: number): Promise<Record<string, unknown>> {
  const document: Record<string, unknown> = { exported_at: new Date().toISOString() };
  for (const { name, read } of exporters) document[name] = await read(owner);
  return document;
}
