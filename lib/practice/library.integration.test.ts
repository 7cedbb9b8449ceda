import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/db/index.ts";
import { shipped } from "@/db/seed/content.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { asPerson, sequenceBody } from "@/lib/testing/library.ts";
import { exportLibrary } from "./library-export.ts";
import type { Sequence, SequenceSummary } from "./shapes.ts";

interface Page {
  sequences: SequenceSummary[];
  total: number;
  has_more: boolean;
  next_cursor: string | null;
}

type Favorites = Omit<Page, "sequences"> & { favorites: (SequenceSummary & { favorited_at: string })[] };

let me: Awaited<ReturnType<typeof newUser>>;
let as: ReturnType<typeof asPerson>;
let asOther: ReturnType<typeof asPerson>;

const list = async (query = "", person = as) => (await person<Page>("GET", `/sequences?limit=100&${query}`)).body;
const names = async (query = "", person = as) => (await list(query, person)).sequences.map(({ name }) => name);
const favorites = async (query = "", person = as) => (await person<Favorites>("GET", `/favorites?${query}`)).body;

const make = async (name: string, more: Record<string, unknown> = {}, person = as) => {
  const answer = await person<Sequence>("POST", "/sequences", sequenceBody({ name, ...more }));
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body.id;
};

const shippedNames = shipped.sequences.map(({ name }) => name);

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  await (await database()).connection((query) => query("delete from users"));
  me = await newUser({ name: "Ada" });
  as = asPerson(me.token);
  asOther = asPerson((await newUser({ name: null })).token);
});

describe("lists of sequences", () => {
  test("have Stint's own first in their order, then the user's own and public ones, the newest first", async () => {
    await make("Old");
    await make("Theirs, private", {}, asOther);
    await make("Theirs, public", { is_public: true }, asOther);
    await make("New");
    expect(await names()).toEqual([...shippedNames, "New", "Theirs, public", "Old"]);
    const { sequences, total } = await list();
    expect(total).toBe(15);
    expect(sequences[0]).toMatchObject({ is_builtin: true, author: null, total_seconds: 300, pose_count: 9 });
    expect(sequences[0]?.pose_slugs).toEqual(shipped.sequences[0]?.steps.slice(0, 5).map(({ pose_slug }) => pose_slug));
    expect(sequences[13]).toMatchObject({ is_mine: false, author: null });
    expect(sequences[14]).toMatchObject({ is_mine: true, author: "Ada" });
    expect(sequences[14]).not.toHaveProperty("poses");
    expect(JSON.stringify(sequences)).not.toMatch(/user_id|search_text|example\.com/);
  });

  test("continue at a cursor without skipping or repeating one, while others are added", async () => {
    for (const name of ["a", "b", "c", "d"]) await make(name);
    const found: string[] = [];
    let cursor = "";
    for (let page = 0; page < 20; page++) {
      const { body } = await as<Page>("GET", `/sequences?limit=3${cursor}`);
      found.push(...body.sequences.map(({ name }) => name));
      expect(body.has_more).toBe(body.next_cursor !== null);
      await make(`added ${page}`);
      if (body.next_cursor === null) break;
      cursor = `&cursor=${body.next_cursor}`;
    }
    // Sequences added while Stint's own are being read come before the rest; no earlier one is missing or repeated.
    const before = found.filter((name) => !name.startsWith("added"));
    expect(before).toEqual([...shippedNames, "d", "c", "b", "a"]);
    expect(new Set(found).size).toBe(found.length);
    const { sequences } = (await as<Page>("GET", "/sequences?limit=2&offset=11")).body;
    expect(sequences.map(({ is_builtin }) => is_builtin)).toEqual([true, false]);
  });

  test("are searched by prefixes of words of name, description and area, ignoring accents", async () => {
    await make("Crème brûlée", { description: "Für den Abend", focus_area: "Inner-Thighs" });
    for (const q of ["creme", "CRÈME BRÛL", "fur abend", "brulee den", "inner-thighs", "thi cre"]) {
      expect([q, await names(`q=${encodeURIComponent(q)}`)]).toEqual([q, ["Crème brûlée"]]);
    }
    for (const q of ["reme", "creme nope", "':*", "creme | nope", "!", "%", "\\"]) {
      expect([q, await names(`q=${encodeURIComponent(q)}`)]).toEqual([q, []]);
    }
    expect((await as("GET", "/sequences?q=%20")).status).toBe(422);
    expect(await names("q=desk")).toContain("5-Minute Desk Break");
  });

  test("are filtered by style, difficulty, area and length, all at once", async () => {
    const wanted = shipped.sequences.filter((each) => each.style === "power" && each.total_seconds <= 1800);
    expect(await names("style=power&max_minutes=30")).toEqual(wanted.map(({ name }) => name));
    expect(await names("style=power&max_minutes=30&difficulty=beginner")).toEqual([]);
    expect(await names("focus_area=Full+Body&style=hatha")).toEqual(["20-Minute Hatha Foundations"]);
    expect(await names("max_minutes=5")).toEqual(["5-Minute Desk Break"]);
    for (const query of ["style=nap", "difficulty=1", "max_minutes=0", "max_minutes=x", "mine=maybe", "avoid=nose"]) {
      expect([query, (await as("GET", `/sequences?${query}`)).status]).toEqual([query, 422]);
    }
  });

  test("mark the poses to avoid for a condition, even with a single source", async () => {
    const poses = [
      { pose_slug: "tree-pose", hold_seconds: 10 },
      { pose_slug: "wide-legged-forward-bend", hold_seconds: 10 },
      { pose_slug: "plank-pose", hold_seconds: 10 },
      { pose_slug: "plank-pose", hold_seconds: 10 },
    ];
    const id = await make("Marked", { poses });
    const cautions = (slug: string) => shipped.poses.find((pose) => pose.slug === slug)?.cautions ?? [];
    expect(cautions("plank-pose")).toContain("wrist injury");
    const wanted = [{ pose_slug: "plank-pose", english_name: expect.any(String), conditions: ["wrists"] }];
    const marked = (await list("mine=true&avoid=wrists")).sequences[0];
    expect(marked?.concerns).toEqual(wanted);
    expect((await as<Sequence>("GET", `/sequences/${id}?avoid=wrists`)).body.concerns).toEqual(wanted);
    expect((await list("mine=true")).sequences[0]?.concerns).toEqual([]);
    const doubtful = shipped.poses.find(
      (pose) => pose.unverified.includes("cautions") && pose.cautions.includes("knee injury"),
    );
    const knees = await make("Knees", { poses: [{ pose_slug: doubtful?.slug, hold_seconds: 10 }] });
    expect((await as<Sequence>("GET", `/sequences/${knees}?avoid=knees,wrists`)).body.concerns).toEqual([
      {
        pose_slug: doubtful?.slug,
        english_name: doubtful?.english_name,
        conditions: expect.arrayContaining(["knees"]),
      },
    ]);
  });
});

describe("favourites", () => {
  test("are stored once, latest first, and removing them is idempotent", async () => {
    const [one, two] = [await make("One"), await make("Two", { is_public: true }, asOther)];
    for (const id of [one, two, one]) expect((await as("PUT", `/sequences/${id}/favorite`)).status).toBe(204);
    const found = await favorites();
    expect(found.favorites.map(({ name, is_favorite }) => [name, is_favorite])).toEqual([
      ["Two", true],
      ["One", true],
    ]);
    expect(found.total).toBe(2);
    expect(await names("favorite=true")).toEqual(["Two", "One"]);
    expect(await names("favorite=true&mine=true")).toEqual(["One"]);
    expect((await favorites("", asOther)).total).toBe(0);
    expect((await as<Sequence>("GET", `/sequences/${two}`)).body.is_favorite).toBe(true);
    expect((await asOther<Sequence>("GET", `/sequences/${two}`)).body.is_favorite).toBe(false);
    for (let count = 0; count < 2; count++) expect((await as("DELETE", `/sequences/${two}/favorite`)).status).toBe(204);
    expect((await favorites()).favorites.map(({ name }) => name)).toEqual(["One"]);
  });

  test("are paginated", async () => {
    const ids: number[] = [];
    for (const name of ["a", "b", "c"]) ids.push(await make(name));
    for (const id of ids) await as("PUT", `/sequences/${id}/favorite`);
    const first = await favorites("limit=2");
    expect(first).toMatchObject({ total: 3, has_more: true, favorites: [{ name: "c" }, { name: "b" }] });
    expect(await favorites(`limit=2&cursor=${first.next_cursor}`)).toMatchObject({
      ...{ has_more: false, next_cursor: null },
      favorites: [{ name: "a" }],
    });
    expect((await favorites("limit=1&offset=1")).favorites).toMatchObject([{ name: "b" }]);
  });

  test("of a sequence that became private are hidden, can be removed, and reappear with it", async () => {
    const id = await make("Theirs", { is_public: true }, asOther);
    await as("PUT", `/sequences/${id}/favorite`);
    await asOther("PATCH", `/sequences/${id}`, { is_public: false });
    expect(await favorites()).toMatchObject({ total: 0, favorites: [] });
    expect(await names("favorite=true")).toEqual([]);
    expect((await as("PUT", `/sequences/${id}/favorite`)).status).toBe(404);
    await asOther("PATCH", `/sequences/${id}`, { is_public: true });
    expect(await favorites()).toMatchObject({ total: 1 });
    await asOther("PATCH", `/sequences/${id}`, { is_public: false });
    expect((await as("DELETE", `/sequences/${id}/favorite`)).status).toBe(204);
    expect((await as("DELETE", `/sequences/${id}/favorite`)).status).toBe(404);
    await asOther("PATCH", `/sequences/${id}`, { is_public: true });
    expect((await favorites()).total).toBe(0);
  });

  test("are deleted with their sequence", async () => {
    const id = await make("Gone");
    await as("PUT", `/sequences/${id}/favorite`);
    await as("DELETE", `/sequences/${id}`);
    expect((await favorites()).total).toBe(0);
  });
});

test("the export has the owner's sequences with their steps, and favourites without other users' private data", async () => {
  const own = await make("Own", { poses: [{ pose_slug: "cat-pose", hold_seconds: 30, note: "Soft" }] });
  const theirs = await make("Secret now", { is_public: true }, asOther);
  await as("PUT", `/sequences/${theirs}/favorite`);
  await asOther("PATCH", `/sequences/${theirs}`, { is_public: false });
  const document = await exportLibrary(me.id);
  expect(document).toMatchObject({
    sequences: [
      { id: own, name: "Own", version: 1, poses: [{ pose_slug: "cat-pose", hold_seconds: 30, note: "Soft" }] },
    ],
    favorites: [{ sequence_id: theirs }],
  });
  expect(JSON.stringify(document)).not.toMatch(/Secret|user_id|cautions|unverified/);
});
