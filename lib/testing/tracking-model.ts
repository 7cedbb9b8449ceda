import { AppError } from "@/lib/core/errors.ts";
import { checkedSpan, splitByDay, sumShares } from "@/lib/tracking/rules.ts";

/** An action on a user's sessions; `which` selects one. Minutes, seconds where the name says so. */
export type Act =
  | { kind: "start"; pr: number; back: number }
  | { kind: "heartbeat"; which: number; idle: number }
  | { kind: "end"; which: number; told: { seconds?: number; end?: number } }
  | { kind: "activity"; pr: number; back: number }
  | { kind: "edit"; which: number; start: number }
  | { kind: "note"; which: number }
  | { kind: "list" }
  | { kind: "sweep" };

interface Entry {
  pr: number;
  start: number;
  end: number | null;
  seconds: number | null;
  by: "user" | "superseded" | "stale" | null;
  seen: number;
  created: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * The rules of tracked time in their simplest form: before anything else, a stale session ends. Instants are
 * milliseconds. Rejected actions change nothing.
 */
export class Model {
  private entries: Entry[] = [];

  private get running(): Entry | undefined {
    return this.entries.find((entry) => entry.end === null);
  }

  private finish(entry: Entry, end: number, by: Entry["by"]): void {
    entry.end = Math.min(Math.max(end, entry.start), entry.start + day);
    entry.seconds = Math.floor((entry.end - entry.start) / 1000);
    entry.by = by;
  }

  /** Ends the running session, if it is stale at `now`. */
  settle(now: number): void {
    const { running } = this;
    if (!running) return;
    if (now - running.seen >= 15 * minute || now - running.start > day) this.finish(running, running.seen, "stale");
  }

  /** Sets a span as an explicit action does, unless the rules reject it. */
  private set(entry: Entry, start: number, end: number, seconds: number | undefined, now: number): void {
    try {
      const span = checkedSpan(new Date(start), new Date(end), seconds, new Date(now));
      Object.assign(entry, { start: span.start.getTime(), end: span.end.getTime(), seconds: span.seconds, by: "user" });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }

  private end(entry: Entry, told: { seconds?: number; end?: number }, now: number): void {
    if (entry.by === "user") return;
    const { seconds } = told;
    if (told.end !== undefined) this.set(entry, entry.start, entry.start + told.end * minute, seconds, now);
    else if (entry.end === null) this.set(entry, entry.start, now, seconds, now);
    else if (seconds !== undefined) {
      this.set(entry, entry.start, Math.max(entry.end, Math.min(entry.start + seconds * 1000, now)), seconds, now);
    } else if (entry.by === "superseded" || entry.end <= entry.created) {
      // Its client sends no heartbeats, so the end is all that is known.
      this.set(entry, entry.start, now, undefined, now);
    }
  }

  private start(pr: number, begin: number, now: number): void {
    const { running } = this;
    if (running?.pr === pr) running.seen = now;
    else {
      if (running) this.finish(running, begin, "superseded");
      this.entries.push({ pr, start: begin, end: null, seconds: null, by: null, seen: now, created: now });
    }
  }

  private edit(entry: Entry, start: number, now: number): void {
    if (entry.end !== null) this.set(entry, start, entry.end, undefined, now);
    else if (start <= now && now - start <= day) entry.start = start;
  }

  perform(act: Act, now: number): void {
    this.settle(now);
    const chosen = "which" in act ? this.entries[act.which % this.entries.length] : undefined;
    const { running } = this;
    if (act.kind === "start") this.start(act.pr, now - act.back * minute, now);
    if (act.kind === "end" && chosen) this.end(chosen, act.told, now);
    if (act.kind === "edit" && chosen) this.edit(chosen, chosen.start + act.start * minute, now);
    if (act.kind === "heartbeat" && chosen && chosen === running) {
      running.seen = Math.max(running.seen, now - act.idle * minute);
    }
    if (act.kind === "activity" && running?.pr === act.pr)
      running.seen = Math.max(running.seen, now - act.back * minute);
  }

  /** The sessions, in the order they were started. */
  told() {
    return this.entries.map(({ seen: _seen, created: _created, ...entry }) => entry);
  }

  /** Their totals by day, in UTC, oldest first. */
  days() {
    const lists = this.entries.flatMap(({ start, end, seconds }) =>
      end === null || seconds === null
        ? []
        : [{ shares: splitByDay({ start: new Date(start), end: new Date(end), seconds }, "UTC"), sign: 1 as const }],
    );
    return sumShares(lists).sort((a, b) => (a.date < b.date ? -1 : 1));
  }
}
