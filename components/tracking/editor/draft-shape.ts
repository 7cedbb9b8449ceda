/** What somebody types about a session, as it stands in the form. */
export interface Draft {
  /** The pull request, however it is written down. */
  reference: string;
  date: string;
  from: string;
  to: string;
  /** How many days after `date` it ends. */
  days: number;
  /** How long of it the person was at work; null where that is all the time. */
  active: string | null;
  tags: string[];
  note: string;
}

export type DraftField = keyof Draft;

/** What is wrong, by field. */
export type Problems = Partial<Record<DraftField, string>>;

/** A form for a session nobody has told of. */
export const emptyDraft = (date: string, reference = ""): Draft => ({
  reference,
  date,
  from: "",
  to: "",
  days: 0,
  active: null,
  tags: [],
  note: "",
});

const fieldsOfApi: Record<string, DraftField> = {
  repo_owner: "reference",
  repo_name: "reference",
  pr_number: "reference",
  start_time: "from",
  end_time: "to",
  duration_seconds: "active",
  tags: "tags",
  note: "note",
};

/** Where the form shows what the server found wrong. */
export function problemsOfApi(fields: Record<string, string>): Problems {
  const problems: Problems = {};
  for (const [name, words] of Object.entries(fields)) {
    const field = fieldsOfApi[name];
    if (field) problems[field] ??= words;
  }
  return problems;
}

/** Takes what was typed into the field for tags apart. */
export const splitTags = (text: string): string[] =>
  text
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");

/** Tags with others behind them, each once. */
export const withTags = (tags: string[], added: string[]): string[] => [...new Set([...tags, ...added])];

/** The problems that stay when something else is typed: a field that was changed is given the benefit of the doubt. */
export function problemsAfter(problems: Problems, before: Draft, after: Draft): Problems {
  const changed = (Object.keys(after) as DraftField[]).filter((name) => after[name] !== before[name]);
  // When a session ends is told by several fields together.
  if (changed.some((name) => ["date", "from", "to", "days"].includes(name))) changed.push("date", "from", "to");
  if (!changed.some((name) => problems[name] !== undefined)) return problems;
  return Object.fromEntries(Object.entries(problems).filter(([name]) => !changed.includes(name as DraftField)));
}
