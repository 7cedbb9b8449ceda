import { type Segment, startOf } from "./segments.ts";

/**
 * How a practice runs, apart from everything that shows it or makes a sound. Nothing here counts ticks: what is left of a
 * stretch is its deadline less the time it is now, so that a hidden tab or a machine asleep drifts nothing. All instants
 * and lengths are milliseconds of this browser's clock.
 */

/** Longer without a sign of life means that nobody was there. */
export const awayAfterMs = 120_000;

/** How many seconds before a change are counted aloud. */
const counted = 3;
/** Stretches shorter than this are over too soon to count. */
const countedFromMs = 5000;

interface Course {
  /** The stretch that runs. */
  at: number;
  /** The farthest stretch that was reached. */
  furthest: number;
  /** The last sign of life: up to here all time is accounted for. */
  seen: number;
  /** Of each stretch, the longest time it was held in one go: who goes back holds no longer than the plan says. */
  held: readonly number[];
  begun: number;
}

export type PlayState = Course &
  (
    | { phase: "playing"; deadline: number }
    | { phase: "paused"; left: number }
    /** Nobody was there for `away`; it stands where the last sign of life was. */
    | { phase: "away"; left: number; away: number }
    | { phase: "done"; ended: number }
  );

export type PlayEvent = "tick" | "pause" | "resume" | "next" | "previous" | "end" | "hidden" | "visible" | "restore";

export type Effect =
  /** At most one sound for an event, whatever it passed. */
  | { do: "sound"; sound: "bell" | "count" | "end" }
  /** Says what a stretch is. */
  | { do: "say"; segment: number }
  | { do: "hush" }
  /** Takes the wake lock, or frees it. */
  | { do: "awake"; on: boolean }
  /** Something has come to its end that is worth telling the server. */
  | { do: "record" };

export interface Turn {
  state: PlayState;
  effects: Effect[];
}

type Playing = Extract<PlayState, { phase: "playing" }>;

const lengthOf = (segments: readonly Segment[], at: number): number => segments[at]?.ms ?? 0;

/** What is left of the stretch that runs. */
export function leftOf(state: PlayState): number {
  if (state.phase === "playing") return Math.max(0, state.deadline - state.seen);
  return state.phase === "done" ? 0 : state.left;
}

/** Notes what was held of the stretch that runs, up to the last sign of life. */
function noted<State extends Playing>(state: State, segments: readonly Segment[]): State {
  const segment = segments[state.at];
  if (segment?.kind !== "hold") return state;
  const run = segment.ms - leftOf(state);
  if (run <= (state.held[state.at] ?? 0)) return state;
  return { ...state, held: state.held.with(state.at, run) };
}

const course = ({ at, furthest, seen, held, begun }: PlayState): Course => ({ at, furthest, seen, held, begun });

const stillness: Effect[] = [{ do: "hush" }, { do: "awake", on: false }];

/** What is heard on the way into a stretch: a way in is named, and so is a hold that has none. */
function entering(segments: readonly Segment[], at: number): Effect[] {
  const [before, segment] = [segments[at - 1], segments[at]];
  const isNamed = before?.kind === "transition" && before.unit === segment?.unit;
  return [{ do: "sound", sound: "bell" }, ...(isNamed ? [] : [{ do: "say", segment: at } as const])];
}

function finished(state: PlayState, ended: number): PlayState {
  return { ...course(state), phase: "done", ended };
}

/** Begins at the first stretch. */
export function begin(segments: readonly Segment[], now: number): Turn {
  return {
    state: {
      phase: "playing",
      at: 0,
      furthest: 0,
      seen: now,
      deadline: now + lengthOf(segments, 0),
      held: segments.map(() => 0),
      begun: now,
    },
    effects: [{ do: "awake", on: true }, ...entering(segments, 0), { do: "record" }],
  };
}

/** The second that is counted aloud when `before` becomes `after`, both of them what is left. */
const isCounted = (before: number, after: number): boolean => {
  const second = Math.ceil(after / 1000);
  return second >= 1 && second <= counted && Math.ceil(before / 1000) > second;
};

/** Brings a playing practice to `now`, past every boundary in between. */
function advance(given: Playing, segments: readonly Segment[], now: number): Turn {
  // A clock that was set back must not lengthen what runs.
  const back = Math.min(0, now - given.seen);
  let state: Playing = { ...given, seen: given.seen + back, deadline: given.deadline + back };
  const away = now - state.seen;
  if (away > awayAfterMs) {
    return { state: { ...course(state), phase: "away", left: leftOf(state), away }, effects: [...stillness] };
  }
  const before = leftOf(state);
  let passed = 0;
  while (now >= state.deadline) {
    state = noted({ ...state, seen: state.deadline }, segments);
    const at = state.at + 1;
    if (at >= segments.length) {
      return {
        state: finished(state, state.deadline),
        effects: [...stillness, { do: "sound", sound: "end" }, { do: "record" }],
      };
    }
    const deadline = state.deadline + lengthOf(segments, at);
    state = { ...state, at, deadline, furthest: Math.max(state.furthest, at) };
    passed++;
  }
  state = noted({ ...state, seen: now }, segments);
  if (passed > 0) return { state, effects: [{ do: "hush" }, ...entering(segments, state.at), { do: "record" }] };
  const counts = lengthOf(segments, state.at) >= countedFromMs && isCounted(before, leftOf(state));
  return { state, effects: counts ? [{ do: "sound", sound: "count" }] : [] };
}

function goTo(state: Extract<PlayState, { phase: "playing" | "paused" }>, segments: readonly Segment[], at: number) {
  const furthest = Math.max(state.furthest, at);
  const ms = lengthOf(segments, at);
  const moved: PlayState =
    state.phase === "playing"
      ? { ...state, at, furthest, deadline: state.seen + ms }
      : { ...state, at, furthest, left: ms };
  const heard = state.phase === "playing" ? entering(segments, at) : [];
  return { state: moved, effects: [{ do: "hush" }, ...heard, { do: "record" }] } satisfies Turn;
}

/** Goes a unit on or back. Past the last one the practice is over; before the first one that begins again. */
function walk(state: PlayState, segments: readonly Segment[], by: 1 | -1): Turn {
  if (state.phase !== "playing" && state.phase !== "paused") return { state, effects: [] };
  const at = startOf(segments, Math.max(0, (segments[state.at]?.unit ?? 0) + by));
  if (at >= 0) return goTo(state, segments, at);
  return {
    state: finished(state, state.seen),
    effects: [...stillness, { do: "sound", sound: "end" }, { do: "record" }],
  };
}

function act(state: PlayState, event: PlayEvent, segments: readonly Segment[], now: number): Turn {
  switch (event) {
    case "pause":
      if (state.phase !== "playing") break;
      return {
        state: { ...course(state), phase: "paused", left: leftOf(state) },
        effects: [...stillness, { do: "record" }],
      };
    case "resume": {
      if (state.phase !== "paused" && state.phase !== "away") break;
      const playing = { ...course(state), phase: "playing", seen: now, deadline: now + state.left } as const;
      return { state: playing, effects: [{ do: "awake", on: true }] };
    }
    case "next":
      return walk(state, segments, 1);
    case "previous":
      return walk(state, segments, -1);
    case "end":
      if (state.phase === "done") break;
      // Of who was away, nobody knows more than the last sign of life.
      return { state: finished(state, state.seen), effects: [...stillness, { do: "record" }] };
    case "visible":
    case "restore":
      // The system frees a wake lock whenever the page is hidden.
      if (state.phase === "playing") return { state, effects: [{ do: "awake", on: true }] };
      break;
  }
  return { state, effects: [] };
}

/**
 * Applies an event to a practice at `now`. Time comes first: before the event, every boundary that was reached in
 * between is passed once, and announced at most once.
 */
export function step(state: PlayState, event: PlayEvent, segments: readonly Segment[], now: number): Turn {
  const reached = state.phase === "playing" ? advance(state, segments, now) : { state, effects: [] };
  // Who comes back to the question has not answered it, and a last pose that is over cannot be skipped.
  if (reached.state.phase !== state.phase) return reached;
  const moved = reached.state.phase === "paused" ? { ...reached.state, seen: now } : reached.state;
  const acted = act(moved, event, segments, now);
  return { state: acted.state, effects: once([...reached.effects, ...acted.effects]) };
}

/** One sound, one thing said and one record: the last of each, for where it is now. */
function once(effects: Effect[]): Effect[] {
  return effects.filter((effect, index) => !effects.slice(index + 1).some((later) => later.do === effect.do));
}
