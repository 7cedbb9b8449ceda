import "server-only";
import { and, between, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/index.ts";
import { tasks } from "@/db/schema/index.ts";
import type { PageRequest, Position } from "@/lib/api/page.ts";
import { columns, mine, type TaskRow } from "./queries.ts";
import type { TaskFilter } from "./rules.ts";

/** SQL of lists of tasks. The owner is always the first argument. */

// Read letter by letter, with or without accents and in both cases, which databases of any locale do alike.
const anyAccents = "[\\u0300-\\u036f]*";
const bothCases = (letter: string): string => {
  const cases = [letter.toLowerCase(), letter.toUpperCase()].filter((each) => [...each].length === 1);
  return /[\p{L}\p{N}]/u.test(letter) ? `[${cases.join("")}]${anyAccents}` : `\\${letter}`;
};

function hasWord(word: string): SQL {
  const pattern = [...word].map(bothCases).join("");
  const text = sql`${tasks.title} || ' ' || coalesce(${tasks.description}, '')`;
  // Most texts are ASCII, which has no accents to take apart.
  return sql`case when octet_length(${text}) = char_length(${text}) then ${text} else normalize(${text}, NFKD) end ~ ${pattern}`;
}

const wordsOf = (q: string): string[] =>
  q
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .split(/\s+/)
    .filter((word) => word !== "");

function matching(owner: number, { status, q, due }: TaskFilter): SQL | undefined {
  const open = isNull(tasks.completed_at);
  // What is done is late no more.
  const late = due?.lateBefore ? sql`(${tasks.due_date} < ${due.lateBefore}::date and ${open})` : undefined;
  const within = due?.from && due.to ? between(tasks.due_date, due.from, due.to) : undefined;
  return and(
    mine(owner),
    status === "pending" ? open : undefined,
    status === "completed" ? isNotNull(tasks.completed_at) : undefined,
    ...(q === undefined ? [] : wordsOf(q).map(hasWord)),
    due?.any === undefined ? undefined : due.any ? isNotNull(tasks.due_date) : isNull(tasks.due_date),
    or(late, within),
  );
}

/** The name of the order of tasks, for cursors. */
export const taskOrder = "todo";

const after = ({ time, id, order }: Position): SQL => {
  const place = sql`${order?.value ?? 0}::bigint`;
  const at = sql`${time.toISOString()}::timestamptz`;
  // Only completed ones have an instant, and only they share a place with others that have one.
  return sql`${tasks.place} >= ${place} and (${tasks.place} > ${place}
    or ${tasks.completed_at} < ${at}
    or ((${tasks.completed_at} is null or ${tasks.completed_at} = ${at}) and ${tasks.id} > ${id}::bigint))`;
};

/** Up to `limit + 1` tasks, open ones by due date and priority, then completed ones; and how many there are in all. */
export async function listTasks(
  owner: number,
  filter: TaskFilter,
  page: PageRequest,
  position: Position | undefined,
): Promise<{ rows: TaskRow[]; total: number }> {
  const orm = await db();
  const where = matching(owner, filter);
  const [rows, total] = await Promise.all([
    orm
      .select(columns)
      .from(tasks)
      .where(and(where, position && after(position)))
      .orderBy(tasks.place, sql`${tasks.completed_at} desc nulls last`, tasks.id)
      .limit(page.limit + 1)
      .offset(position ? 0 : page.offset),
    orm.$count(tasks, where),
  ]);
  return { rows, total };
}
