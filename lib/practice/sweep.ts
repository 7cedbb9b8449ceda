import "server-only";
import { sql } from "drizzle-orm";
import { db } from "@/db/index.ts";
import { abandonedAfterMs } from "./practice-rules.ts";

/** Gives up practices under way without a change for 24 hours, whoever's they are; how far they got stays. */
export async function abandonIdle(now: Date): Promise<void> {
  const before = new Date(now.getTime() - abandonedAfterMs);
  // Owners first, as everywhere: whoever completes a practice holds their row of users before that of the practice.
  await (await db()).execute(sql`
    with owners as (
      update users set tracking_version = tracking_version + 1
      where id in (select user_id from practice_sessions where status = 'active' and updated_at <= ${before})
      returning id
    )
    update practice_sessions p set status = 'abandoned', ended_at = greatest(p.started_at, p.updated_at), updated_at = ${now}
    from owners where p.user_id = owners.id and p.status = 'active' and p.updated_at <= ${before}`);
}
