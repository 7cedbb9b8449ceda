import "server-only";
import type { Caller } from "@/lib/api/implement.ts";
import { implementTools, type Tool, type ToolError, toolError } from "@/lib/api/tools.ts";
import { AppError } from "@/lib/core/errors.ts";
import { formatDuration } from "@/lib/core/format.ts";
import { today } from "@/lib/core/time.ts";
import { datesOfPeriod } from "@/lib/tracking/period-rules.ts";
import { wishOf } from "./body-areas.ts";
import { plain } from "./constants.ts";
import { practiceContract } from "./contract.ts";
import { practice } from "./service.ts";
import type { SequenceSummary } from "./shapes.ts";

/** An assistant's tools for practice. Durations come in seconds and in words. */

const [mostSuggestions, mostLookedAt] = [5, 100];

const shortOf = ({ id, name, style, total_seconds }: SequenceSummary) => ({
  ...{ id, name, style, total_seconds },
  total: formatDuration(total_seconds),
});

const missing = (requested: number | string, suggestions: SequenceSummary[]): ToolError =>
  toolError(
    "SEQUENCE_NOT_FOUND",
    `No sequence matches ${typeof requested === "number" ? requested : `"${requested}"`}.`,
    {
      requested_sequence: requested,
      suggestions: suggestions.slice(0, mostSuggestions).map(({ id, name }) => ({ id, name })),
    },
  );

const listed = async (caller: Caller, asked: object) =>
  (await practice.listSequences(caller, { ...asked, limit: mostLookedAt })).sequences;

async function byId(caller: Caller, id: number): Promise<SequenceSummary | ToolError> {
  try {
    return await practice.getSequence(caller, { id });
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return missing(id, await listed(caller, {}));
    throw error;
  }
}

/** The sequence of that name, before the only one that has all of its words. */
async function byName(caller: Caller, name: string): Promise<SequenceSummary | ToolError> {
  const found = await listed(caller, { q: name });
  const exact = found.filter((sequence) => plain(sequence.name) === plain(name));
  const named = found.filter((sequence) => plain(sequence.name).includes(plain(name)));
  const meant = exact.length > 0 ? exact : named.length > 0 ? named : found;
  const [first, ...others] = meant;
  if (!first) return missing(name, await listed(caller, {}));
  if (others.length === 0) return first;
  return toolError("SEQUENCE_AMBIGUOUS", `${meant.length} sequences match "${name}". Ask which one is meant.`, {
    requested_sequence: name,
    suggestions: meant.slice(0, mostSuggestions).map((each) => ({ id: each.id, name: each.name })),
  });
}

export const practiceTools: Tool[] = implementTools("practice", practiceContract, {
  stats: async (caller, { period, from, to }) => {
    const { timezone = "UTC", week_start = "monday" } = caller.principal ?? {};
    const named = from !== undefined || to !== undefined ? { from, to } : undefined;
    const dates = named ?? (period && period !== "all_time" ? datesOfPeriod(period, today(timezone), week_start) : {});
    const { by_week: _, favorite_styles, last_practice, ...totals } = await practice.stats(caller, dates);
    return {
      status: "ok",
      ...totals,
      total: formatDuration(totals.total_seconds),
      today: formatDuration(totals.today_seconds),
      week: formatDuration(totals.week_seconds),
      favorite_styles: favorite_styles.map((style) => ({ ...style, total: formatDuration(style.total_seconds) })),
      last_practised_at: totals.last_practice_at,
      last_practised_date: last_practice?.local_date ?? null,
      last_sequence: last_practice?.sequence_name ?? null,
    };
  },
  listSequences: async (caller, { q = "", focus_area = "", style, max_minutes }) => {
    const wish = wishOf(`${q} ${focus_area}`);
    const wanted = style ?? wish.style;
    const narrowed = { ...(wanted && { style: wanted }), ...(max_minutes && { max_minutes }) };
    const reaching = wish.areas.length > 0 ? { target_area: wish.areas.join(",") } : {};
    const words = wish.words.join(" ").slice(0, 100);
    const byWords = words ? await listed(caller, { ...narrowed, ...reaching, q: words }) : [];
    // Words that match no sequence only describe: the parts of the body and the style still apply.
    const isTold = wish.areas.length > 0 || wanted !== undefined || words === "";
    const found = byWords.length > 0 ? byWords : isTold ? await listed(caller, { ...narrowed, ...reaching }) : [];
    const areas: string[] = wish.areas;
    const isAbout = (sequence: SequenceSummary) =>
      areas.includes(sequence.focus_area) ||
      sequence.focus_area === plain(focus_area) ||
      areas.some((area) => plain(sequence.name).includes(area.replace(/s$/, "")));
    // Sequences for the area, then the user's own, then those that only reach it with a pose.
    const rank = (sequence: SequenceSummary) => (isAbout(sequence) ? 0 : sequence.is_mine ? 1 : 2);
    const best = [...found].sort((one, other) => rank(one) - rank(other));
    return {
      status: "ok",
      sequences: best.slice(0, mostSuggestions).map((sequence) => ({
        ...shortOf(sequence),
        focus_area: sequence.focus_area,
        url: `/practice/sequences/${sequence.id}`,
      })),
    };
  },
  getSequence: async (caller, { sequence_id, sequence }) => {
    if (sequence_id === undefined && !sequence) {
      return toolError("VALIDATION_ERROR", "Give sequence_id or sequence.");
    }
    const found = await (sequence_id === undefined ? byName(caller, sequence ?? "") : byId(caller, sequence_id));
    if ("status" in found) return found;
    return { status: "ok", sequence: shortOf(found), url: `/practice/play/${found.id}?begin=1` };
  },
});
