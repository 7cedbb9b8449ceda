import { expect, test } from "vitest";
import { scratchDatabase } from "@/lib/testing/scratch-database.ts";
import { migrateUp } from "./migrate.ts";
import { readMigrations } from "./migration-files.ts";

test("repositories that differ only in case are merged, spelled as first seen, separately for each user", async () => {
  const { handle, drop } = await scratchDatabase("empty");
  try {
    const rows = <Row>(text: string): Promise<Row[]> => handle.connection((query) => query<Row>(text));
    const names = readMigrations().map(({ name }) => name);
    const before = names.findIndex((name) => name.endsWith("_repository_names"));
    await migrateUp(handle, { steps: before });
    await rows("insert into users (email) values ('a@example.com'), ('b@example.com')");
    const session = (user: number, owner: string, name: string, hour: number, seconds: number) => `
      (${user}, '${owner}', '${name}', 1, '2026-01-05T0${hour}:00Z', '2026-01-05T0${hour}:30Z', ${seconds}, 'user', '2026-01-05T0${hour}:30Z')`;
    await rows(`insert into tracking_sessions
      (user_id, repo_owner, repo_name, pr_number, start_time, end_time, duration_seconds, ended_by, created_at) values
      ${session(1, "VERCEL", "next.js", 3, 30)}, ${session(1, "Vercel", "Next.js", 2, 20)},
      ${session(1, "vercel", "AI", 4, 40)}, ${session(2, "VERCEL", "NEXT.JS", 5, 50)}`);
    await rows(`insert into daily_stats values (1, '2026-01-05', 90, 3), (2, '2026-01-05', 50, 1)`);
    await rows(`insert into activities (user_id, activity_type, repo_owner, repo_name, pr_number, created_at) values
      (1, 'approve', 'vercel', 'NEXT.js', 1, '2026-01-05T06:00Z'), (1, 'approve', 'Acme', 'api', 1, '2026-01-05T06:00Z'),
      (1, 'approve', 'acme', 'API', 1, '2026-01-05T05:00Z')`);
    await rows(`insert into deleted_sessions (id, user_id, repo_owner, repo_name, pr_number, start_time, deleted_at, created_at)
      values (99, 1, 'vercel', 'ai', 1, '2026-01-05T07:00Z', '2026-01-05T07:00Z', '2026-01-05T07:00Z')`);
    const versions = await rows<{ tracking_version: number }>("select tracking_version from users order by id");
    await migrateUp(handle);
    const spelled = (table: string) =>
      rows(`select user_id::int as person, repo_owner || '/' || repo_name as name, count(*)::int as count
        from ${table} group by user_id, repo_owner, repo_name order by user_id, repo_owner collate "C", repo_name`);
    expect(await spelled("tracking_sessions")).toEqual([
      { person: 1, name: "Vercel/AI", count: 1 },
      { person: 1, name: "Vercel/Next.js", count: 2 },
      { person: 2, name: "VERCEL/NEXT.JS", count: 1 },
    ]);
    expect(await spelled("activities")).toEqual([
      { person: 1, name: "Vercel/Next.js", count: 1 },
      { person: 1, name: "acme/API", count: 2 },
    ]);
    expect(await spelled("deleted_sessions")).toEqual([{ person: 1, name: "Vercel/AI", count: 1 }]);
    expect(await spelled("repository_names")).toEqual([
      { person: 1, name: "Vercel/AI", count: 1 },
      { person: 1, name: "Vercel/Next.js", count: 1 },
      { person: 1, name: "acme/API", count: 1 },
      { person: 2, name: "VERCEL/NEXT.JS", count: 1 },
    ]);
    // Days cover all repositories together, and cached responses are identified by the version.
    expect(await rows("select total_seconds::int as seconds from daily_stats order by user_id")).toEqual([
      { seconds: 90 },
      { seconds: 50 },
    ]);
    const after = await rows<{ tracking_version: number }>("select tracking_version from users order by id");
    expect(after.map((row, index) => row.tracking_version - (versions[index]?.tracking_version ?? 0))).toEqual([1, 0]);
  } finally {
    await drop();
  }
});
