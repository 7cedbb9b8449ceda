import "server-only";
import { implement, reply } from "@/lib/api/implement.ts";
import * as activities from "./activities.ts";
import { trackingContract } from "./contract.ts";
import * as deleted from "./deleted.ts";
import { update } from "./edit.ts";
import { exportSessions } from "./export.ts";
import * as lists from "./lists.ts";
import { period } from "./period.ts";
import * as recorded from "./record.ts";
import * as sessions from "./sessions.ts";
import * as stats from "./stats.ts";
import { today } from "./today.ts";

const { sessionOf } = sessions;

/** Tracked time, as every door calls it. */
export const tracking = implement(trackingContract, {
  start: async ({ principal }, input) => {
    const { created, row, ended } = await sessions.start(principal, input, new Date());
    const data = { ...sessionOf(row), ...(ended !== undefined && { ended_session_id: ended }) };
    return reply(created ? 201 : 200, data);
  },
  end: async ({ principal }, { id, ...input }) => sessionOf(await sessions.end(principal, id, input, new Date())),
  heartbeat: async ({ principal }, { id, idle_seconds = 0 }) =>
    sessionOf(await sessions.heartbeat(principal.id, id, idle_seconds, new Date())),
  sync: async ({ principal }, input) => ({ results: await recorded.sync(principal.id, input.sessions, new Date()) }),
  list: ({ principal }, input) => lists.list(principal.id, principal.timezone, input, new Date()),
  create: async ({ principal }, input) => {
    const { created, row } = await recorded.createPast(principal.id, input, new Date());
    return reply(created ? 201 : 200, sessionOf(row));
  },
  running: ({ principal }) => stats.running(principal.id, new Date()),
  get: async ({ principal }, { id }) => sessionOf(await sessions.get(principal.id, id, new Date())),
  update: async ({ principal }, { id, ...edit }) => sessionOf(await update(principal.id, id, edit, new Date())),
  remove: async ({ principal }, { id }) => {
    await deleted.remove(principal.id, id, new Date());
    return null;
  },
  removeMany: async ({ principal }, input) => ({
    session_ids: await deleted.removeMany(principal.id, input.session_ids, new Date()),
  }),
  restore: async ({ principal }, input) => ({
    sessions: (await deleted.restore(principal.id, input.session_ids, new Date())).map(sessionOf),
  }),
  export: ({ principal }, { format, bom = false, ...filter }) => {
    const bounds = lists.boundsOf(filter, principal.timezone);
    return exportSessions(principal, { format, bom }, { ...filter, ...bounds }, new Date());
  },
  addActivity: async ({ principal }, input) => ({
    activity_id: await activities.add(principal.id, input, new Date()),
  }),
  addActivities: ({ principal }, input) => activities.addBatch(principal.id, input.activities, new Date()),
  listActivities: ({ principal }, input) => activities.list(principal.id, principal.timezone, input),
  activityStats: ({ principal }, { days }) => activities.stats(principal, days, new Date()),
  daily: ({ principal }, { days }) => stats.daily(principal, days, new Date()),
  weekly: ({ principal }, { week }) => stats.weekly(principal, week, new Date()),
  repository: ({ principal }, { owner, name }) =>
    stats.repository(principal, { repo_owner: owner, repo_name: name }, new Date()),
  summary: ({ principal }) => stats.summary(principal, new Date()),
  weekByRepository: ({ principal }, { date }) => stats.weekByRepository(principal, date, new Date()),
  period: ({ principal }, input) => period(principal, input, new Date()),
  today: ({ principal }) => today(principal, new Date()),
  year: ({ principal }, { year }) => stats.year(principal, year, new Date()),
  repositories: ({ principal }) => stats.repositories(principal, new Date()),
  tags: ({ principal }) => stats.tags(principal, new Date()),
});
