import { eq } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/index.ts";
import { practiceSessions, trackingSessions } from "@/db/schema/index.ts";
import { achievementSeeds } from "@/db/seed/achievements.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { addDays } from "@/lib/core/time.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { newPoses, newSequence, practising, stepOf, storedAchievements } from "@/lib/testing/practice.ts";
import { totalsOf } from "./achievement-queries.ts";
import type { Achievement } from "./shapes.ts";

interface Page {
  achievements: Achievement[];
  total: number;
  has_more: boolean;
  next_cursor: string | null;
}

let user: Awaited<ReturnType<typeof newUser>>;
let poses: string[];
let sequence: number;

const { send, begin, edit, complete } = practising(() => user.token);
const slugs = (earned: Achievement[]) => earned.map(({ slug }) => slug);
const progressOf = async (slug: string) => {
  const { body } = await send<Page>("GET", "/achievements");
  return body.achievements.find((each) => each.slug === slug);
};

beforeAll(async () => {
  poses = await newPoses(25);
});
beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-03-10T12:00:00Z") });
  user = await newUser();
  sequence = await newSequence(
    user.token,
    poses.slice(0, 3).map((slug) => stepOf(slug)),
  );
});
afterEach(() => void vi.useRealTimers());

type Stored = typeof practiceSessions.$inferInsert;

/** Stores a practice that counts, as completing one does. */
async function stored(values: Partial<Stored> = {}): Promise<number> {
  const started_at = values.started_at ?? new Date("2026-03-02T12:00:00Z");
  const name = {
    english_name: "A",
    sanskrit_name: "A",
    hold_seconds: 300,
    side: null,
    transition_seconds: 0,
    note: null,
  };
  const [row] = await (await db())
    .insert(practiceSessions)
    .values({
      ...{ user_id: user.id, sequence_name: "Stored", style: "yin", total_seconds: 300, status: "completed" },
      ...{ started_at, ended_at: started_at, timezone: "UTC", local_date: started_at.toISOString().slice(0, 10) },
      ...{ steps: [{ ...name, pose_slug: "a" }], duration_seconds: 300, completed_poses: 1 },
      ...values,
    })
    .returning();
  return row?.id ?? 0;
}

describe("earning", () => {
  test("happens when a practice is completed, and its response says so, however often it is repeated", async () => {
    const { id } = (await begin(sequence)).body;
    vi.setSystemTime(new Date("2026-03-10T12:06:00Z"));
    const { body, text } = await complete(id);
    expect(slugs(body.achievements)).toEqual(["first-practice", "own-sequence"]);
    expect(body.achievements[0]).toEqual({
      ...{ slug: "first-practice", name: "First practice", description: "Complete a practice." },
      ...{ threshold: 1, progress: 1, earned_at: "2026-03-10T12:06:00.000Z" },
    });
    expect((await complete(id)).text).toBe(text);
    const next = (await begin(sequence)).body;
    expect((await complete(next.id)).body.achievements).toEqual([]);
    expect((await complete(id)).text).toBe(text);
  });

  test("needs at least thirty per cent of the time; after a correction, it is earned then", async () => {
    const { id } = (await begin(sequence)).body;
    expect((await complete(id, { duration_seconds: 89 })).body.achievements).toEqual([]);
    expect(await storedAchievements(user.id)).toEqual([]);
    await edit(id, { duration_seconds: 90 });
    expect(slugs((await complete(id)).body.achievements)).toEqual(["first-practice", "own-sequence"]);
  });

  test("of hours happens after a correction, too", async () => {
    await stored({ duration_seconds: 3000 });
    const { id } = (await begin(sequence, { started_at: "2026-03-10T11:00:00Z" })).body;
    await complete(id, { duration_seconds: 100 });
    await edit(id, { duration_seconds: 599 });
    expect(await progressOf("hours-1")).toMatchObject({ progress: 59, earned_at: null });
    await edit(id, { duration_seconds: 600 });
    expect(await progressOf("hours-1")).toMatchObject({ progress: 60, earned_at: expect.any(String) });
  });

  test("is permanent: neither editing nor deleting the practice revokes it, nor is it earned again", async () => {
    const { id } = (await begin(sequence)).body;
    await complete(id);
    const before = await storedAchievements(user.id);
    await edit(id, { duration_seconds: 0 });
    expect(await progressOf("first-practice")).toMatchObject({ progress: 1, earned_at: "2026-03-10T12:00:00.000Z" });
    await edit(id, { duration_seconds: 300 });
    expect(await storedAchievements(user.id)).toEqual(before);
    expect((await send("DELETE", `/practice/sessions/${id}`)).status).toBe(204);
    expect(await progressOf("first-practice")).toMatchObject({ progress: 1, earned_at: "2026-03-10T12:00:00.000Z" });
    const again = (await begin(sequence)).body;
    expect((await complete(again.id)).body.achievements).toEqual([]);
    expect(await storedAchievements(user.id)).toEqual(before.map((row) => ({ ...row, practice_session_id: null })));
  });

  test("happens once when many practices are completed concurrently, and with one of them only", async () => {
    const begun: number[] = [];
    for (let count = 0; count < 12; count++) begun.push((await begin(sequence)).body.id);
    // Each twice, so that completions race with themselves too.
    const answers = await Promise.all([...begun, ...begun].map((id) => complete(id)));
    expect(answers.map(({ status }) => status)).toEqual(Array(24).fill(200));
    const earned = new Map(answers.map(({ body }) => [body.id, slugs(body.achievements)]));
    const expected = ["first-practice", "practices-10", "hours-1", "own-sequence", "no-skips-10"];
    expect([...earned.values()].flat().sort()).toEqual([...expected].sort());
    expect((await storedAchievements(user.id)).map(({ slug }) => slug)).toEqual(expected);
    for (const { body } of answers) expect(slugs(body.achievements)).toEqual(earned.get(body.id));
  });

  test("with a practice recorded later is dated at its end", async () => {
    const { id } = (await begin(sequence, { started_at: "2026-03-08T05:30:00Z" })).body;
    const { body } = await complete(id, { ended_at: "2026-03-08T05:36:00Z" });
    expect(slugs(body.achievements)).toEqual(["first-practice", "early", "own-sequence"]);
    expect(body.achievements[0]?.earned_at).toBe("2026-03-08T05:36:00.000Z");
  });

  test("of consecutive days works with and without gaps, recorded in any order", async () => {
    const day = async (date: string) => {
      const { id } = (await begin(sequence, { started_at: `${date}T12:00:00Z` })).body;
      return slugs((await complete(id, { ended_at: `${date}T12:06:00Z` })).body.achievements);
    };
    await day("2026-03-04");
    expect(await day("2026-03-06")).toEqual([]);
    expect(await day("2026-03-05")).toEqual(["streak-3"]);
    expect(await day("2026-02-18")).toEqual(["comeback"]);
  });

  test("after an hour of tracked work", async () => {
    const work = async (minutes: number) => {
      await (await db()).delete(trackingSessions).where(eq(trackingSessions.user_id, user.id));
      await (await db()).insert(trackingSessions).values({
        ...{ user_id: user.id, repo_owner: "o", repo_name: "r", pr_number: 1, ended_by: "user" },
        start_time: new Date(Date.now() - minutes * 60_000),
        ...{ end_time: new Date(), duration_seconds: minutes * 60 },
      });
      const { id } = (await begin(sequence)).body;
      return slugs((await complete(id)).body.achievements);
    };
    expect(await work(59)).not.toContain("after-work");
    vi.setSystemTime(new Date("2026-03-10T15:00:00Z"));
    expect(await work(60)).toEqual(["after-work"]);
  });
});

describe("the totals of practices", () => {
  test("include those that count, and nobody else's", async () => {
    const other = await newUser();
    await stored({ user_id: other.id, style: "power", held_poses: ["z"], longest_hold_seconds: 900 });
    await stored({ duration_seconds: 89, held_poses: ["y"], longest_hold_seconds: 999, style: "power" });
    await stored({ status: "abandoned", held_poses: ["x"] });
    const saturday = new Date("2026-03-07T12:00:00Z");
    await stored({ held_poses: ["a", "b"], longest_hold_seconds: 100, worked_before_seconds: 3600 });
    await stored({
      held_poses: ["b", "c"],
      longest_hold_seconds: 120,
      worked_before_seconds: 3599,
      sequence_name: "B",
    });
    await stored({ started_at: saturday, duration_seconds: 700, sequence_id: sequence, style: "hatha" });
    await stored({ started_at: saturday, sequence_id: sequence, style: "hatha", completed_poses: 0, skipped_poses: 1 });
    expect(await totalsOf(user.id)).toEqual({
      ...{ practices: 4, seconds: 1600, styles: 2, sequences: 3, of_own_sequences: 2, on_weekends: 2, after_work: 1 },
      ...{ without_skips: 3, longest_seconds: 700, longest_hold_seconds: 120, poses: 3 },
      dates: ["2026-03-02", "2026-03-07"],
    });
    expect(await totalsOf((await newUser()).id)).toMatchObject({ practices: 0, dates: [], poses: 0 });
  });

  test("include the poses that were held, from the outcomes or from a complete practice", async () => {
    const long = await newSequence(
      user.token,
      poses.map((slug) => stepOf(slug, { hold_seconds: 10 })),
    );
    const outcomes = poses.slice(0, 19).map((_, position) => ({ position, outcome: "completed", held_seconds: 10 }));
    const first = (await begin(long)).body;
    const some = (await complete(first.id, { duration_seconds: 190, completed_poses: 19, outcomes })).body;
    expect(slugs(some.achievements)).not.toContain("poses-20");
    expect(await progressOf("poses-20")).toMatchObject({ progress: 19, earned_at: null });
    const second = (await begin(long)).body;
    const all = (await complete(second.id, { duration_seconds: 250, completed_poses: 25 })).body;
    expect(slugs(all.achievements)).toEqual(["poses-20"]);
    expect(await progressOf("poses-60")).toMatchObject({ progress: 25, earned_at: null });
  });
});

describe("the list", () => {
  test("has all of them in order, with progress up to each threshold", async () => {
    const { status, body } = await send<Page>("GET", "/achievements");
    expect(status).toBe(200);
    expect(body).toMatchObject({ total: achievementSeeds.length, has_more: false, next_cursor: null });
    expect(slugs(body.achievements)).toEqual(achievementSeeds.map(({ slug }) => slug));
    expect(body.achievements.every(({ progress, earned_at }) => progress === 0 && earned_at === null)).toBe(true);
    for (let day = 0; day < 8; day++) await stored({ started_at: new Date(`${addDays("2026-03-01", day)}T12:00:00Z`) });
    const { id } = (await begin(sequence)).body;
    await complete(id);
    const { achievements } = (await send<Page>("GET", "/achievements")).body;
    expect(achievements.every(({ progress, threshold }) => progress <= threshold)).toBe(true);
    const states = new Map(achievements.map((each) => [each.slug, [each.progress, each.earned_at !== null]]));
    expect(states.get("first-practice")).toEqual([1, true]);
    expect(states.get("practices-10")).toEqual([9, false]);
    expect(states.get("streak-7")).toEqual([7, true]);
    expect(states.get("streak-30")).toEqual([8, false]);
    expect(states.get("hours-1")).toEqual([45, false]);
  });

  test("is paginated, by offset and by cursor", async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const path: string = `/achievements?limit=10${cursor ? `&cursor=${cursor}` : ""}`;
      const { body } = await send<Page>("GET", path);
      seen.push(...slugs(body.achievements));
      cursor = body.next_cursor;
      expect(body.has_more).toBe(cursor !== null);
    } while (cursor);
    expect(seen).toEqual(achievementSeeds.map(({ slug }) => slug));
    const { body } = await send<Page>("GET", "/achievements?limit=2&offset=3");
    expect(slugs(body.achievements)).toEqual(seen.slice(3, 5));
  });
});
