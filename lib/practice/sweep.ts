import "server-only";
import { run, type Statement } from "@/db/index.ts";
import { ownersCte } from "@/db/owner.ts";
import { abandonedAfterMs } from "./practice-rules.ts";

// Owners first, as everywhere: completing a practice locks its row of users before that of the practice.
const abandonStatement: Statement = {
  name: "practice_abandon",
  text: `with ${ownersCte("practice", "id in (select user_id from practice_sessions where status = 'active' and updated_at <= $1)")}
    update practice_sessions p set status = 'abandoned', ended_at = greatest(p.started_at, p.updated_at), updated_at = $2
    from owners where p.user_id = owners.id and p.status = 'active' and p.updated_at <= $1`,
};

/** Marks all users' practices in progress without a change for 24 hours as abandoned; their progress stays. */
export async function abandonIdle(now: Date): Promise<void> {
  await run(abandonStatement, [new Date(now.getTime() - abandonedAfterMs), now]);
}
