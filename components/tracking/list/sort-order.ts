import { dateIn } from "@/lib/core/dates.ts";
import { keyOf } from "@/lib/tracking/reference.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import type { Filters, Sort } from "./filters.ts";

/** Which sessions a list shows, and in which order: what the server does in SQL, for what is already here. Pure. */

const byStart = (a: Session, b: Session): number =>
  a.start_time === b.start_time ? a.id - b.id : a.start_time < b.start_time ? -1 : 1;

// A running session is longer than any other.
const lengthOf = ({ duration_seconds }: Session): number => duration_seconds ?? Number.MAX_SAFE_INTEGER;

const orders: Record<Sort, (a: Session, b: Session) => number> = {
  newest: (a, b) => byStart(b, a),
  oldest: byStart,
  longest: (a, b) => lengthOf(b) - lengthOf(a) || byStart(b, a),
};

/** Below zero when `a` stands before `b`. */
export const compareBy = (sort: Sort): ((a: Session, b: Session) => number) => orders[sort];

const holds = (text: string | null, wanted: string): boolean => text?.toLowerCase().includes(wanted) ?? false;

/** Whether a session is among those that the filters ask for. */
export function matches(session: Session, filters: Filters, zone: string): boolean {
  const { repo, pr, tag, q, from, to } = filters;
  const { repo_owner, repo_name, pr_number, tags, note, start_time } = session;
  if (repo !== null && repo.toLowerCase() !== keyOf(session)) return false;
  if (pr !== null && pr !== pr_number) return false;
  if (tag !== null && !tags.includes(tag)) return false;
  if (from !== null || to !== null) {
    const date = dateIn(zone, start_time);
    if ((from !== null && date < from) || (to !== null && date > to)) return false;
  }
  if (q === null) return true;
  const wanted = q.toLowerCase();
  return holds(note, wanted) || holds(`${repo_owner}/${repo_name}`, wanted) || tags.some((each) => holds(each, wanted));
}
