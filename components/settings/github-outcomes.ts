/** What to say when somebody is back from GitHub, by the code the way back carries. */

const failures: Record<string, string> = {
  taken: "This GitHub account is linked to another Stint account. Nothing was changed.",
  occupied: "Your account is linked to another GitHub account. Unlink that one first.",
  cancelled: "Linking was cancelled at GitHub. Nothing was changed.",
  expired: "Linking took longer than ten minutes. Nothing was changed. Try again.",
  "other-login": "You signed in again while you were at GitHub. Nothing was changed. Try again.",
  RATE_LIMITED: "Too many attempts. Nothing was changed. Try again in a minute.",
  UNAVAILABLE: "GitHub could not be reached. Nothing was changed. Try again.",
};

/**
 * The words for an outcome; null for a success that no longer holds, as the URL outlives what it reports.
 * @param linked whether the account is linked now
 */
export function formatTripEnd(outcome: string, linked: boolean): { done: boolean; message: string } | null {
  if (outcome === "linked") return linked ? { done: true, message: "Your account is linked to GitHub." } : null;
  const known = Object.hasOwn(failures, outcome) ? failures[outcome] : undefined;
  return { done: false, message: known ?? "Linking failed. Nothing was changed. Try again." };
}
