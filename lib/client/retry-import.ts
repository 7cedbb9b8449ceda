import { untilOnline } from "./connection.ts";

const firstPauseMs = 2000;
const longestPauseMs = 60_000;

/**
 * Loads a part that comes by itself, for as long as it takes. A part that fails to load would take its whole page away,
 * with what was typed there; this one waits for the connection, or for the server, and tries again.
 * @param load `() => import("./part.tsx")`
 */
export async function retryImport<Part>(load: () => Promise<Part>): Promise<Part> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await load();
    } catch {
      await new Promise((done) => setTimeout(done, pauseMs));
      await untilOnline();
    }
  }
}
