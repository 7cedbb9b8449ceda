import { pullRequestAnywhere } from "@/lib/tracking/reference.ts";
import type { Span } from "../date-words.ts";
import { textOf } from "../normalize.ts";
import { periodAt, singlePeriodAt } from "../periods.ts";
import type { Scan } from "../scan.ts";

/** The parts of a question about tracked time: subject, period, grouping, comparison. */

export type Group = "repository" | "pull_request" | "day" | "week" | "month";

/** A repository, a pull request, or both. */
export interface Subject {
  repository?: string;
  pr_number?: number;
}

/** A question, as far as it was parsed. */
export interface Asked extends Subject {
  periods: (Span & { words?: string })[];
  compare?: Span | "usual" | "previous";
  /** Repositories and pull requests beyond the first. */
  others?: Subject[];
  /** The position of words that were taken for the name of a repository. */
  guess?: [from: number, to: number];
  released?: [from: number, to: number][];
  group?: Group;
  /** "per day" and the like, which goes with "average" as well as with a table. */
  per?: Group | "session";
  /** Further groupings that were requested. */
  more?: string[];
  /** The requested number of items. */
  limit?: number;
}

const groups: Record<string, Group> = {
  ...{ day: "day", days: "day", week: "week", weeks: "week", month: "month", months: "month" },
  ...{ pr: "pull_request", prs: "pull_request", repo: "repository", repos: "repository", repository: "repository" },
  ...{ repositories: "repository", project: "repository", projects: "repository" },
  ...{ daily: "day", weekly: "week", monthly: "month" },
};
const isOwn = (table: object, word: string): boolean => Object.hasOwn(table, word);

/** The grouping, and the token after it. */
function groupAt(scan: Scan, at: number): { group: Group | "session"; end: number } | undefined {
  if (/^pulls?$/.test(scan.word(at)) && /^requests?$/.test(scan.word(at + 1)))
    return { group: "pull_request", end: at + 2 };
  if (scan.word(at) === "session") return { group: "session", end: at + 1 };
  const group = isOwn(groups, scan.word(at)) ? groups[scan.word(at)] : undefined;
  return group && { group, end: at + 1 };
}

const nounGroup = (scan: Scan, at: number) =>
  /^(?:dai|week|month)ly$/.test(scan.word(at)) ? undefined : groupAt(scan, at);

const skipped = (scan: Scan, at: number, words: RegExp): number => {
  let next = at;
  while (words.test(scan.word(next))) next++;
  return next;
};

/** "compared to last week", "than usual", "vs yesterday". */
function comparisonAt(scan: Scan, at: number, asked: Asked): number | undefined {
  const word = scan.word(at);
  const isCompared =
    /^(?:compared|comparing|comparison|compare|relative)$/.test(word) &&
    /^(?:to|with|against)$/.test(scan.word(at + 1));
  const start = isCompared ? at + 2 : word === "vs" || word === "than" || word === "against" ? at + 1 : undefined;
  if (start === undefined) return undefined;
  const next = skipped(scan, start, /^(?:the|my|i|did|do|a|what|was|is)$/);
  if (/^(?:usual|usually|normal|normally|average|typical|typically|always)$/.test(scan.word(next))) {
    asked.compare = "usual";
    return skipped(scan, next + 1, /^(?:i|do|did|work|day|amount|time|one|is|it)$/);
  }
  const unit = groupAt(scan, next);
  const isBefore =
    (unit && unit.group !== "session" && scan.word(unit.end) === "before") ||
    /^(?:before|previously)$/.test(scan.word(next));
  if (isBefore) {
    asked.compare = "previous";
    return unit ? unit.end + 1 : next + 1;
  }
  const found = periodAt(scan.message, start, false) ?? periodAt(scan.message, next, false);
  if (!found) return undefined;
  asked.compare = found.span;
  return found.end;
}

/** A further pull request or repository in the question; "PR 42 in acme/web" is one. */
function name(asked: Asked, subject: Subject): void {
  const { repository, pr_number } = subject;
  if (repository !== undefined && asked.guess) {
    // A full name is what was meant; what was taken for one was not understood.
    asked.released = [...(asked.released ?? []), asked.guess];
    delete asked.guess;
    delete asked.repository;
  }
  const isNew =
    (repository === undefined || asked.repository === undefined || asked.repository === repository) &&
    (pr_number === undefined || asked.pr_number === undefined);
  if (isNew) Object.assign(asked, subject);
  else
    asked.others = [...(asked.others ?? []), { ...(asked.repository && { repository: asked.repository }), ...subject }];
}

const numberIn = (word: string): number => Number(word.replace("#", ""));

/** "PR 123", "pull request #123", "#123", "vercel/next.js#123", a URL. */
function pullRequestAt(scan: Scan, at: number, asked: Asked): number | undefined {
  const token = scan.message.tokens[at];
  if (!token) return undefined;
  const told = pullRequestAnywhere(token.word);
  if (told) {
    name(asked, { repository: `${told.repo_owner}/${told.repo_name}`, pr_number: told.pr_number });
    return at + 1;
  }
  if (token.kind === "repository") {
    const [repository = "", number] = token.word.split("#");
    name(asked, { repository, ...(number !== undefined && { pr_number: Number(number) }) });
    return at + 1;
  }
  if (/^#\d+$/.test(token.word)) {
    name(asked, { pr_number: numberIn(token.word) });
    return at + 1;
  }
  const noun =
    token.word === "pr" || token.word === "prs"
      ? at + 1
      : token.word === "pull" && /^requests?$/.test(scan.word(at + 1))
        ? at + 2
        : undefined;
  if (noun === undefined) return undefined;
  let end = skipped(scan, noun, /^(?:number|no|nr|\.)$/);
  if (!/^#?\d{1,10}$/.test(scan.word(end))) return undefined;
  name(asked, { pr_number: numberIn(scan.word(end)) });
  end++;
  // "PRs 12 and 13".
  while (/^(?:,|and)$/.test(scan.word(end)) && /^#?\d{1,10}$/.test(scan.word(end + 1))) {
    name(asked, { pr_number: numberIn(scan.word(end + 1)) });
    end += 2;
  }
  return end;
}

/** "by repository", "per day", "each week", "day by day", "daily". */
function groupingAt(scan: Scan, at: number, asked: Asked): number | undefined {
  const word = scan.word(at);
  if (/^(?:dai|week|month)ly$/.test(word)) {
    asked.per = groups[word] as Group;
    return at + 1;
  }
  const twice = nounGroup(scan, at);
  if (twice && scan.word(twice.end) === "by" && nounGroup(scan, twice.end + 1)?.group === twice.group) {
    asked.per = twice.group;
    return twice.end + 2;
  }
  if (!/^(?:by|per|each|every|a)$/.test(word)) return undefined;
  const found =
    nounGroup(scan, at + 1) ?? (word === "by" ? nounGroup(scan, skipped(scan, at + 1, /^(?:the|each)$/)) : undefined);
  // "a week ago" is a period.
  if (!found || (word === "a" && /^(?:ago|or)$/.test(scan.word(found.end)))) return undefined;
  const second = scan.word(found.end) === "and" ? nounGroup(scan, found.end + 1) : undefined;
  const more = [...(asked.per && asked.per !== found.group ? [found.group] : []), ...(second ? [second.group] : [])];
  if (more.length > 0) asked.more = [...(asked.more ?? []), ...more];
  asked.per ??= found.group;
  return second?.end ?? found.end;
}

/** Which repositories, days or pull requests: the rows of the table. */
function whichAt(scan: Scan, at: number, asked: Asked): number | undefined {
  if (!/^(?:which|what|top|best|busiest|many|most|longest|worst|quietest|productive)$/.test(scan.word(at)))
    return undefined;
  let next = at + 1;
  const [, digits] = /^(\d{1,2})$/.exec(scan.word(next)) ?? [];
  if (digits !== undefined && scan.word(at) === "top") next++;
  const found = nounGroup(
    scan,
    skipped(scan, next, /^(?:of|the|my|different|most|busiest|longest|single|productive)$/),
  );
  if (!found || found.group === "session") return undefined;
  // "what week" counts only in a question of which one; "busiest day" always.
  if (digits !== undefined) asked.limit = Number(digits);
  asked.group = found.group;
  if (/^(?:busiest|longest|most|top|best|productive)$/.test(scan.word(at))) return undefined;
  return found.end;
}

/** Parses a part of a question about tracked time that begins at a token; returns the token after it. */
export function partAt(scan: Scan, at: number, asked: Asked): number | undefined {
  const own = comparisonAt(scan, at, asked) ?? pullRequestAt(scan, at, asked) ?? groupingAt(scan, at, asked);
  if (own !== undefined) return own;
  const isCompared = scan.word(0) === "compare";
  const found = isCompared ? singlePeriodAt(scan.message, at) : periodAt(scan.message, at, false);
  if (found) {
    asked.periods.push({ ...found.span, words: textOf(scan.message, at, found.end) });
    return found.end;
  }
  return whichAt(scan, at, asked);
}
