"use client";
import { useQuery } from "@tanstack/react-query";
import { serverNow } from "@/components/time/now.tsx";
import { useGithub } from "@/components/tracking/github.tsx";
import type { List } from "@/components/tracking/list/queries.ts";
import { read } from "@/lib/client/api.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { addDays } from "@/lib/core/dates.ts";
import type { trackingContract } from "@/lib/tracking/contract.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import { readDraft } from "./draft.ts";
import type { Draft } from "./draft-shape.ts";

type Span = Pick<Session, "start_time" | "end_time">;

/** Those of `sessions` during which a span runs; a running one goes on until `now`. Pure. */
export function overlapping<One extends Session>(sessions: One[], span: Span, now: number, own?: number): One[] {
  const endOf = ({ end_time }: Span): number => (end_time === null ? now : Date.parse(end_time));
  const [start, end] = [Date.parse(span.start_time), endOf(span)];
  return sessions.filter(
    (other) => other.id !== own && Date.parse(other.start_time) < end && endOf(other) > start && end > start,
  );
}

/** Sessions that the one being written would overlap, as far as the server has told of its days. */
export function useOverlaps(draft: Draft, own?: number): Session[] {
  const { timezone: zone } = useCurrentUser();
  const github = useGithub();
  const now = serverNow();
  const found = readDraft(draft, { zone, now, github });
  const told = "told" in found ? found.told : undefined;
  const { data } = useQuery({
    queryKey: ["tracking", "around", draft.date],
    queryFn: ({ signal }): Promise<List> => {
      // A session belongs to the day on which it began, and is no longer than a day.
      const days = { from: addDays(draft.date, -1), to: addDays(draft.date, 1), limit: 100 };
      return read<typeof trackingContract.list>("/sessions", days, signal);
    },
    enabled: told !== undefined,
  });
  return told && data ? overlapping(data.sessions, told, now, own) : [];
}
