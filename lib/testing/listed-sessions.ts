import type { Session } from "@/lib/tracking/shapes.ts";

/** A session as in lists; half an hour long by default. */
export function listedSession(id: number, start: string, more: Partial<Session> = {}): Session {
  const start_time = new Date(start).toISOString();
  return {
    id,
    session_id: id,
    repo_owner: "vercel",
    repo_name: "next.js",
    pr_number: 84213,
    start_time,
    end_time: new Date(Date.parse(start_time) + 1_800_000).toISOString(),
    duration_seconds: 1800,
    status: "completed",
    ended_by: "user",
    client_session_id: null,
    source: null,
    pr_title: null,
    branch: null,
    note: null,
    tags: [],
    created_at: start_time,
    updated_at: start_time,
    ...more,
  };
}
