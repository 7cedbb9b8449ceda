import "server-only";
import { exportRows } from "./library-queries.ts";
import { shownStep } from "./library-steps.ts";

/** The owner's sequences and favourites, for the export of an account. */
export async function exportLibrary(owner: number): Promise<Record<string, unknown>> {
  const { sequences, favorites } = await exportRows(owner);
  return { sequences: sequences.map(({ steps, ...row }) => ({ ...row, poses: steps.map(shownStep) })), favorites };
}
