import { type SQL, sql } from "drizzle-orm";
import { check, date, index, integer, pgEnum, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { longestTitle, priorities } from "@/lib/tasks/constants.ts";
import { users } from "./accounts.ts";
import { createdAt, instant, reference } from "./columns.ts";

export const taskPriority = pgEnum("task_priority", priorities);

/** A user's task. Ids count from 1 for each user (`users.last_task_id`) and are never reused. */
export const tasks = pgTable(
  "tasks",
  {
    user_id: reference()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    id: integer().notNull(),
    title: text().notNull(),
    description: text(),
    due_date: date({ mode: "string" }),
    priority: taskPriority(),
    completed_at: instant(),
    /** Searched text. */
    search_text: text()
      .notNull()
      .generatedAlwaysAs((): SQL => sql`fold_text(title || ' ' || coalesce(description, ''))`),
    /**
     * Its position in lists: open ones by due date (none last) and then by priority, before all that are done. Days
     * since 1970 times four, plus 0 for high to 3 for no priority.
     */
    place: integer()
      .notNull()
      .generatedAlwaysAs(
        (): SQL =>
          sql`case when completed_at is not null then 100000000 else coalesce(due_date - date '1970-01-01', 20000000) * 4 + case priority when 'high' then 0 when 'medium' then 1 when 'low' then 2 else 3 end end`,
      ),
    /** Deleted; can be restored for an hour. */
    deleted_at: instant(),
    created_at: createdAt(),
    updated_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.user_id, table.id] }),
    index("tasks_in_order")
      .on(table.user_id, table.place, table.completed_at.desc(), table.id)
      .where(sql`${table.deleted_at} is null`),
    index("tasks_deleted").on(table.deleted_at).where(sql`${table.deleted_at} is not null`),
    check("tasks_id", sql`${table.id} > 0`),
    check("tasks_title", sql`char_length(${table.title}) between 1 and ${sql.raw(String(longestTitle))}`),
  ],
);
