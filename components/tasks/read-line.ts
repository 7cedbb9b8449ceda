import type { QuickOptions } from "@/lib/tasks/quick-add.ts";

/** Reading days and priorities out of a line. What does it is as large as all the rest of the page, so it comes late. */

/** A line as it was typed, and all that it takes to read it later as it would have been read then. */
export interface UnreadLine {
  line: string;
  /** The person's date when the line was typed, `YYYY-MM-DD`. */
  today: string;
  options: QuickOptions;
}

/** Loads what reads a line. Rejects when it cannot be had for now. */
export const loadQuickAdd = () => import("@/lib/tasks/quick-add.ts").then(({ quickAdd }) => quickAdd);
export type QuickAdd = Awaited<ReturnType<typeof loadQuickAdd>>;
