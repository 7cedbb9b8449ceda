import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listedSession } from "@/lib/testing/listed-sessions.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import { loadFilters, type Sort, sorts } from "./filters.ts";
import { applyChange, pageOf, replacePage, type SessionPages, type SessionsPage } from "./list-pages.ts";
import { compareBy } from "./sort-order.ts";

const limit = 3;

/** What the server would answer: the rows behind a cursor, which is the last row's place in the order. */
function serve(stored: Session[], sort: Sort, cursor: string | null): SessionsPage {
  const compare = compareBy(sort);
  const after: Session | null = cursor === null ? null : JSON.parse(cursor);
  const found = stored.toSorted(compare).filter((session) => after === null || compare(session, after) > 0);
  const sessions = found.slice(0, limit);
  const next_cursor = found.length > limit ? JSON.stringify(sessions.at(-1)) : null;
  return pageOf({ sessions, total: stored.length, next_cursor }, { ...loadFilters(""), sort }, 0);
}

/** The first `count` pages, as somebody who scrolls reads them. */
function scroll(stored: Session[], sort: Sort, count: number): SessionPages {
  const data: SessionPages = { pages: [], pageParams: [] };
  for (let cursor: string | null = null; data.pages.length < count; ) {
    const page = serve(stored, sort, cursor);
    data.pages.push(page);
    data.pageParams.push(cursor);
    if (page.next_cursor === null) break;
    cursor = page.next_cursor;
  }
  return data;
}

const reread = (data: SessionPages, index: number, stored: Session[], sort: Sort): SessionPages =>
  replacePage(data, index, serve(stored, sort, data.pageParams[index] ?? null));

const idsOf = (data: SessionPages) => data.pages.flatMap(({ sessions }) => sessions.map(({ id }) => id));

const at = (id: number, minute: number, seconds = 60) =>
  listedSession(id, new Date(Date.UTC(2026, 2, 14, 0, minute)).toISOString(), { duration_seconds: seconds });

const ten = Array.from({ length: 10 }, (_, index) => at(index + 1, 100 - index));

describe("a refetched page", () => {
  it("takes away what is gone, and keeps what lies behind it", () => {
    const stored = ten.filter(({ id }) => id !== 2);
    const data = reread(scroll(ten, "newest", 3), 0, stored, "newest");
    expect(idsOf(data)).toEqual([1, 3, 4, 5, 6, 7, 8, 9]);
    expect(data.pages.every(({ total }) => total === 9)).toBe(true);
  });

  it("brings what is new, and keeps what it pushed out", () => {
    const data = reread(scroll(ten, "newest", 2), 0, [at(11, 200), ...ten], "newest");
    expect(idsOf(data)).toEqual([11, 1, 2, 3, 4, 5, 6]);
    expect(data.pages.at(-1)?.next_cursor).toBe(scroll(ten, "newest", 2).pages[1]?.next_cursor);
  });

  it("shows a row once that has moved from another page", () => {
    const stored = [...ten.filter(({ id }) => id !== 5), at(5, 99.5)];
    expect(idsOf(reread(scroll(ten, "newest", 2), 0, stored, "newest"))).toEqual([1, 5, 2, 3, 4, 6]);
  });

  it("ends the list where nothing comes after it any more", () => {
    const data = reread(scroll(ten, "newest", 3), 1, ten.slice(0, 4), "newest");
    expect(idsOf(data)).toEqual([1, 2, 3, 4]);
    expect(data.pages.at(-1)?.next_cursor).toBeNull();
    expect(data.pageParams).toHaveLength(2);
  });

  it("lets the list go on where the last page ends now", () => {
    const stored = ten.filter(({ id }) => id !== 3);
    const data = reread(scroll(ten, "newest", 1), 0, stored, "newest");
    expect(idsOf(data)).toEqual([1, 2, 4]);
    expect(serve(stored, "newest", data.pages[0]?.next_cursor ?? null).sessions.map(({ id }) => id)).toEqual([5, 6, 7]);
  });

  it("changes nothing when that page is not there", () => {
    const data = scroll(ten, "newest", 1);
    expect(reread(data, 4, ten, "newest")).toBe(data);
  });
});

const minutes = fc.integer({ min: 0, max: 40 });
const seconds = fc.integer({ min: 0, max: 5 });
const change = fc.record({ id: fc.integer({ min: 1, max: 30 }), minute: minutes, seconds, gone: fc.boolean() });

it("however the list has changed, refetching its pages one after the other gives the current list, each row once", () => {
  const sessions = fc.uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 30 }), minute: minutes, seconds }), {
    selector: ({ id }) => id,
    maxLength: 20,
  });
  fc.assert(
    fc.property(fc.constantFrom(...sorts), sessions, fc.array(change, { maxLength: 10 }), (sort, begin, changes) => {
      const stored = new Map(begin.map(({ id, minute, seconds: length }) => [id, at(id, minute, length)]));
      let data = scroll([...stored.values()], sort, 4);
      for (const { id, minute, seconds: length, gone } of changes) {
        if (gone) stored.delete(id);
        else stored.set(id, at(id, minute, length));
      }
      const now = [...stored.values()].toSorted(compareBy(sort));
      for (let index = 0; index < data.pages.length; index++) {
        data = reread(data, index, now, sort);
        expect(new Set(idsOf(data)).size).toBe(idsOf(data).length);
      }
      const ids = idsOf(data);
      expect(ids).toEqual(now.slice(0, ids.length).map(({ id }) => id));
      const cursor = data.pages.at(-1)?.next_cursor ?? null;
      const rest = cursor === null ? [] : serve(now, sort, cursor).sessions;
      expect(rest.map(({ id }) => id)).toEqual(now.slice(ids.length, ids.length + rest.length).map(({ id }) => id));
      if (cursor === null) expect(ids).toHaveLength(now.length);
    }),
  );
});

describe("what the server has done", () => {
  it("is taken out of every page, put where it belongs, and counted", () => {
    const data = applyChange(scroll(ten, "newest", 3), { gone: [2, 8], put: [at(11, 97.5), at(9, 92, 5)] }, "UTC");
    expect(idsOf(data)).toEqual([1, 3, 11, 4, 5, 6, 7, 9]);
    expect(data.pages.every(({ total }) => total === 9)).toBe(true);
    expect(data.pages.at(-1)?.sessions.at(-1)?.duration_seconds).toBe(5);
  });

  it("appears at the very end only when everything is there", () => {
    const last = at(11, 1);
    expect(idsOf(applyChange(scroll(ten, "newest", 3), { gone: [], put: [last] }, "UTC"))).not.toContain(11);
    expect(idsOf(applyChange(scroll(ten, "newest", 4), { gone: [], put: [last] }, "UTC")).at(-1)).toBe(11);
  });

  it("disappears when the filters ask for something else", () => {
    const pages = scroll(ten, "newest", 4);
    const asked = loadFilters("?pr=84213");
    const filtered = { ...pages, pages: pages.pages.map((page) => ({ ...page, asked })) };
    const moved = { ...at(4, 97), pr_number: 1 };
    const data = applyChange(filtered, { gone: [], put: [moved] }, "UTC");
    expect(idsOf(data)).not.toContain(4);
    expect(data.pages[0]?.total).toBe(9);
  });

  it("fills a list that was empty", () => {
    expect(idsOf(applyChange(scroll([], "newest", 1), { gone: [], put: [at(1, 1)] }, "UTC"))).toEqual([1]);
  });
});
