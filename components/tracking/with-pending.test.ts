import { describe, expect, it } from "vitest";
import { listedSession } from "@/lib/testing/listed-sessions.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import { loadFilters } from "./list/filters.ts";
import { pageOf, type SessionPages } from "./list/list-pages.ts";
import type { Operation } from "./pending.ts";
import { withPending } from "./with-pending.ts";

const day = "2026-03-14";
const hour = (value: number) => `${day}T${String(value).padStart(2, "0")}:00:00.000Z`;
const ended = [15, 13, 11, 9].map((value) => listedSession(value, hour(value)));
const running = listedSession(17, hour(17), { end_time: null, duration_seconds: null, status: "active" });

function pagesOf(sessions: Session[], search = "", next_cursor: string | null = null): SessionPages {
  const asked = loadFilters(search);
  const total = sessions.length + (next_cursor === null ? 0 : 50);
  return { pages: [pageOf({ sessions, total, next_cursor }, asked, 1)], pageParams: [null] };
}

const key = "00000001-0000-4000-8000-000000000000";
const done = { key, at: Date.parse(hour(18)) };
const [first, second] = ended as [Session, Session];
const pullRequest = { repo_owner: "facebook", repo_name: "react", pr_number: 1 };

const laid = (data: SessionPages, ...operations: Operation[]) => withPending(data, running, operations, "UTC");
const ids = (sessions: Session[]) => sessions.map(({ id }) => id);

it("shows what runs on its own, and everything else in order", () => {
  const list = laid(pagesOf([running, ...ended]));
  expect(list.running?.id).toBe(17);
  expect(ids(list.ended)).toEqual([15, 13, 11, 9]);
  expect(list.total).toBe(5);
});

it("shows nothing that runs when the filters ask for something else", () => {
  expect(laid(pagesOf(ended, "?to=2026-03-13")).running).toBeNull();
});

it("shows a row once that two pages have", () => {
  const data = pagesOf(ended);
  const [page] = data.pages;
  expect(page).toBeDefined();
  if (page) expect(ids(withPending({ ...data, pages: [page, page] }, null, [], "UTC").ended)).toEqual([15, 13, 11, 9]);
});

describe("what the server has yet to confirm", () => {
  it("is deleted", () => {
    const list = laid(pagesOf(ended), { ...done, kind: "remove", sessions: [second] });
    expect(ids(list.ended)).toEqual([15, 11, 9]);
    expect(list.total).toBe(3);
  });

  it("is deleted and brought back in its place", () => {
    const data = pagesOf(ended.filter(({ id }) => id !== 13));
    const list = laid(data, { ...done, kind: "restore", sessions: [second] });
    expect(ids(list.ended)).toEqual([15, 13, 11, 9]);
    expect(list.total).toBe(4);
  });

  it("moves when its start does", () => {
    const list = laid(pagesOf(ended), { ...done, kind: "edit", session: first, changes: { start_time: hour(10) } });
    expect(ids(list.ended)).toEqual([13, 11, 15, 9]);
  });

  it("leaves the list when the filters no longer ask for it", () => {
    const list = laid(pagesOf(ended, "?tag=x"), { ...done, kind: "edit", session: first, changes: { tags: ["y"] } });
    expect(ids(list.ended)).toEqual([13, 11, 9]);
  });

  it("ends, and what starts takes its place", () => {
    const list = laid(pagesOf([running, ...ended]), { ...done, kind: "start", pullRequest });
    expect(ids(list.ended)).toEqual([17, 15, 13, 11, 9]);
    expect(list.ended[0]?.ended_by).toBe("superseded");
    expect(list.running).toMatchObject(pullRequest);
    expect(list.total).toBe(6);
  });

  it("is added where it belongs", () => {
    const session = { ...pullRequest, start_time: hour(12), end_time: hour(13), note: null, tags: [] };
    const list = laid(pagesOf(ended), { ...done, kind: "add", session });
    expect(list.ended.map(({ start_time }) => start_time)).toEqual([15, 13, 12, 11, 9].map(hour));
  });

  it("waits for its turn when it lies behind everything that was read", () => {
    const session = { ...pullRequest, start_time: hour(1), end_time: hour(2), note: null, tags: [] };
    expect(ids(laid(pagesOf(ended, "", "more"), { ...done, kind: "add", session }).ended)).toEqual([15, 13, 11, 9]);
    expect(laid(pagesOf(ended), { ...done, kind: "add", session }).ended).toHaveLength(5);
  });
});

it("ten thousand rows and five thousand deletions are laid in an instant's time each", () => {
  const many = Array.from({ length: 10_000 }, (_, index) =>
    listedSession(index + 1, new Date(Date.parse(hour(9)) - index * 60_000).toISOString()),
  );
  const operations = Array.from({ length: 10 }, (_, index): Operation => {
    return { ...done, kind: "remove", sessions: many.slice(index * 500, (index + 1) * 500) };
  });
  expect(laid(pagesOf(many), ...operations).ended).toHaveLength(5000);
});
