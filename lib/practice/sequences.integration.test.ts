import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/db/index.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { asPerson, sequenceBody } from "@/lib/testing/library.ts";
import { mostSequences } from "./sequences.ts";
import type { Sequence } from "./shapes.ts";

interface Refusal {
  code: string;
  detail: { loc: (string | number)[]; msg: string; type: string }[];
}

type Person = Awaited<ReturnType<typeof newUser>>;

let me: Person;
let other: Person;
let as: ReturnType<typeof asPerson>;
let asOther: ReturnType<typeof asPerson>;

const query = async <Row>(text: string, values: unknown[] = []) =>
  (await database()).connection((run) => run<Row>(text, values));

const stored = () =>
  query(`select s.*, (select json_agg(p order by p.position) from sequence_poses p where p.sequence_id = s.id) as steps
    from sequences s order by s.id`);

const make = async (more: Record<string, unknown> = {}, person = as) => {
  const answer = await person<Sequence>("POST", "/sequences", sequenceBody(more));
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body;
};

const builtin = async () =>
  (await query<{ id: number }>("select id from sequences where slug = '20-minute-hatha-foundations'"))[0]?.id ?? 0;

const steps = (count: number, more: object = {}) =>
  Array.from({ length: count }, () => ({ pose_slug: "mountain-pose", hold_seconds: 1, ...more }));

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  me = await newUser({ name: "Ada" });
  other = await newUser({ name: "Grace" });
  as = asPerson(me.token);
  asOther = asPerson(other.token);
});

describe("creating a sequence", () => {
  test("returns 201 with its steps and the correct total: both sides, and each transition once", async () => {
    const poses = [
      { pose_slug: "tree-pose", hold_seconds: 30, side: "both", transition_seconds: 5, note: "  Slowly " },
      { pose_slug: "tree-pose", hold_seconds: 20, side: "left" },
      { pose_slug: "tree-pose", hold_seconds: 10 },
      { pose_slug: "cat-pose", hold_seconds: 40, transition_seconds: 120 },
    ];
    const made = await as<Sequence>("POST", "/sequences", sequenceBody({ focus_area: "  My Own Area ", poses }));
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      ...{ name: "Mine", description: "", focus_area: "my own area", is_public: false, version: 1 },
      ...{ is_mine: true, is_builtin: false, is_favorite: false, author: "Ada", concerns: [] },
      ...{ total_seconds: 65 + 20 + 10 + 160, pose_count: 4 },
      pose_slugs: ["tree-pose", "tree-pose", "tree-pose", "cat-pose"],
    });
    expect(made.body.poses).toEqual([
      expect.objectContaining({ side: "both", transition_seconds: 5, note: "Slowly", bilateral: true }),
      expect.objectContaining({ side: "left", transition_seconds: 0, note: null }),
      expect.objectContaining({ side: null, sanskrit_name: "Vṛkṣāsana" }),
      // Its diacritics are not confirmed.
      expect.objectContaining({ bilateral: false, sanskrit_name: expect.stringMatching(/^[A-Za-z ]+$/) }),
    ]);
    expect((await as<Sequence>("GET", `/sequences/${made.body.id}`)).body).toEqual(made.body);
  });

  test("accepts from one to a hundred poses", async () => {
    expect((await make({ poses: steps(100) })).poses).toHaveLength(100);
    expect((await make({ poses: steps(1) })).poses).toHaveLength(1);
  });

  test("rejects invalid input with its path, and writes nothing", async () => {
    const before = await stored();
    const good = { pose_slug: "mountain-pose", hold_seconds: 30 };
    const refused: [Record<string, unknown>, (string | number)[]][] = [
      [{ poses: [] }, ["body", "poses"]],
      [{ poses: steps(101) }, ["body", "poses"]],
      [{ poses: [good, { ...good, pose_slug: "no-such-pose" }] }, ["body", "poses", 1, "pose_slug"]],
      [{ poses: [good, good, { ...good, side: "left" }] }, ["body", "poses", 2, "side"]],
      [{ poses: [{ ...good, side: "both" }] }, ["body", "poses", 0, "side"]],
      [{ poses: [{ ...good, side: "up" }] }, ["body", "poses", 0, "side"]],
      [{ poses: [{ ...good, hold_seconds: -1 }] }, ["body", "poses", 0, "hold_seconds"]],
      [{ poses: [{ ...good, hold_seconds: 0 }] }, ["body", "poses", 0, "hold_seconds"]],
      [{ poses: [{ ...good, hold_seconds: 36_000 }] }, ["body", "poses", 0, "hold_seconds"]],
      [{ poses: [{ ...good, hold_seconds: 1.5 }] }, ["body", "poses", 0, "hold_seconds"]],
      [{ poses: [{ ...good, transition_seconds: 121 }] }, ["body", "poses", 0, "transition_seconds"]],
      [{ poses: [{ ...good, note: "x".repeat(501) }] }, ["body", "poses", 0, "note"]],
      [{ poses: [{ ...good, pose_id: 1 }] }, ["body", "poses", 0, "pose_id"]],
      [{ name: " " }, ["body", "name"]],
      [{ name: "x".repeat(101) }, ["body", "name"]],
      [{ style: "nap" }, ["body", "style"]],
      [{ user_id: other.id }, ["body", "user_id"]],
      [{ version: 7 }, ["body", "version"]],
    ];
    for (const [more, loc] of refused) {
      const answer = await as<Refusal>("POST", "/sequences", sequenceBody(more));
      expect([more, answer.status, answer.body.detail[0]?.loc]).toEqual([more, 422, loc]);
    }
    const several = [{ ...good, pose_slug: "no-such-pose" }, good, { ...good, side: "right" }];
    const answer = await as<Refusal>("POST", "/sequences", sequenceBody({ poses: several }));
    expect(answer.body.detail.map(({ loc }) => loc.join("."))).toEqual(["body.poses.0.pose_slug", "body.poses.2.side"]);
    expect(await stored()).toEqual(before);
  });

  test("is limited to the maximum of a user, also when several are created concurrently", async () => {
    await query(
      `insert into sequences (user_id, name, style, difficulty, focus_area, total_seconds, pose_count, search_text)
       select $1, 'One of many', 'desk', 'beginner', 'hips', 60, 1, 'one of many' from generate_series(1, $2::int)`,
      [me.id, mostSequences - 1],
    );
    const source = await make({ is_public: true }, asOther);
    const answers = await Promise.all([
      as("POST", "/sequences", sequenceBody()),
      as("POST", `/sequences/${source.id}/duplicate`),
      as("POST", "/sequences", sequenceBody()),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(await query("select count(*)::int as count from sequences where user_id = $1", [me.id])).toEqual([
      { count: mostSequences },
    ]);
  });
});

describe("access", () => {
  const writes = (id: number): [string, string, unknown?][] => [
    ["PATCH", `/sequences/${id}`, { name: "Theirs" }],
    ["DELETE", `/sequences/${id}`],
  ];

  test("signed out everything is 401, and a viewer can read but changes nothing", async () => {
    const { id } = await make({ is_public: true });
    const all: [string, string, unknown?][] = [
      ...writes(id),
      ["POST", "/sequences", sequenceBody()],
      ["POST", `/sequences/${id}/duplicate`],
      ["PUT", `/sequences/${id}/favorite`],
      ["DELETE", `/sequences/${id}/favorite`],
    ];
    const reads = ["/sequences", `/sequences/${id}`, "/favorites"];
    const viewer = asPerson((await newUser({ role: "viewer" })).token);
    const before = await stored();
    for (const [method, path, body] of all) {
      expect([path, (await call(method, path, { body })).status]).toEqual([path, 401]);
      expect([path, (await viewer(method, path, body)).status]).toEqual([path, 403]);
    }
    for (const path of reads) {
      expect([path, (await call("GET", path)).status]).toEqual([path, 401]);
      expect([path, (await viewer("GET", path)).status]).toEqual([path, 200]);
    }
    expect(await stored()).toEqual(before);
  });

  test("another user's private sequence is not found by any operation", async () => {
    const { id } = await make();
    const before = await stored();
    const all: [string, string, unknown?][] = [
      ...writes(id),
      ["GET", `/sequences/${id}`],
      ["POST", `/sequences/${id}/duplicate`],
      ["PUT", `/sequences/${id}/favorite`],
      ["DELETE", `/sequences/${id}/favorite`],
    ];
    const admin = asPerson((await newUser({ role: "admin" })).token);
    for (const [method, path, body] of all) {
      for (const person of [asOther, admin]) {
        const answer = await person(method, path, body);
        expect([method, path, answer.status, answer.body.code]).toEqual([method, path, 404, "NOT_FOUND"]);
      }
    }
    expect(await stored()).toEqual(before);
  });

  test("another user's public sequence is returned with its author, and only writable by its owner", async () => {
    const { id } = await make({ is_public: true });
    const before = await stored();
    expect((await asOther<Sequence>("GET", `/sequences/${id}`)).body).toMatchObject({
      ...{ author: "Ada", is_mine: false, is_builtin: false },
    });
    for (const [method, path, body] of writes(id)) expect((await asOther(method, path, body)).status).toBe(404);
    expect(await stored()).toEqual(before);
  });

  test("Stint's own are readable by all and editable by administrators, who cannot hide or delete them", async () => {
    const id = await builtin();
    expect((await as<Sequence>("GET", `/sequences/${id}`)).body).toMatchObject({
      ...{ author: null, is_mine: false, is_builtin: true, is_public: true, total_seconds: 1200 },
    });
    for (const [method, path, body] of writes(id)) expect((await as(method, path, body)).status).toBe(404);
    const admin = asPerson((await newUser({ role: "admin" })).token);
    const hidden = await admin<Refusal>("PATCH", `/sequences/${id}`, { is_public: false });
    expect([hidden.status, hidden.body.detail[0]?.loc]).toEqual([422, ["body", "is_public"]]);
    expect((await admin("DELETE", `/sequences/${id}`)).status).toBe(404);
    const edited = await admin<Sequence>("PATCH", `/sequences/${id}`, { description: "Edited" });
    expect(edited.body).toMatchObject({ description: "Edited", is_builtin: true, version: 2 });
    expect(await query("select edited_at is not null as kept from sequences where id = $1", [id])).toEqual([
      { kept: true },
    ]);
  });
});
