import { call } from "./http.ts";

/** Sequences over the API, for tests; by default they are a hatha practice of one pose. */

export interface SentSequence {
  name: string;
  poses: Record<string, unknown>[];
  [field: string]: unknown;
}

/** The body of a sequence, by default one mountain pose of a minute. */
export const sequenceBody = (more: Record<string, unknown> = {}): SentSequence => ({
  name: "Mine",
  style: "hatha",
  difficulty: "beginner",
  focus_area: "hips",
  poses: [{ pose_slug: "mountain-pose", hold_seconds: 60 }],
  ...more,
});

/** Sends requests to the API as one user. */
export const asPerson =
  (token: string) =>
  <Body = Record<string, unknown>>(method: string, path: string, body?: unknown) =>
    call<Body>(method, path, { token, ...(body !== undefined && { body }) });
