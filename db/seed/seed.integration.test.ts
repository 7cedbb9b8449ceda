import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testDriver } from "@/lib/testing/driver.ts";
import { type ScratchDatabase, scratchDatabase } from "@/lib/testing/scratch-database.ts";
import { openDatabase } from "../index.ts";
import { bringUpToDate } from "../migrate.ts";
import { type SeedContent, shipped } from "./content.ts";
import { seed } from "./seed.ts";

let scratch: ScratchDatabase;

const lock = sql`select pg_advisory_xact_lock(7)`;

const rows = <Row>(text: string): Promise<Row[]> => scratch.handle.connection((query) => query<Row>(text));

const seeded = () =>
  rows<{ all: string }>(`select json_build_object(
    'poses', (select json_agg(p order by p.id) from poses p),
    'sequences', (select json_agg(s order by s.id) from sequences s),
    'steps', (select json_agg(s order by s.sequence_id, s.position) from sequence_poses s),
    'achievements', (select json_agg(a order by a.id) from achievements a),
    'seeds', (select json_agg(s) from seeds s))::text as all`);

/** The seed data with changes to its first pose, sequence and achievement. */
const changed = (pose: object, sequence: object = {}, achievement: object = {}): SeedContent => ({
  poses: shipped.poses.map((each, index) => (index === 0 ? { ...each, ...pose } : each)),
  sequences: shipped.sequences.map((each, index) => (index === 0 ? { ...each, ...sequence } : each)),
  achievements: shipped.achievements.map((each, index) => (index === 0 ? { ...each, ...achievement } : each)),
});

beforeEach(async () => {
  scratch = await scratchDatabase("migrated");
});
afterEach(() => scratch.drop());

describe("seeding", () => {
  test("runs with the migrations: sixty poses, twelve sequences with their steps, and the achievements", async () => {
    const [counts] = await rows(`select (select count(*)::int from poses) as poses,
      (select count(*)::int from sequences where user_id is null and is_public) as sequences,
      (select count(*)::int from sequence_poses) as steps, (select count(*)::int from achievements) as achievements`);
    expect(counts).toEqual({
      poses: 60,
      sequences: 12,
      steps: shipped.sequences.flatMap(({ steps }) => steps).length,
      achievements: shipped.achievements.length,
    });
    const wrong = await rows(`select s.slug from sequences s join sequence_poses p on p.sequence_id = s.id group by s.id
      having sum(p.hold_seconds * case when p.side = 'both' then 2 else 1 end + p.transition_seconds) <> s.total_seconds
        or count(*) <> s.pose_count`);
    expect(wrong).toEqual([]);
  });

  test("a second time changes no row, and writes nothing", async () => {
    const before = await seeded();
    expect(await bringUpToDate(scratch.handle)).toEqual({ applied: [], seeded: false });
    expect(await seeded()).toEqual(before);
  });

  test("adds what is missing and leaves the rest as it is, versions included", async () => {
    await rows("delete from seeds");
    await rows("delete from sequences where slug = '5-minute-desk-break'");
    await rows("delete from achievements where slug = 'first-practice'");
    const kept = await rows("select * from sequences order by id");
    const poses = await rows("select * from poses order by id");
    expect(await seed(scratch.handle, lock)).toBe(true);
    expect(await rows("select * from poses order by id")).toEqual(poses);
    expect(await rows("select * from sequences where slug <> '5-minute-desk-break' order by id")).toEqual(kept);
    expect(
      await rows(
        "select count(*)::int as steps from sequence_poses p join sequences s on s.id = p.sequence_id where s.slug = '5-minute-desk-break'",
      ),
    ).toEqual([{ steps: 9 }]);
    expect(await rows("select slug from achievements where slug = 'first-practice'")).toHaveLength(1);
  });

  test("applies changes of the seed data to rows nobody has edited", async () => {
    const step = { pose_slug: "tree-pose", hold_seconds: 60, side: "both" as const, transition_seconds: 0 };
    const next = changed(
      { description: "Anew.", cautions: ["vertigo"], unverified: ["cautions"] },
      { description: "Shorter.", steps: [step], total_seconds: 120, pose_count: 1 },
      { threshold: 2 },
    );
    const others = await rows("select * from sequences where slug <> '5-minute-desk-break' order by id");
    expect(await seed(scratch.handle, lock, next)).toBe(true);
    expect(await rows("select description, cautions, unverified from poses where slug = 'mountain-pose'")).toEqual([
      { description: "Anew.", cautions: ["vertigo"], unverified: ["cautions"] },
    ]);
    expect(
      await rows(`select s.description, s.total_seconds, s.version, p.slug, t.side from sequences s
        join sequence_poses t on t.sequence_id = s.id join poses p on p.id = t.pose_id where s.slug = '5-minute-desk-break'`),
    ).toEqual([{ description: "Shorter.", total_seconds: 120, version: 2, slug: "tree-pose", side: "both" }]);
    expect(await rows("select threshold from achievements where slug = 'first-practice'")).toEqual([{ threshold: 2 }]);
    expect(await rows("select * from sequences where slug <> '5-minute-desk-break' order by id")).toEqual(others);
  });

  test("never overwrites an administrator's edits", async () => {
    await rows("update poses set description = 'Mine', edited_at = now() where slug = 'mountain-pose'");
    await rows("update sequences set name = 'Mine', edited_at = now() where slug = '5-minute-desk-break'");
    await rows("update achievements set name = 'Mine', edited_at = now() where slug = 'first-practice'");
    await seed(scratch.handle, lock, changed({ description: "Anew." }, { name: "Anew", steps: [] }, { name: "Anew" }));
    expect(
      await rows(`select description as word from poses where slug = 'mountain-pose'
        union all select name from sequences where slug = '5-minute-desk-break'
        union all select name from achievements where slug = 'first-practice'`),
    ).toEqual([{ word: "Mine" }, { word: "Mine" }, { word: "Mine" }]);
    expect(
      await rows(
        "select count(*)::int as steps from sequence_poses p join sequences s on s.id = p.sequence_id where s.slug = '5-minute-desk-break'",
      ),
    ).toEqual([{ steps: 9 }]);
  });

  test("keeps users' own sequences, favourites and practices that use changed rows", async () => {
    await rows("insert into users (email) values ('a@example.com')");
    await rows(`insert into sequences (user_id, name, style, difficulty, focus_area, total_seconds, pose_count, search_text)
      select id, 'Own', 'desk', 'beginner', 'hips', 60, 1, 'own hips' from users`);
    await rows(
      "insert into user_favorites (user_id, sequence_id) select u.id, s.id from users u, sequences s where s.slug = '5-minute-desk-break'",
    );
    await seed(scratch.handle, lock, changed({}, { name: "Anew" }));
    expect(await rows("select s.name from user_favorites f join sequences s on s.id = f.sequence_id")).toEqual([
      { name: "Anew" },
    ]);
    expect(await rows("select name, version from sequences where user_id is not null")).toEqual([
      { name: "Own", version: 1 },
    ]);
  });

  if (testDriver() !== "pglite") {
    test("by three concurrent starts on an empty database inserts everything once", async () => {
      const empty = await scratchDatabase("empty");
      const handles = await Promise.all([openDatabase(), openDatabase(), openDatabase()]);
      try {
        const done = await Promise.all(handles.map((handle) => bringUpToDate(handle)));
        expect(done.filter((each) => each.seeded)).toHaveLength(1);
        const count = await empty.handle.connection((query) =>
          query(
            "select (select count(*)::int from poses) as poses, (select count(*)::int from sequences) as sequences",
          ),
        );
        expect(count).toEqual([{ poses: 60, sequences: 12 }]);
      } finally {
        for (const handle of handles) await handle.close();
        await empty.drop();
      }
    });
  }
});
