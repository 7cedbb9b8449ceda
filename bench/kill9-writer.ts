import { writeSync } from "node:fs";
import { sql } from "drizzle-orm";
import { closeDatabase, database } from "@/db/index.ts";

// The process that bench/kill9.ts kills: four writers, each running one transaction after the other, and a line `id
// note` for each as soon as its commit has returned.

/** A typical transaction: the row, and the day's sum beside it. */
async function writeOne(user: number, note: string): Promise<number> {
  const { orm } = await database();
  return orm.transaction(async (transaction) => {
    const result = (await transaction.execute(sql`
      insert into tracking_sessions (user_id, repo_owner, repo_name, pr_number, start_time, end_time, duration_seconds, ended_by, note)
      values (${user}, 'stint', 'kill9', 1, now(), now() + interval '1 second', 1, 'user', ${note}) returning id`)) as unknown as {
      rows: { id: number }[];
    };
    await transaction.execute(sql`
      insert into daily_stats values (${user}, '2026-01-01', 1, 1) on conflict (user_id, date)
      do update set total_seconds = daily_stats.total_seconds + 1, session_count = daily_stats.session_count + 1`);
    return result.rows[0]?.id ?? 0;
  });
}

async function writeOn(user: number): Promise<void> {
  for (;;) {
    const note = `${process.pid}-${user}-${performance.now()}`;
    const id = await writeOne(user, note);
    // Straight to the pipe: a line in a buffer of ours would be lost with this process.
    writeSync(1, `${id} ${note}\n`);
  }
}

const { orm } = await database();
const people = (await orm.execute(sql`
  insert into users (email) select n || '@example.com' from generate_series(1, 4) n
  on conflict (email) do update set updated_at = now() returning id`)) as unknown as { rows: { id: number }[] };
try {
  await Promise.all(people.rows.map((person) => writeOn(person.id)));
} finally {
  await closeDatabase();
}
