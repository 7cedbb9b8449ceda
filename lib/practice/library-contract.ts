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
    summary: "List poses",
    input: { ...pageQuery, ...poseFilters },
    output: { 200: z.object({ poses: z.array(poseShape), ...pageShape }) },
  }),
  getPose: endpoint({
    method: "GET",
    path: "/poses/:slug",
    tag,
    access,
    summary: "Get a pose",
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
      "A changed field counts as confirmed, and seeding no longer changes the pose. The sides of a pose that sequences hold on a side cannot be removed (409).",
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
    description: "Refused with 409 while a sequence uses it. One of Stint's own poses returns with the next seeding.",
    input: { slug: slugShape },
    output: { 204: null },
    errors: [409],
  }),
  listSequences: endpoint({
    method: "GET",
    path: "/sequences",
    tag,
    access,
    summary: "List sequences",
    description: "Your own, public ones and Stint's own: Stint's first, then the newest.",
    input: { ...pageQuery, ...sequenceFilters },
    output: { 200: z.object({ sequences: z.array(sequenceSummary), ...pageShape }) },
    tool: {
      name: "suggest_practice",
      title: "Suggest a practice",
      description:
        "Up to five sequences of poses for a part of the body, a style or a time, the best first. Describe what the person wants in `q`.",
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
    summary: "Create a sequence",
    description: "At most 500 per person; one more gets 409.",
    input: sequenceInput,
    output: { 201: sequenceShape },
  }),
  getSequence: endpoint({
    method: "GET",
    path: "/sequences/:id",
    tag,
    access,
    summary: "Get a sequence",
    input: { id: idShape, avoid: sequenceFilters.avoid },
    output: { 200: sequenceShape },
    tool: {
      name: "begin_practice",
      title: "Begin a practice",
      description:
        "Returns the link that begins a sequence, given by its id or name. Nothing is recorded until the person opens it.",
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
    summary: "Change one of your sequences",
    description:
      "`poses` replaces all of them. With `version` (the one the caller saw), a sequence that has changed since gets 409, and `detail` names its current version and the fields sent that differ from it.",
    input: { id: idShape, version: z.int().positive().optional(), ...partOf(sequenceInput) },
    output: { 200: sequenceShape },
    errors: [409],
  }),
  removeSequence: endpoint({
    method: "DELETE",
    path: "/sequences/:id",
    tag,
    access,
    summary: "Delete one of your sequences",
    description: "Practices of it are kept, with their copy of it.",
    input: { id: idShape },
    output: { 204: null },
  }),
  duplicateSequence: endpoint({
    method: "POST",
    path: "/sequences/:id/duplicate",
    tag,
    access,
    summary: "Duplicate a sequence",
    input: { id: idShape },
    output: { 201: sequenceShape },
  }),
  addFavorite: endpoint({
    method: "PUT",
    path: "/sequences/:id/favorite",
    tag,
    access,
    summary: "Add a sequence to your favourites",
    input: { id: idShape },
    output: { 204: null },
  }),
  removeFavorite: endpoint({
    method: "DELETE",
    path: "/sequences/:id/favorite",
    tag,
    access,
    summary: "Remove a sequence from your favourites",
    input: { id: idShape },
    output: { 204: null },
  }),
  listFavorites: endpoint({
    method: "GET",
    path: "/favorites",
    tag,
    access,
    summary: "List favourite sequences, latest first",
    input: pageQuery,
    output: {
      200: z.object({ favorites: z.array(sequenceSummary.extend({ favorited_at: instantOut })), ...pageShape }),
    },
  }),
};
