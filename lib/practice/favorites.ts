import "server-only";
import { withOwnerLock } from "@/db/owner.ts";
import { type PageRequest, pageOf, positionOf } from "@/lib/api/pagination.ts";
import { notFound } from "@/lib/core/errors.ts";
import * as queries from "./favorite-queries.ts";
import { listFavorites } from "./library-queries.ts";
import { holdSequence } from "./sequence-queries.ts";
import { summaryOf } from "./sequences.ts";

/** A user's favourite sequences. */

/** Makes a sequence a favourite; an existing favourite stays unchanged. */
export async function add(owner: number, id: number, now: Date): Promise<void> {
  await withOwnerLock(owner, "practice", async (tx) => {
    if (!(await holdSequence(owner, id, tx))) throw notFound("Sequence");
    await queries.insertFavorite(owner, id, now, tx);
  });
}

/** Removes a sequence from the favourites, also one that has become private since. */
export async function remove(owner: number, id: number): Promise<void> {
  await withOwnerLock(owner, "practice", async (tx) => {
    if (await queries.deleteFavorite(owner, id, tx)) return;
    if (!(await holdSequence(owner, id, tx))) throw notFound("Sequence");
  });
}

/** A page of favourites, the latest first; those that became private to other users are left out. */
export async function list(owner: number, input: PageRequest) {
  const { rows: found, total } = await listFavorites(owner, input, positionOf(input.cursor));
  const { rows, page } = pageOf(found, total, input, (row) => ({ time: row.favorited_at, id: row.id }));
  const favorites = rows.map((row) => ({
    ...summaryOf({ ...row, is_favorite: true }, owner),
    favorited_at: row.favorited_at.toISOString(),
  }));
  return { favorites, ...page };
}
