"use client";
import type { PlayState } from "./machine.ts";
import { flush, keepWaiting, type Sending } from "./outbox.ts";
import type { CopyToSend, Waiting } from "./outbox-record.ts";
import type { Copy } from "./playback-storage.ts";
import { resultOf } from "./results.ts";
import { segmentsOf } from "./segments.ts";

/** What the player hands to the outbox. */

export interface Recording {
  person: number;
  sequence: number;
  /** The practice's `client_session_id`. */
  key: string;
  copy: Copy;
}

/** A `client_session_id`; browsers make them only where Stint is reached safely. */
export function newKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const digits = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0"));
  return digits.join("").replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
}

const copyToSend = ({ name, style, steps }: Copy): CopyToSend => ({
  name,
  style,
  poses: steps.map(({ pose_slug, hold_seconds, side, transition_seconds, note }) => ({
    pose_slug,
    hold_seconds,
    side,
    transition_seconds,
    note,
  })),
});

/** Keeps how far a practice has come, and tells the server when that can be done. */
export async function recordProgress({ person, sequence, key, copy }: Recording, state: PlayState): Promise<Sending> {
  const result = resultOf(state, segmentsOf(copy.steps));
  const ended = state.phase === "done" ? state.ended : null;
  await keepWaiting(person, key, (waiting) => {
    const before: Waiting = waiting ?? {
      key,
      person,
      sequence_id: sequence,
      copy: copyToSend(copy),
      begun: state.begun,
      ended: null,
      id: null,
      started: null,
      result,
      revision: 0,
      told: 0,
      completed: false,
      mood: null,
      note: null,
      wordsWait: false,
      discarded: false,
      refused: null,
    };
    // What is over stays as it ended, whatever another tab still plays.
    if (before.ended !== null) return before;
    const discarded = ended !== null && result.duration_seconds === 0;
    return { ...before, result, revision: before.revision + 1, ended, discarded };
  });
  return flush(person);
}

/** Keeps mood and note of a practice that is over; `known` is how it last waited, in case nothing waits any longer. */
export async function recordWords(known: Waiting, words: Pick<Waiting, "mood" | "note">): Promise<Sending> {
  await keepWaiting(known.person, known.key, (waiting) => ({ ...(waiting ?? known), ...words, wordsWait: true }));
  return flush(known.person);
}
