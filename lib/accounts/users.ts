import type { z } from "zod";
import type { users } from "@/db/schema/index.ts";
import type { userShape } from "./shapes.ts";

export type UserRow = typeof users.$inferSelect;

/** An account as the API returns it. */
export const serializeUser = (row: UserRow): z.output<typeof userShape> => ({
  id: row.id,
  user_id: row.id,
  email: row.email,
  username: row.username,
  name: row.name,
  role: row.role,
  timezone: row.timezone,
  week_start: row.week_start,
  is_active: row.is_active,
  email_verified: row.email_verified_at !== null,
  has_password: row.password_hash !== null,
  github_username: row.github_username,
  avatar_url: row.avatar_url,
  created_at: row.created_at.toISOString(),
  last_login_at: row.last_login_at?.toISOString() ?? null,
  expires_at: row.expires_at?.toISOString() ?? null,
});
