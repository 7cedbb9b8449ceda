import "server-only";
import { and, eq } from "drizzle-orm";
import type { Executor } from "@/db/index.ts";
import { userFavorites } from "@/db/schema/index.ts";

/** SQL that writes favourites. The owner is always the first argument. */

/** Inserts a favourite; an existing one stays unchanged. */
export async function insertFavorite(owner: number, sequence_id: number, created_at: Date, tx: Executor) {
  await tx.insert(userFavorites).values({ user_id: owner, sequence_id, created_at }).onConflictDoNothing();
}

/** Deletes a favourite. @returns whether it existed */
export async function deleteFavorite(owner: number, sequence_id: number, tx: Executor): Promise<boolean> {
  const rows = await tx
    .delete(userFavorites)
    .where(and(eq(userFavorites.user_id, owner), eq(userFavorites.sequence_id, sequence_id)))
    .returning({ id: userFavorites.sequence_id });
  return rows.length > 0;
}
