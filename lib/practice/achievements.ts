import "server-only";
import type { Executor } from "@/db/index.ts";
import type { Reply } from "@/lib/api/implement.ts";
import { type PageRequest, pageOf, positionOf } from "@/lib/api/pagination.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import { today } from "@/lib/core/time.ts";
import { named } from "@/lib/tracking/stats.ts";
import * as queries from "./achievement-queries.ts";
import { type Begun, type Facts, factsOf, measures } from "./achievement-rules.ts";
import type { Achievement } from "./shapes.ts";

/** Achievements earned with practices: once, and permanently. */

interface Row {
  slug: string;
  name: string;
  description: string;
  threshold: number;
  earned_at: Date | null;
}

const measured = ({ slug }: Row, facts: Facts): number => measures[slug]?.(facts) ?? 0;

function achievementOf(row: Row, facts: Facts | undefined): Achievement {
  const { slug, name, description, threshold, earned_at } = row;
  const progress = earned_at || !facts ? threshold : Math.min(threshold, measured(row, facts));
  return { slug, name, description, threshold, progress, earned_at: earned_at?.toISOString() ?? null };
}

/** A practice that counts, as needed for achievements. */
interface Counting extends NonNullable<Begun> {
  id: number;
  ended_at: Date | null;
}

/** Awards the owner's achievements for a practice that has come to count, within its transaction. */
export async function earn(owner: number, practice: Counting, now: Date, tx: Executor): Promise<void> {
  const rows = (await queries.allAchievements(owner, tx)).filter((row) => row.earned_at === null);
  if (rows.length === 0) return;
  const facts = factsOf(await queries.totalsOf(owner, tx), practice);
  const earned_at = new Date(Math.min(practice.ended_at?.getTime() ?? now.getTime(), now.getTime()));
  const reached = rows.filter((row) => measured(row, facts) >= row.threshold);
  const given = reached.map(({ id }) => ({ achievement_id: id, practice_session_id: practice.id, earned_at }));
  await queries.giveAchievements(owner, given, tx);
}

/** The achievements of one practice. */
export async function earnedWith(owner: number, practice: number, tx?: Executor): Promise<Achievement[]> {
  return (await queries.achievementsOf(owner, practice, tx)).map((row) => achievementOf(row, undefined));
}

/** A page of all achievements, with progress. */
export function list(principal: Principal, page: PageRequest, now: Date): Reply {
  const { id: owner, timezone } = principal;
  const position = positionOf(page.cursor);
  const asked = `achievements-${page.limit}-${page.offset}-${position?.id ?? 0}`;
  return named(principal, today(timezone, now), ["practice", asked], async () => {
    const [all, totals] = [await queries.allAchievements(owner), await queries.totalsOf(owner)];
    const facts = factsOf(totals, null);
    const first = position ? all.findIndex((row) => row.id === position.id) + 1 : page.offset;
    const found = all.slice(first, first + page.limit + 1);
    // A short list in its own order: a row's id defines its position.
    const { rows, page: pagination } = pageOf(found, all.length, page, ({ id }) => ({ time: new Date(0), id }));
    return { achievements: rows.map((row) => achievementOf(row, facts)), ...pagination };
  });
}
