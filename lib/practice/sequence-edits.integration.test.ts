import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/db/index.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { asPerson, sequenceBody } from "@/lib/testing/library.ts";
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
  (await query<{ id: number }>("select id from sequences where slug = '5-minute-desk-break'"))[0]?.id ?? 0;

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

describe("changing a sequence", () => {
  test("changes only the given fields; steps are replaced as a whole", async () => {
    const made = await make({ description: "Long", poses: steps(3) });
    const renamed = await as<Sequence>("PATCH", `/sequences/${made.id}`, { name: "Anew" });
    expect(renamed.body).toEqual({ ...made, name: "Anew", version: 2, updated_at: renamed.body.updated_at });
    expect(Date.parse(renamed.body.updated_at)).toBeGreaterThan(Date.parse(made.updated_at));
    const poses = [{ pose_slug: "tree-pose", hold_seconds: 45, side: "both" }];
    const changed = await as<Sequence>("PATCH", `/sequences/${made.id}`, { poses, is_public: true });
    expect(changed.body).toMatchObject({ version: 3, total_seconds: 90, pose_count: 1, is_public: true, name: "Anew" });
    expect(changed.body.poses).toHaveLength(1);
    const found = async (q: string) => (await as<{ total: number }>("GET", `/sequences?mine=true&q=${q}`)).body.total;
    expect([await found("anew"), await found("mine"), await found("long"), await found("hips")]).toEqual([1, 0, 1, 1]);
  });

  test("rejects invalid steps with their path and leaves the sequence unchanged", async () => {
    const { id } = await make();
    const before = await stored();
    for (const poses of [[], steps(101), steps(1, { side: "left" }), steps(1, { pose_slug: "nothing" })]) {
      expect((await as("PATCH", `/sequences/${id}`, { name: "Anew", poses })).status).toBe(422);
    }
    expect(await stored()).toEqual(before);
  });

  test("that has changed since is rejected with the version and the fields that differ", async () => {
    const made = await make({ poses: steps(2) });
    await as("PATCH", `/sequences/${made.id}`, { name: "First", poses: steps(3) });
    const before = await stored();
    const edit = { version: 1, name: "Second", style: made.style, poses: steps(2) };
    const late = await as<Refusal>("PATCH", `/sequences/${made.id}`, edit);
    expect([late.status, late.body.code]).toEqual([409, "CONFLICT"]);
    expect(late.body.detail.map(({ loc, type }) => [loc.join("."), type])).toEqual([
      ["body.version", "conflict"],
      ["body.name", "changed"],
      ["body.poses", "changed"],
    ]);
    expect(late.body.detail[0]?.msg).toContain("version 2");
    expect(await stored()).toEqual(before);
    expect((await as<Sequence>("PATCH", `/sequences/${made.id}`, { ...edit, version: 2 })).body).toMatchObject({
      ...{ name: "Second", version: 3 },
    });
  });

  test("without a version the last write wins, and an edit that changes nothing leaves the version", async () => {
    const made = await make();
    for (const [name, version] of [
      ["One", 2],
      ["Two", 3],
    ] as const) {
      expect((await as<Sequence>("PATCH", `/sequences/${made.id}`, { name })).body).toMatchObject({ name, version });
    }
    // As a retry does after a lost response.
    const repeat = await as<Sequence>("PATCH", `/sequences/${made.id}`, { name: "Two", version: 2 });
    expect([repeat.status, repeat.body.version]).toEqual([200, 3]);
    expect((await as<Sequence>("PATCH", `/sequences/${made.id}`, {})).body.version).toBe(3);
  });

  test("of two concurrent edits of the same version exactly one wins, and its steps are complete", async () => {
    const { id } = await make();
    const edits = [2, 3, 4, 5].map((count) => ({ version: 1, name: `With ${count}`, poses: steps(count) }));
    const answers = await Promise.all(edits.map((edit) => as<Sequence>("PATCH", `/sequences/${id}`, edit)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const winner = answers.find(({ status }) => status === 200)?.body;
    const now = (await as<Sequence>("GET", `/sequences/${id}`)).body;
    expect(now).toEqual(winner);
    expect([now.version, now.name, now.poses.length]).toEqual([2, `With ${now.pose_count}`, now.pose_count]);
  });

  test("notifies the owner's other tabs, and a rejected one does not", async () => {
    const version = async () =>
      (await query<{ v: number }>("select data_version::int as v from users where id = $1", [me.id]))[0]?.v ?? 0;
    const start = await version();
    const { id } = await make();
    await as("PATCH", `/sequences/${id}`, { name: "Anew" });
    await as("PUT", `/sequences/${id}/favorite`);
    await as("POST", `/sequences/${id}/duplicate`);
    await as("DELETE", `/sequences/${id}`);
    expect(await version()).toBe(start + 5);
    await as("PATCH", `/sequences/${id}`, { name: "Gone" });
    await as("POST", "/sequences", sequenceBody({ poses: [] }));
    expect(await version()).toBe(start + 5);
  });
});

describe("copying and deleting", () => {
  test("a copy is private, the user's own, and stays unchanged when the original is deleted", async () => {
    const source = await make({ is_public: true, description: "Words", poses: steps(4, { note: "Soft" }) });
    const copy = await asOther<Sequence>("POST", `/sequences/${source.id}/duplicate`);
    expect(copy.status).toBe(201);
    expect(copy.body).toMatchObject({
      ...{ name: "Mine (copy)", is_public: false, is_mine: true, author: "Grace", version: 1, description: "Words" },
      ...{ poses: source.poses, total_seconds: source.total_seconds },
    });
    await as("DELETE", `/sequences/${source.id}`);
    expect((await asOther<Sequence>("GET", `/sequences/${copy.body.id}`)).body).toEqual(copy.body);
    const own = await as<Sequence>("POST", `/sequences/${await builtin()}/duplicate`);
    expect(own.body).toMatchObject({ name: "5-Minute Desk Break (copy)", is_builtin: false, total_seconds: 300 });
  });

  test("a copy's name fits, whatever the original's", async () => {
    for (const name of ["x".repeat(100), `${"x".repeat(92)}🧘🧘🧘🧘`]) {
      const { id } = await make({ name });
      const copy = await as<Sequence>("POST", `/sequences/${id}/duplicate`);
      expect(copy.body.name).toMatch(/^x{92,93} \(copy\)$/);
    }
  });

  test("deleting returns 204 once and deletes the steps; practices stay", async () => {
    const { id } = await make();
    const begun = await as<{ id: number }>("POST", "/practice/sessions", { sequence_id: id });
    expect((await as("DELETE", `/sequences/${id}`)).status).toBe(204);
    expect((await as("DELETE", `/sequences/${id}`)).status).toBe(404);
    expect(await query("select 1 from sequence_poses where sequence_id = $1", [id])).toEqual([]);
    expect((await as("GET", `/practice/sessions/${begun.body.id}`)).body).toMatchObject({
      ...{ sequence_id: null, sequence_name: "Mine", pose_count: 1 },
    });
  });

  test("deleting an account leaves nothing of its library, and other users' unchanged", async () => {
    const mine = await make({ is_public: true });
    const theirs = await make({ is_public: true }, asOther);
    await as("PUT", `/sequences/${theirs.id}/favorite`);
    await asOther("PUT", `/sequences/${mine.id}/favorite`);
    await query("delete from users where id = $1", [me.id]);
    expect(await query("select id from sequences where user_id = $1 or id = $2", [me.id, mine.id])).toEqual([]);
    expect(
      await query("select 1 from user_favorites where user_id = $1 or sequence_id = $2", [me.id, mine.id]),
    ).toEqual([]);
    expect(await query("select 1 from sequence_poses where sequence_id = $1", [mine.id])).toEqual([]);
    expect((await asOther<Sequence>("GET", `/sequences/${theirs.id}`)).status).toBe(200);
  });
});
