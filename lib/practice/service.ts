import "server-only";
import { implement, reply } from "@/lib/api/implement.ts";
import * as achievements from "./achievements.ts";
import { practiceContract } from "./contract.ts";
import * as favorites from "./favorites.ts";
import * as poses from "./poses.ts";
import * as practices from "./practices.ts";
import * as sequences from "./sequences.ts";
import * as stats from "./stats.ts";

/** Practice, as every door calls it. */
export const practice = implement(practiceContract, {
  listPoses: (_, input) => poses.list(input),
  getPose: (_, { slug }) => poses.get(slug),
  createPose: async (_, input) => reply(201, await poses.create(input, new Date())),
  updatePose: (_, { slug, ...edit }) => poses.update(slug, edit, new Date()),
  removePose: async (_, { slug }) => {
    await poses.remove(slug);
    return null;
  },
  listSequences: ({ principal }, input) => sequences.list(principal.id, input),
  createSequence: async ({ principal }, input) => reply(201, await sequences.create(principal.id, input, new Date())),
  getSequence: ({ principal }, { id, avoid }) => sequences.get(principal.id, id, avoid),
  updateSequence: ({ principal }, { id, ...edit }) => sequences.update(principal, id, edit, new Date()),
  removeSequence: async ({ principal }, { id }) => {
    await sequences.remove(principal.id, id);
    return null;
  },
  duplicateSequence: async ({ principal }, { id }) =>
    reply(201, await sequences.duplicate(principal.id, id, new Date())),
  addFavorite: async ({ principal }, { id }) => {
    await favorites.add(principal.id, id, new Date());
    return null;
  },
  removeFavorite: async ({ principal }, { id }) => {
    await favorites.remove(principal.id, id);
    return null;
  },
  listFavorites: ({ principal }, input) => favorites.list(principal.id, input),
  begin: async ({ principal }, input) => {
    const { created, practice } = await practices.begin(principal, input, new Date());
    return reply(created ? 201 : 200, practice);
  },
  update: ({ principal }, { id, ...edit }) => practices.update(principal.id, id, edit, new Date()),
  complete: ({ principal }, { id, ...result }) => practices.complete(principal, id, result, new Date()),
  list: ({ principal }, input) => practices.list(principal.id, input),
  get: ({ principal }, { id }) => practices.get(principal.id, id),
  remove: async ({ principal }, { id }) => {
    await practices.remove(principal.id, id);
    return null;
  },
  stats: ({ principal }, days) => stats.stats(principal, days, new Date()),
  calendar: ({ principal }, { month }) => stats.calendar(principal, month, new Date()),
  achievements: ({ principal }, input) => achievements.list(principal, input, new Date()),
  today: ({ principal }) => stats.today(principal, new Date()),
});
