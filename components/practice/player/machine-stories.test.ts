import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { begin, leftOf, type PlayEvent, step } from "./machine.ts";
import { resultOf } from "./results.ts";
import { segmentsOf } from "./segments.ts";

const steps = fc.array(
  fc.record({
    hold_seconds: fc.integer({ min: 1, max: 90 }),
    side: fc.constantFrom(null, "left" as const, "right" as const, "both" as const),
    transition_seconds: fc.integer({ min: 0, max: 10 }),
  }),
  { minLength: 1, maxLength: 6 },
);
const events = fc.array(
  fc.tuple(
    fc.constantFrom<PlayEvent>("tick", "tick", "tick", "pause", "resume", "next", "previous", "hidden", "restore"),
    fc.integer({ min: 0, max: 200_000 }),
  ),
  { maxLength: 60 },
);

describe("whatever happens in whatever order", () => {
  test("no step is held longer than planned, no event sounds twice, and what is left never exceeds its stretch", () => {
    fc.assert(
      fc.property(steps, events, (timings, story) => {
        const segments = segmentsOf(timings);
        let now = 1_000_000;
        let { state } = begin(segments, now);
        for (const [event, ms] of story) {
          now += ms;
          const turn = step(state, event, segments, now);
          state = turn.state;
          const done = turn.effects.map((effect) => effect.do);
          expect(new Set(done).size).toBe(done.length);
          expect(leftOf(state)).toBeLessThanOrEqual(segments[state.at]?.ms ?? 0);
          const { outcomes, duration_seconds } = resultOf(state, segments);
          for (const { position, held_seconds } of outcomes) {
            const timing = timings[position];
            const planned = (timing?.hold_seconds ?? 0) * (timing?.side === "both" ? 2 : 1);
            expect(held_seconds).toBeLessThanOrEqual(planned);
          }
          expect(duration_seconds).toBeLessThanOrEqual((now - state.begun) / 1000);
        }
      }),
    );
  });

  test("how often a page ticks, up to the limit, changes nothing of what is recorded", () => {
    fc.assert(
      fc.property(steps, fc.array(fc.integer({ min: 1, max: 110_000 }), { maxLength: 40 }), (timings, gaps) => {
        const segments = segmentsOf(timings);
        const total = gaps.reduce((sum, gap) => sum + gap, 0);
        const play = (pauses: number[]) => {
          let now = 0;
          let { state } = begin(segments, now);
          for (const gap of pauses) {
            now += gap;
            state = step(state, "tick", segments, now).state;
          }
          return state;
        };
        const even = Array.from({ length: Math.floor(total / 500) }, () => 500).concat(total % 500);
        expect(resultOf(play(gaps), segments)).toEqual(resultOf(play(even), segments));
      }),
    );
  });
});
