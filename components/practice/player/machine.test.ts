import { describe, expect, test } from "vitest";
import { awayAfterMs, begin, type Effect, leftOf, type PlayEvent, type PlayState, step } from "./machine.ts";
import { resultOf } from "./results.ts";
import { segmentsOf, type Timing } from "./segments.ts";

const pose = (hold_seconds: number, more: Partial<Timing> = {}): Timing => ({
  hold_seconds,
  side: null,
  transition_seconds: 0,
  ...more,
});

/** Mountain 30 s, tree 20 s a side with 5 s to get into it, corpse 60 s. */
const three = segmentsOf([pose(30), pose(20, { side: "both", transition_seconds: 5 }), pose(60)]);

/** A practice with a clock of its own, in seconds. */
function player(segments = three, start = 1_700_000_000_000) {
  let now = start;
  let { state, effects } = begin(segments, now);
  const heard: Effect[][] = [effects];
  const game = {
    heard,
    state: () => state,
    at: () => segments[state.at],
    left: () => leftOf(state) / 1000,
    result: () => resultOf(state, segments),
    /** Does something `seconds` later; what was heard with it. */
    after(seconds: number, event: PlayEvent = "tick") {
      now += seconds * 1000;
      ({ state, effects } = step(state, event, segments, now));
      heard.push(effects);
      return effects;
    },
    /** Lets it run, ticking as a page does. */
    run(seconds: number, every = 0.25) {
      const all: Effect[] = [];
      for (let gone = 0; gone < seconds; gone += every) all.push(...game.after(Math.min(every, seconds - gone)));
      return all;
    },
    /** Takes up what was kept of it. */
    reload: () => {
      state = JSON.parse(JSON.stringify(state)) as PlayState;
    },
  };
  return game;
}

const sounds = (effects: Effect[]) => effects.flatMap((effect) => (effect.do === "sound" ? [effect.sound] : []));
const said = (effects: Effect[]) => effects.flatMap((effect) => (effect.do === "say" ? [effect.segment] : []));

describe("the stretches of a sequence", () => {
  test("a pose for both sides is held on the left, then on the right, and is got into once", () => {
    expect(three.map(({ step: place, kind, side, ms }) => [place, kind, side, ms / 1000])).toEqual([
      [0, "hold", null, 30],
      [1, "transition", "left", 5],
      [1, "hold", "left", 20],
      [1, "hold", "right", 20],
      [2, "hold", null, 60],
    ]);
  });
});

describe("time", () => {
  test("a practice that nobody touches ends when its plan says, with every second held", () => {
    const game = player();
    game.run(135);
    expect(game.state()).toMatchObject({ phase: "done", ended: 1_700_000_000_000 + 135_000 });
    expect(game.result()).toEqual({
      duration_seconds: 130,
      completed_poses: 3,
      skipped_poses: 0,
      outcomes: [
        { position: 0, outcome: "completed", held_seconds: 30 },
        { position: 1, outcome: "completed", held_seconds: 40 },
        { position: 2, outcome: "completed", held_seconds: 60 },
      ],
    });
  });

  test("late ticks drift nothing: what is left is the deadline less the time it is", () => {
    const game = player();
    game.run(33, 0.9);
    expect(game.at()).toMatchObject({ step: 1, kind: "transition" });
    expect(game.left()).toBeCloseTo(2, 3);
  });

  test("a pause holds the time, and counts for nothing", () => {
    const game = player();
    game.run(10);
    game.after(0, "pause");
    game.after(3600, "resume");
    expect(game.left()).toBe(20);
    game.run(20);
    expect(game.at()).toMatchObject({ step: 1, kind: "transition" });
    expect(game.result().duration_seconds).toBe(30);
  });

  test("a clock that is set back changes nothing of what is left", () => {
    const game = player();
    game.run(10);
    game.after(-3600);
    expect(game.left()).toBe(20);
    game.run(5);
    expect(game.left()).toBe(15);
  });
});

describe("what is heard", () => {
  test("a bell at each change, three ticks before it, and each pose's name once", () => {
    const game = player();
    const heard = [...game.heard.flat(), ...game.run(135)];
    expect(sounds(heard)).toEqual([
      ...["bell", "count", "count", "count"],
      ...["bell", "count", "count", "count"],
      ...["bell", "count", "count", "count"],
      ...["bell", "count", "count", "count"],
      ...["bell", "count", "count", "count"],
      "end",
    ]);
    // The hold after the way into it is not named again.
    expect(said(heard)).toEqual([0, 1, 3, 4]);
  });

  test("a tick that passed several boundaries notes each and gives one sound, for where it is now", () => {
    const game = player();
    const effects = game.after(70);
    expect(game.at()).toMatchObject({ step: 1, side: "right" });
    expect(sounds(effects)).toEqual(["bell"]);
    expect(said(effects)).toEqual([3]);
    expect(effects.filter(({ do: what }) => what === "record")).toHaveLength(1);
    game.run(5);
    expect(game.at()).toMatchObject({ step: 2 });
    expect(game.result()).toMatchObject({ duration_seconds: 70, completed_poses: 2 });
  });

  test("a pause stops speech and frees the wake lock; going on takes it again", () => {
    const game = player();
    expect(game.after(1, "pause")).toEqual(
      expect.arrayContaining([{ do: "hush" }, { do: "awake", on: false }, { do: "record" }]),
    );
    expect(game.after(1, "visible")).toEqual([]);
    expect(game.after(1, "resume")).toEqual([{ do: "awake", on: true }]);
  });

  test("the wake lock is taken again when the page is seen again while playing", () => {
    expect(player().after(30.5, "visible")).toContainEqual({ do: "awake", on: true });
  });
});

describe("being away", () => {
  test("two minutes without a sign of life pass like any others", () => {
    const game = player();
    game.after(awayAfterMs / 1000);
    expect(game.state().phase).toBe("playing");
    expect(game.left()).toBe(15);
  });

  test("longer than that it stands at the last sign of life, silent, and asks", () => {
    const game = player();
    game.run(40);
    const effects = game.after(14 * 60);
    expect(game.state()).toMatchObject({ phase: "away", away: 14 * 60_000 });
    expect(sounds(effects)).toEqual([]);
    expect(game.at()).toMatchObject({ step: 1, kind: "hold", side: "left" });
    expect(game.left()).toBe(15);
    game.after(30, "resume");
    expect(game.left()).toBe(15);
    game.run(95);
    expect(game.state().phase).toBe("done");
    expect(game.result().duration_seconds).toBe(130);
  });

  test("a hidden tab whose timers still fire once a minute is alive", () => {
    const long = segmentsOf([pose(600), pose(600)]);
    const game = player(long);
    game.after(0, "hidden");
    game.run(900, 60);
    game.after(1, "visible");
    expect(game.state().phase).toBe("playing");
    expect(game.left()).toBe(299);
  });

  test("ending from the question ends at the last sign of life", () => {
    const game = player();
    game.run(10);
    game.after(1000);
    game.after(5, "end");
    expect(game.state()).toMatchObject({ phase: "done", ended: 1_700_000_000_000 + 10_000 });
    expect(game.result()).toMatchObject({ duration_seconds: 10, completed_poses: 0, skipped_poses: 2 });
  });

  test("whatever is pressed on coming back, the question comes first", () => {
    for (const event of ["pause", "next", "previous", "end"] as const) {
      const game = player();
      game.run(40);
      game.after(600, event);
      expect(game.state()).toMatchObject({ phase: "away" });
      expect(game.at()).toMatchObject({ step: 1 });
    }
  });
});

describe("reloading the page", () => {
  test("goes on at the same pose, side and second", () => {
    const game = player();
    game.run(60);
    game.reload();
    game.after(2, "restore");
    expect(game.at()).toMatchObject({ step: 1, side: "right" });
    expect(game.left()).toBe(13);
  });

  test("a paused practice stays paused, however long it takes", () => {
    const game = player();
    game.run(42);
    game.after(0, "pause");
    game.reload();
    game.after(50_000, "restore");
    expect(game.state().phase).toBe("paused");
    expect(game.left()).toBe(13);
  });

  test("is a gap like any other", () => {
    const game = player();
    game.run(12);
    game.reload();
    game.after(121, "restore");
    expect(game.state()).toMatchObject({ phase: "away", left: 18_000 });
  });
});

describe("steps", () => {
  test("a pose that is left at once was skipped and counts 0 s; one left later counts what it was held", () => {
    const game = player();
    game.after(1, "next");
    expect(game.at()).toMatchObject({ step: 1, kind: "transition" });
    game.run(5 + 8);
    game.after(0, "next");
    expect(game.at()).toMatchObject({ step: 1, side: "right" });
    game.after(0, "next");
    game.after(60);
    expect(game.result()).toEqual({
      duration_seconds: 68,
      completed_poses: 1,
      skipped_poses: 1,
      outcomes: [
        { position: 0, outcome: "skipped", held_seconds: 0 },
        { position: 1, outcome: "partial", held_seconds: 8 },
        { position: 2, outcome: "completed", held_seconds: 60 },
      ],
    });
  });

  test("going back restarts the previous pose, and the time held counts once", () => {
    const game = player();
    game.run(20);
    game.after(0, "next");
    game.after(1, "previous");
    expect(game.at()).toMatchObject({ step: 0 });
    expect(game.left()).toBe(30);
    game.run(30);
    expect(game.result().outcomes[0]).toEqual({ position: 0, outcome: "completed", held_seconds: 30 });
  });

  test("back from the first pose begins it again; on from the last one ends", () => {
    const game = player();
    game.after(10, "previous");
    expect([game.at()?.step, game.left()]).toEqual([0, 30]);
    for (let presses = 0; presses < 4; presses++) game.after(1, "next");
    expect(game.state().phase).toBe("done");
  });

  test("a paused practice is stepped through silently and stays paused", () => {
    const game = player();
    game.after(3, "pause");
    expect(sounds(game.after(1, "next"))).toEqual([]);
    expect(game.state().phase).toBe("paused");
    expect(game.left()).toBe(5);
  });

  test("a practice that is over takes no more events", () => {
    const game = player();
    game.after(5, "end");
    const before = game.state();
    for (const event of ["tick", "resume", "next", "previous", "pause", "end", "restore"] as const) {
      expect(game.after(10, event)).toEqual([]);
    }
    expect(game.state()).toEqual(before);
  });
});
