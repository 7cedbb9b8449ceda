import { type PullRequest, samePullRequest } from "@/lib/tracking/reference.ts";
import type { Session } from "@/lib/tracking/shapes.ts";

/**
 * What a person did to tracked time and the server has yet to confirm. Pages show server data with these laid over it,
 * so that everything shows at once, and a refusal, which takes the operation away, rolls back by itself.
 * Pure; instants are milliseconds of the server's clock.
 */

interface Done {
  /** UUID of this operation; of a start and an addition it is the session's `client_session_id` as well. */
  key: string;
  /** When the person did it. */
  at: number;
}

/** What an edit may change. */
export interface SessionChanges extends Partial<PullRequest> {
  start_time?: string;
  end_time?: string;
  duration_seconds?: number;
  note?: string | null;
  tags?: string[];
}

/** A session that is told as a whole, by hand. */
export interface PastSession extends PullRequest {
  start_time: string;
  end_time: string;
  note: string | null;
  tags: string[];
}

export type Operation = Done &
  /** `begun`: when a session that is to go on has begun; without it, it begins when that was done. */
  (
    | { kind: "start"; pullRequest: PullRequest; begun?: string }
    | { kind: "end"; session: Session }
    | { kind: "edit"; session: Session; changes: SessionChanges }
    | { kind: "add"; session: PastSession }
    | { kind: "remove"; sessions: Session[] }
    | { kind: "restore"; sessions: Session[] }
  );

/** Sessions that are known, and the one that runs, which is not among them. */
export interface Tracked {
  ended: Session[];
  running: Session | null;
}

/** Until the server names a session, it goes by a number below zero that its key gives. */
export const provisionalId = (key: string): number => -1 - Number.parseInt(key.slice(0, 8), 16);

/** Whether the server has yet to hear of a session. */
export const isProvisional = ({ id }: Pick<Session, "id">): boolean => id < 0;

/** Two views of one session: by the server's number, or by the number the client gave it. */
const isSame = (a: Session, b: Session): boolean =>
  a.id === b.id || (a.client_session_id !== null && a.client_session_id === b.client_session_id);

/** The start of a session that begins where another one began. */
export function startOf({ repo_owner, repo_name, pr_number, start_time }: Session) {
  return { pullRequest: { repo_owner, repo_name, pr_number }, begun: start_time };
}

const isoOf = (instant: number): string => new Date(instant).toISOString();

const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 1000));

function provisional({ key, at }: Done, pullRequest: PullRequest, begin: number): Session {
  const { repo_owner, repo_name, pr_number } = pullRequest;
  const id = provisionalId(key);
  return {
    id,
    session_id: id,
    repo_owner,
    repo_name,
    pr_number,
    start_time: isoOf(begin),
    end_time: null,
    duration_seconds: null,
    status: "active",
    ended_by: null,
    client_session_id: key,
    source: "web",
    pr_title: null,
    branch: null,
    note: null,
    tags: [],
    created_at: isoOf(at),
    updated_at: isoOf(at),
  };
}

function endedAt(session: Session, at: number, by: "user" | "superseded"): Session {
  const end_time = isoOf(Math.max(at, Date.parse(session.start_time)));
  const duration_seconds = secondsBetween(session.start_time, end_time);
  return { ...session, end_time, duration_seconds, status: "completed", ended_by: by };
}

function edited(session: Session, changes: SessionChanges): Session {
  const after = { ...session, ...changes };
  const timed = changes.start_time !== undefined || changes.end_time !== undefined;
  if (timed && changes.duration_seconds === undefined && after.end_time !== null) {
    after.duration_seconds = secondsBetween(after.start_time, after.end_time);
  }
  if (timed && after.end_time !== null) after.ended_by = "user";
  return after;
}

const without = (sessions: Session[], gone: Session[]): Session[] =>
  sessions.filter((session) => !gone.some((other) => isSame(other, session)));

/** Takes a session in at the front, unless it is there already. */
const withOne = (sessions: Session[], session: Session): Session[] =>
  sessions.some((other) => isSame(other, session)) ? sessions : [session, ...sessions];

function applyStart({ ended, running }: Tracked, operation: Extract<Operation, { kind: "start" }>): Tracked {
  const { key, at, pullRequest } = operation;
  const known = [...ended, ...(running ? [running] : [])].some(({ client_session_id }) => client_session_id === key);
  const same = running !== null && samePullRequest(running, pullRequest);
  if (known || same) return { ended, running };
  return {
    ended: running ? withOne(ended, endedAt(running, at, "superseded")) : ended,
    running: provisional(operation, pullRequest, operation.begun === undefined ? at : Date.parse(operation.begun)),
  };
}

function applyEnd({ ended, running }: Tracked, { at, session }: Extract<Operation, { kind: "end" }>): Tracked {
  if (!running || !isSame(running, session)) return { ended, running };
  return { ended: withOne(ended, endedAt(running, at, "user")), running: null };
}

function applyEdit({ ended, running }: Tracked, operation: Extract<Operation, { kind: "edit" }>): Tracked {
  const { session, changes } = operation;
  const change = (one: Session): Session => (isSame(one, session) ? edited(one, changes) : one);
  return { ended: ended.map(change), running: running && change(running) };
}

function applyAdd({ ended, running }: Tracked, operation: Extract<Operation, { kind: "add" }>): Tracked {
  const { start_time, end_time, note, tags, ...pullRequest } = operation.session;
  const begun = { ...provisional(operation, pullRequest, Date.parse(start_time)), note, tags };
  return { ended: withOne(ended, endedAt(begun, Date.parse(end_time), "user")), running };
}

function applyRemove({ ended, running }: Tracked, { sessions }: Extract<Operation, { kind: "remove" }>): Tracked {
  return { ended: without(ended, sessions), running: running && (without([running], sessions)[0] ?? null) };
}

function restoreOne({ ended, running }: Tracked, session: Session, at: number): Tracked {
  if (session.end_time !== null) return { ended: withOne(ended, session), running };
  // A session that ran comes back running, unless another one has taken its place.
  if (!running) return { ended, running: session };
  if (isSame(running, session)) return { ended, running };
  return { ended: withOne(ended, endedAt(session, at, "superseded")), running };
}

function applyRestore(tracked: Tracked, { sessions, at }: Extract<Operation, { kind: "restore" }>): Tracked {
  let after = tracked;
  for (const session of sessions) after = restoreOne(after, session, at);
  return after;
}

function apply(tracked: Tracked, operation: Operation): Tracked {
  switch (operation.kind) {
    case "start":
      return applyStart(tracked, operation);
    case "end":
      return applyEnd(tracked, operation);
    case "edit":
      return applyEdit(tracked, operation);
    case "add":
      return applyAdd(tracked, operation);
    case "remove":
      return applyRemove(tracked, operation);
    case "restore":
      return applyRestore(tracked, operation);
  }
}

/** Sessions as they will be once the server has confirmed `operations`, oldest operation first. */
export const applyAll = (tracked: Tracked, operations: Operation[]): Tracked => operations.reduce(apply, tracked);
