import type { InfiniteData } from "@tanstack/react-query";
import type { Session } from "@/lib/tracking/shapes.ts";
import type { Filters } from "./filters.ts";
import { compareBy, matches } from "./sort-order.ts";

/**
 * The pages of a list of sessions that were loaded so far. Refetching all of them for each change would be wrong, so
 * single pages are, and what changed is put in place here. Pure.
 */

export interface SessionsPage {
  sessions: Session[];
  /** How many there are in all. */
  total: number;
  next_cursor: string | null;
  /** The row that the cursor stands for: the page tells all up to here. Null when it tells all there is. */
  end: Session | null;
  /** The version of the person's tracked time when it was read, or an earlier one. */
  version: number;
  /** What was asked for. */
  asked: Filters;
}

export type SessionPages = InfiniteData<SessionsPage, string | null>;

interface Listed {
  sessions: Session[];
  total: number;
  next_cursor: string | null;
}

/** A page out of the server's answer. */
export function pageOf({ sessions, total, next_cursor }: Listed, asked: Filters, version: number): SessionsPage {
  const end = next_cursor === null ? null : (sessions.at(-1) ?? null);
  return { sessions, total, next_cursor, end, version, asked };
}

/**
 * Replaces the known rows of a stretch of the list by a refetched page. When the fresh rows reach
 * less far than the page did before, as new ones came in between, a page of its own tells the rest, as of before. A row
 * that is known twice stays where the fresh page has it.
 * @param index which of the pages it is
 */
export function replacePage(data: SessionPages, index: number, fresh: SessionsPage): SessionPages {
  const before = data.pages[index];
  if (!before) return data;
  const compare = compareBy(fresh.asked.sort);
  const { end, total } = fresh;
  const ids = new Set(fresh.sessions.map(({ id }) => id));
  const isUncovered = (session: Session): boolean => !ids.has(session.id) && end !== null && compare(session, end) > 0;
  const earlier = data.pages.slice(0, index).map((page) => ({
    ...page,
    total,
    sessions: page.sessions.filter(({ id }) => !ids.has(id)),
  }));
  const params = data.pageParams.slice(0, index + 1);
  if (end === null) return { pages: [...earlier, fresh], pageParams: params };

  const later = data.pages.slice(index + 1);
  const laterParams = data.pageParams.slice(index + 1);
  const isShorter = before.end === null ? before.sessions.some(isUncovered) : compare(end, before.end) < 0;
  if (isShorter) {
    later.unshift(before);
    laterParams.unshift(fresh.next_cursor);
  }
  const rest = later.map((page) => ({ ...page, total, sessions: page.sessions.filter(isUncovered) }));
  return { pages: [...earlier, fresh, ...rest], pageParams: [...params, ...laterParams] };
}

/** What the server has done, so far as a list is concerned. */
export interface Change {
  /** Ids of sessions that are gone. */
  gone: number[];
  /** Sessions as they are now. */
  put: Session[];
}

/** Puts what has changed into the pages, wherever it stands or belongs; not past the end of what was read. */
export function applyChange(data: SessionPages, { gone, put }: Change, zone: string): SessionPages {
  const [first] = data.pages;
  if (!first) return data;
  const { asked } = first;
  const compare = compareBy(asked.sort);
  const touched = new Set([...gone, ...put.map(({ id }) => id)]);
  const shown = put.filter((session) => matches(session, asked, zone));
  const incoming = new Map<number, Session[]>();
  for (const session of shown) {
    const place = data.pages.findIndex(({ end }) => end === null || compare(session, end) <= 0);
    incoming.set(place, [...(incoming.get(place) ?? []), session]);
  }
  let removed = 0;
  const pages = data.pages.map((page, index) => {
    const kept = page.sessions.filter(({ id }) => !touched.has(id));
    removed += page.sessions.length - kept.length;
    const added = incoming.get(index) ?? [];
    if (added.length === 0 && kept.length === page.sessions.length) return page;
    return { ...page, sessions: [...kept, ...added].sort(compare) };
  });
  const total = Math.max(0, first.total - removed + shown.length);
  return { ...data, pages: pages.map((page) => ({ ...page, total })) };
}
