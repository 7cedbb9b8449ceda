import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { database } from "@/db/index.ts";
import { shipped } from "@/db/seed/content.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { asPerson, sequenceBody } from "@/lib/testing/library.ts";
import type { Pose } from "./shapes.ts";

interface Page {
  poses: Pose[];
  total: number;
  has_more: boolean;
  next_cursor: string | null;
}

let as: ReturnType<typeof asPerson>;
let admin: ReturnType<typeof asPerson>;

const list = async (query = "") => (await as<Page>("GET", `/poses?limit=100&${query}`)).body;
const slugs = async (query: string) => (await list(query)).poses.map(({ slug }) => slug);
const pose = async (slug: string) => (await as<Pose>("GET", `/poses/${slug}`)).body;

const stored = async () => (await database()).connection((query) => query<object>("select * from poses order by id"));

const fresh = {
  slug: "test-pose",
  english_name: "Test Pose",
  sanskrit_name: "Ṭeṣṭāsana",
  category: "seated",
  difficulty: "advanced",
  bilateral: true,
  typical_hold_seconds: 30,
  target_areas: ["hips", "hips", "neck"],
};

beforeAll(async () => {
  as = asPerson((await newUser()).token);
  admin = asPerson((await newUser({ role: "admin" })).token);
});
beforeEach(() => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
});

describe("the pose library", () => {
  test("is for signed-in users, viewers included", async () => {
    for (const path of ["/poses", "/poses/tree-pose"]) expect((await call("GET", path)).status).toBe(401);
    const viewer = asPerson((await newUser({ role: "viewer" })).token);
    expect((await viewer<Page>("GET", "/poses")).body.total).toBe(60);
  });

  test("is listed in the order it is shipped in, complete and in pages", async () => {
    const all = shipped.poses.map(({ slug }) => slug);
    expect(await slugs("")).toEqual(all);
    const found: string[] = [];
    let cursor = "";
    for (;;) {
      const { body } = await as<Page>("GET", `/poses?limit=7${cursor}`);
      expect(body.total).toBe(60);
      found.push(...body.poses.map(({ slug }) => slug));
      expect(body.has_more).toBe(body.next_cursor !== null);
      if (body.next_cursor === null) break;
      cursor = `&cursor=${body.next_cursor}`;
    }
    expect(found).toEqual(all);
    expect((await as<Page>("GET", "/poses?limit=2&offset=58")).body).toMatchObject({
      poses: [{ slug: all[58] }, { slug: all[59] }],
      has_more: false,
    });
    expect((await as("GET", "/poses?cursor=MTIzLjQ")).status).toBe(422);
  });

  test("is searched by parts of words, with accents and without, in any order", async () => {
    const mountain = expect.arrayContaining(["mountain-pose"]);
    for (const q of ["tadasana", "Tāḍāsana", "TĀḌ", "Mountain", "pose mountain", "  mountain ", "ādas"]) {
      expect([q, await slugs(`q=${encodeURIComponent(q)}`)]).toEqual([q, mountain]);
    }
    expect(await slugs("q=adho+mukha+svanasana")).toContain("downward-facing-dog");
    expect(await slugs("q=vrikshasana")).toContain("tree-pose");
    expect(await slugs("q=lower+back")).toEqual(await slugs("target_area=lower-back"));
    for (const q of ["mountain tree", "%", "_", "!!", "\\", "no-such-pose"]) {
      expect([q, await slugs(`q=${encodeURIComponent(q)}`)]).toEqual([q, []]);
    }
  });

  test("is filtered by category, area and confirmed difficulty, all at once", async () => {
    const wanted = shipped.poses.filter(
      (each) =>
        each.category === "standing" &&
        each.difficulty === "beginner" &&
        each.target_areas.includes("quads") &&
        !each.unverified.includes("difficulty"),
    );
    expect(wanted.length).toBeGreaterThan(0);
    expect(await slugs("category=standing&difficulty=beginner&target_area=quads")).toEqual(
      wanted.map(({ slug }) => slug),
    );
    expect(await slugs("difficulty=beginner")).not.toContain("upward-salute");
    for (const query of ["category=lying", "difficulty=hard", "target_area=nose", "avoid=noses"]) {
      expect([query, (await as("GET", `/poses?${query}`)).status]).toEqual([query, 422]);
    }
  });

  test("leaves out poses to avoid for a condition, even with a single source", async () => {
    const bad = (caution: string) =>
      shipped.poses.filter(({ cautions }) => cautions.includes(caution)).map(({ slug }) => slug);
    const found = await slugs("avoid=knees,pregnancy");
    const expected = shipped.poses.filter(
      ({ cautions }) => !cautions.some((each) => ["knee injury", "pregnancy", "late pregnancy"].includes(each)),
    );
    expect(found).toEqual(expected.map(({ slug }) => slug));
    const doubtful = shipped.poses.find(
      ({ unverified, cautions }) => unverified.includes("cautions") && cautions.includes("knee injury"),
    );
    expect(bad("knee injury")).toContain(doubtful?.slug);
    expect(found).not.toContain(doubtful?.slug);
    expect((await list("avoid=")).total).toBe(60);
  });

  test("shows nothing that is not confirmed", async () => {
    expect(await pose("reclining-hand-to-big-toe")).toMatchObject({
      difficulty: null,
      typical_hold_seconds: null,
      cautions: null,
      sanskrit_name: expect.stringMatching(/^[A-Za-z ]+$/),
    });
    expect(await pose("mountain-pose")).toMatchObject({
      difficulty: "beginner",
      typical_hold_seconds: 45,
      cautions: ["low blood pressure", "headache", "dizziness"],
      sanskrit_name: "Tāḍāsana",
    });
    const { text } = await as("GET", "/poses?limit=100");
    expect(text).not.toMatch(/unverified|search_text|edited_at/i);
  });
});

describe("writing poses", () => {
  const writes: [string, string, unknown?][] = [
    ["POST", "/poses", fresh],
    ["PATCH", "/poses/tree-pose", { description: "Mine" }],
    ["DELETE", "/poses/tree-pose"],
  ];

  test("is for administrators who may write: everybody else is rejected, and nothing changes", async () => {
    const before = await stored();
    for (const [method, path, body] of writes) {
      expect((await call(method, path, body === undefined ? {} : { body })).status).toBe(401);
      for (const role of ["user", "viewer"] as const) {
        const answer = await asPerson((await newUser({ role })).token)(method, path, body);
        expect([role, method, answer.status, answer.body.code]).toEqual([role, method, 403, "FORBIDDEN"]);
      }
    }
    expect(await stored()).toEqual(before);
  });

  describe("by an administrator", () => {
    afterEach(() => admin("DELETE", `/poses/${fresh.slug}`));

    test("adds one that is found at once, and rejects a slug that is taken", async () => {
      const made = await admin<Pose>("POST", "/poses", fresh);
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({
        slug: "test-pose",
        target_areas: ["hips", "neck"],
        cautions: [],
        difficulty: "advanced",
      });
      expect(await slugs("q=testasana")).toEqual(["test-pose"]);
      const again = await admin("POST", "/poses", fresh);
      expect([again.status, again.body.code]).toEqual([409, "CONFLICT"]);
    });

    test("marks the sent fields as confirmed, and no others", async () => {
      const slug = "reclining-pigeon";
      const changed = await admin<Pose>("PATCH", `/poses/${slug}`, {
        typical_hold_seconds: 90,
        english_name: "Thread",
      });
      expect(changed.status).toBe(200);
      expect(changed.body).toMatchObject({ typical_hold_seconds: 90, difficulty: null, cautions: null });
      expect((await admin<Pose>("PATCH", `/poses/${slug}`, { cautions: [] })).body.cautions).toEqual([]);
      expect(await slugs("q=thread")).toEqual([slug]);
      expect(await stored()).toContainEqual(
        expect.objectContaining({ slug, unverified: ["difficulty"], edited_at: expect.any(Date) }),
      );
    });

    test("returns 404 for a pose that does not exist", async () => {
      expect((await admin("PATCH", "/poses/no-such-pose", { description: "" })).status).toBe(404);
      expect((await admin("DELETE", "/poses/no-such-pose")).status).toBe(404);
      expect((await as("GET", "/poses/no-such-pose")).status).toBe(404);
      expect((await as("GET", "/poses/No_Slug")).status).toBe(422);
    });

    test("refuses to delete one that a sequence uses, and deletes it afterwards", async () => {
      await admin("POST", "/poses", fresh);
      const poses = [{ pose_slug: fresh.slug, hold_seconds: 30, side: "left" }];
      const sequence = await as<{ id: number }>("POST", "/sequences", sequenceBody({ poses }));
      const refused = await admin("DELETE", `/poses/${fresh.slug}`);
      expect([refused.status, refused.body.code]).toEqual([409, "CONFLICT"]);
      const sided = await admin("PATCH", `/poses/${fresh.slug}`, { bilateral: false });
      expect([sided.status, sided.body.code]).toEqual([409, "CONFLICT"]);
      expect((await as<Pose>("GET", `/poses/${fresh.slug}`)).body.bilateral).toBe(true);
      await as("DELETE", `/sequences/${sequence.body.id}`);
      expect((await admin("PATCH", `/poses/${fresh.slug}`, { bilateral: false })).status).toBe(200);
      expect((await admin("DELETE", `/poses/${fresh.slug}`)).status).toBe(204);
      expect((await as("GET", `/poses/${fresh.slug}`)).status).toBe(404);
    });

    test("rejects invalid values, and writes nothing", async () => {
      const before = await stored();
      for (const [field, value] of Object.entries({
        slug: "Not A Slug",
        english_name: " ",
        category: "lying",
        difficulty: null,
        bilateral: "yes",
        typical_hold_seconds: 36_000,
        target_areas: ["nose"],
        instructions: Array(21).fill("x"),
        cautions: "none",
      })) {
        const answer = await admin<{ detail: { loc: unknown[] }[] }>("POST", "/poses", { ...fresh, [field]: value });
        expect([field, answer.status, answer.body.detail[0]?.loc.slice(0, 2)]).toEqual([field, 422, ["body", field]]);
      }
      expect(await stored()).toEqual(before);
    });
  });
});
