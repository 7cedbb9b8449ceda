import "server-only";
import { implementTools, type Tool } from "@/lib/api/tools.ts";
import { sayDuration } from "@/lib/words.ts";
import { practiceContract } from "./contract.ts";
import { practice } from "./service.ts";

/** What an assistant reads of practices. Durations come in seconds and in words. */
export const practiceTools: Tool[] = implementTools("practice", practiceContract, {
  stats: async (caller) => {
    const { by_week: _, favorite_styles, ...totals } = await practice.stats(caller, {});
    return {
      status: "ok",
      ...totals,
      total: sayDuration(totals.total_seconds),
      today: sayDuration(totals.today_seconds),
      week: sayDuration(totals.week_seconds),
      favorite_styles: favorite_styles.map((style) => ({ ...style, total: sayDuration(style.total_seconds) })),
    };
  },
});
