import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { AppError } from "@/lib/core/errors.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { storedDays, storedSessions } from "@/lib/testing/tracking.ts";
import { endEveryday, startEveryday } from "./fast-path-queries.ts";
import * as sessions from "./sessions.ts";

// The real functions, wrapped so that the test can count the results of the fast path.
vi.mock("./fast-path-queries.ts", { spy: true });

/** The caller's instants are seconds relative to the beginning of a step, before or after it. */
type Step =
  | { kind: "start"; pr: number; name: string; back: number; client: number | null }
  | { kind: "end"; which: number; at: number | null; seconds: number | null }
  | { kind: "heartbeat"; which: number; idle: number };

const seconds = (most: number) => fc.integer({ min: 0, max: most });
const rarely = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 1 });
// Mostly minutes, as in everyday work, and now and then longer than a running session survives.
const pause = fc.oneof({ weight: 5, arbitrary: seconds(840) }, { weight: 1, arbitrary: seconds(100_000) });
const which = fc.nat({ max: 4 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("start" as const),
    pr: fc.integer({ min: 1, max: 2 }),
    name: fc.constantFrom("api", "API", "web"),
    back: fc.oneof(fc.constant(0), seconds(600), seconds(90_000)),
    client: rarely(fc.nat({ max: 3 })),
  }),
  fc.record({
    kind: fc.constant("end" as const),
    which,
    at: rarely(fc.integer({ min: -2000, max: 400 })),
    seconds: rarely(seconds(4000)),
  }),
  fc.record({ kind: fc.constant("heartbeat" as const), which, idle: seconds(1200) }),
);

type Owner = sessions.Owner & { ids: number[] };

/** An owner's response; an error by its code. Ids are replaced by their order of creation. */
async function perform(owner: Owner, act: Step, at: number): Promise<unknown> {
  const now = new Date(at);
  const ago = (value: number) => new Date(at - value * 1000).toISOString();
  const comparable = (row: Awaited<ReturnType<typeof sessions.get>>) => {
    const { id, session_id: _same, ...session } = sessions.sessionOf(row);
    if (!owner.ids.includes(id)) owner.ids.push(id);
    return { ...session, place: owner.ids.indexOf(id) };
  };
  const id = "which" in act ? (owner.ids[act.which % owner.ids.length] ?? 0) : 0;
  try {
    if (act.kind === "start") {
      const { pr: pr_number, name: repo_name, back, client } = act;
      const client_session_id = client === null ? undefined : `0198c0de-0000-4000-8000-00000000000${client}`;
      const pull = { repo_owner: "acme", repo_name, pr_number, client_session_id, start_time: ago(back) };
      const { created, row, ended } = await sessions.start(owner, pull, now);
      return { created, ended: ended === undefined ? null : owner.ids.indexOf(ended), ...comparable(row) };
    }
    if (act.kind === "heartbeat") return comparable(await sessions.heartbeat(owner.id, id, act.idle, now));
    const end = {
      ...(act.at !== null && { end_time: ago(-act.at) }),
      ...(act.seconds !== null && { duration_seconds: act.seconds }),
    };
    return comparable(await sessions.end(owner, id, end, now));
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

const storedRows = async ({ id, ids }: Owner) => ({
  rows: (await storedSessions(id)).map(({ id: session, user_id: _owner, ...row }) => ({
    ...row,
    place: ids.indexOf(session),
  })),
  days: await storedDays(id),
});

const doneBy = async (statement: typeof startEveryday | typeof endEveryday) =>
  (
    await Promise.all(vi.mocked(statement).mock.results.map(({ value }) => Promise.resolve(value).catch(() => {})))
  ).filter(Boolean).length;

// A zone spelled differently from the profile makes the fast path fall back, with the same days.
test.each([
  ["UTC", "Etc/UTC"],
  ["America/New_York", "US/Eastern"],
  ["Asia/Kathmandu", "Asia/Katmandu"],
])("the fast path and the step-by-step path return and store the same, in %s", async (timezone, alias) => {
  vi.clearAllMocks();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(pause, step), { minLength: 2, maxLength: 12 }), async (acts) => {
      const [everyday, inSteps] = await Promise.all(
        [timezone, alias].map(
          async (zone): Promise<Owner> => ({
            id: (await newUser({ timezone })).id,
            timezone: zone,
            ids: [],
          }),
        ),
      );
      if (!everyday || !inSteps) throw new Error("There are two owners");
      // The evening before New York's clock change.
      let now = Date.UTC(2026, 2, 7, 22, 30);
      for (const [wait, act] of acts) {
        now += wait * 1000;
        if ("which" in act && everyday.ids.length === 0) continue;
        expect(await perform(everyday, act, now)).toEqual(await perform(inSteps, act, now));
      }
      expect(await storedRows(everyday)).toEqual(await storedRows(inSteps));
    }),
    { numRuns: 40 },
  );
  // Only the owner whose zone equals the profile's uses the fast path; and must use it, or nothing was compared.
  expect(await doneBy(startEveryday)).toBeGreaterThan(0);
  expect(await doneBy(endEveryday)).toBeGreaterThan(0);
});
