import { z } from "zod";
import { endpoint } from "@/lib/api/contract.ts";
import { idShape, instantOut, pageQuery, pageShape } from "@/lib/api/shapes.ts";
import {
  poseFilters,
  poseInput,
  poseShape,
  sequenceFilters,
  sequenceInput,
  sequenceShape,
  sequenceSummary,
  slugShape,
} from "./shapes.ts";
import { beginPracticeInput, beginPracticeOutput, suggestPracticeInput, suggestPracticeOutput } from "./tool-shapes.ts";

/** Endpoints of poses and sequences. Safe for the browser. */

const tag = "Practice";
const access = "user";

const partOf = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).partial().shape;

export const libraryContract = {
  listPoses: endpoint({
    method: "GET",
    path: "/poses",
    tag,
    access,
    summary: "Find poses",
    input: { ...pageQuery, ...poseFilters },
    output: { 200: z.object({ poses: z.array(poseShape), ...pageShape }) },
  }),
  getPose: endpoint({
    method: "GET",
    path: "/poses/:slug",
    tag,
    access,
    summary: "One pose",
    input: { slug: slugShape },
    output: { 200: poseShape },
  }),
  createPose: endpoint({
    method: "POST",
    path: "/poses",
    tag,
    access: "admin",
    summary: "Add a pose",
    input: { slug: slugShape, ...poseInput },
    output: { 201: poseShape },
    errors: [409],
  }),
  updatePose: endpoint({
    method: "PATCH",
    path: "/poses/:slug",
    tag,
    access: "admin",
    summary: "Change a pose",
    description:
      "A field that is changed counts as confirmed from then on, and seeding leaves the pose alone. One that sequences hold on a side keeps its sides (409).",
    input: { slug: slugShape, ...partOf(poseInput) },
    output: { 200: poseShape },
    errors: [409],
  }),
  removePose: endpoint({
    method: "DELETE",
    path: "/poses/:slug",
    tag,
    access: "admin",
    summary: "Delete a pose",
    description: "Refused with 409 while a sequence has it. One of Stint's own comes back with the next seeding.",
    input: { slug: slugShape },
    output: { 204: null },
    errors: [409],
  }),
  listSequences: endpoint({
    method: "GET",
    path: "/sequences",
    tag,
    access,
    summary: "Find sequences",
    description: "Your own, public ones and Stint's own: Stint's first, then the newest.",
    input: { ...pageQuery, ...sequenceFilters },
    output: { 200: z.object({ sequences: z.array(sequenceSummary), ...pageShape }) },
    tool: {
      name: "suggest_practice",
      title: "Suggest a practice",
      description:
        "Up to five sequences of poses for a part of the body, a style or a time, the best first. Say what the person wishes for in `q`.",
      effect: "read",
      input: suggestPracticeInput,
      output: suggestPracticeOutput,
    },
  }),
  createSequence: endpoint({
    method: "POST",
    path: "/sequences",
    tag,
    access,
    summary: "Make a sequence",
    description: "One person has at most 500 of them; one more answers 409.",
    input: sequenceInput,
    output: { 201: sequenceShape },
  }),
  getSequence: endpoint({
    method: "GET",
    path: "/sequences/:id",
    tag,
    access,
    summary: "One sequence",
    input: { id: idShape, avoid: sequenceFilters.avoid },
    output: { 200: sequenceShape },
    tool: {
      name: "begin_practice",
      title: "Begin a practice",
      description:
        "Gives the link that begins a sequence, named by its id or its name. The person opens it; nothing is recorded before.",
      effect: "read",
      input: beginPracticeInput,
      output: beginPracticeOutput,
    },
  }),
  updateSequence: endpoint({
    method: "PATCH",
    path: "/sequences/:id",
    tag,
    access,
    summary: "Change a sequence of yours",
    description:
      "`poses` takes the place of all of them. With `version` (the one that the caller saw) a sequence that has changed since answers 409, and `detail` names its version now and the fields sent that differ there.",
    input: { id: idShape, version: z.int().positive().optional(), ...partOf(sequenceInput) },
    output: { 200: sequenceShape },
    errors: [409],
  }),
  removeSequence: endpoint({
    method: "DELETE",
    path: "/sequences/:id",
    tag,
    access,
    summary: "Delete a sequence of yours",
    description: "Practices of it stay, with their copy of it.",
    input: { id: idShape },
    output: { 204: null },
  }),
  duplicateSequence: endpoint({
    method: "POST",
    path: "/sequences/:id/duplicate",
    tag,
    access,
    summary: "Copy a sequence to your own",
    input: { id: idShape },
    output: { 201: sequenceShape },
  }),
  addFavorite: endpoint({
    method: "PUT",
    path: "/sequences/:id/favorite",
    tag,
    access,
    summary: "Make a sequence a favourite",
    input: { id: idShape },
    output: { 204: null },
  }),
  removeFavorite: endpoint({
    method: "DELETE",
    path: "/sequences/:id/favorite",
    tag,
    access,
    summary: "Make a sequence no favourite any more",
    input: { id: idShape },
    output: { 204: null },
  }),
  listFavorites: endpoint({
    method: "GET",
    path: "/favorites",
    tag,
    access,
    summary: "Favourite sequences, the latest first",
    input: pageQuery,
    output: {
      200: z.object({ favorites: z.array(sequenceSummary.extend({ favorited_at: instantOut })), ...pageShape }),
    },
  }),
};
