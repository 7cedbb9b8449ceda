import { call } from "./http.ts";

/** Sequences over the API, for tests; without words of their own they are a hatha practice of one pose. */

export interface SentSequence {
  name: string;
  poses: Record<string, unknown>[];
  [field: string]: unknown;
}

/** The body of a sequence, one mountain pose of a minute unless told otherwise. */
export const sequenceBody = (more: Record<string, unknown> = {}): SentSequence => ({
  name: "Mine",
  style: "hatha",
  difficulty: "beginner",
  focus_area: "hips",
  poses: [{ pose_slug: "mountain-pose", hold_seconds: 60 }],
  ...more,
});

/** Sends to the API as one person. */
export const asPerson =
  (token: string) =>
  <Body = Record<string, unknown>>(method: string, path: string, body?: unknown) =>
    call<Body>(method, path, { token, ...(body !== undefined && { body }) });
