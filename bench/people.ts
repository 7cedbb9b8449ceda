import { hash } from "@node-rs/bcrypt";
import type { Query } from "@/db/handle.ts";
import { sessionCookieName } from "@/lib/auth/cookies.ts";
import { signToken } from "@/lib/auth/tokens.ts";

export const password = "Benchmark1";

/** An account of the benchmark. */
export interface Person {
  id: number;
  email: string;
  token: string;
  /** Id of the login of its token and its cookie. */
  login: number;
}

let passwordHash: string | undefined;

/** The password hash of every benchmark account. */
export async function sharedHash(): Promise<string> {
  passwordHash ??= await hash(password, { cost: 12 });
  return passwordHash;
}

/** Inserts accounts with one login each. */
export async function addPeople(query: Query, count: number, prefix: string): Promise<Person[]> {
  const rows = await query<{ id: number; email: string; login: number }>(
    `with people as (
       insert into users (email, password_hash) select $1 || n || '@bench.example', $2 from generate_series(1, $3::int) n
       returning id, email
     ), logins as (
       insert into login_sessions (user_id, kind, expires_at) select id, 'client', now() + interval '1 day' from people
       returning id, user_id
     )
     select p.id, p.email, l.id as login from people p join logins l on l.user_id = p.id order by p.id`,
    [prefix, await sharedHash(), count],
  );
  const iat = Math.floor(Date.now() / 1000);
  return rows.map(({ id, email, login }) => {
    const claims = { sub: String(id), sid: String(login), role: "user", iat, exp: iat + 86_400 };
    return { id: Number(id), email, token: signToken("access", claims), login: Number(login) };
  });
}

/** The sign-in cookie of a benchmark account. */
export function cookieOf({ id, login }: Person): string {
  const iat = Math.floor(Date.now() / 1000);
  const claims = { sub: String(id), sid: String(login), role: "user", iat, exp: iat + 86_400 };
  return `${sessionCookieName()}=${signToken("cookie", claims)}`;
}

/** Inserts ended sessions of ten minutes, spread evenly over a year, with their days. */
export async function addYear(query: Query, owner: number, sessions: number): Promise<void> {
  await addSpread(query, owner, sessions, 364);
}

/** Inserts ended sessions of ten minutes, forty a day as far back as they reach, with their days. */
export async function addHistory(query: Query, owner: number, sessions: number): Promise<void> {
  await addSpread(query, owner, sessions, sessions / 40);
}

async function addSpread(query: Query, owner: number, sessions: number, days: number): Promise<void> {
  await query(
    `insert into tracking_sessions (user_id, repo_owner, repo_name, pr_number, start_time, end_time, duration_seconds, ended_by)
     select $1, 'acme', 'repo-' || n % 20, 1 + n % 400, t, t + interval '10 minutes', 600, 'user'
     from generate_series(0, $2::int - 1) n,
       lateral (
         select date_trunc('second', now() - interval '1 hour' - (n::float8 / $2) * $3::float8 * interval '1 day') as t
       ) as time`,
    [owner, sessions, days],
  );
  await query(
    `insert into daily_stats (user_id, date, total_seconds, session_count)
     select user_id, (start_time at time zone 'UTC')::date, sum(duration_seconds), count(*) from tracking_sessions
     where user_id = $1 and end_time is not null group by 1, 2
     on conflict (user_id, date) do update set total_seconds = excluded.total_seconds, session_count = excluded.session_count`,
    [owner],
  );
}

/** Inserts one running session for each account, replacing any other, and returns their ids. */
export async function openSessions(query: Query, people: Person[]): Promise<number[]> {
  const ids = people.map((person) => person.id);
  await query("delete from tracking_sessions where user_id = any($1::bigint[])", [ids]);
  const rows = await query<{ id: number; user_id: number }>(
    `insert into tracking_sessions (user_id, repo_owner, repo_name, pr_number, start_time)
     select unnest($1::bigint[]), 'acme', 'api', 1, now() - interval '1 minute' returning id, user_id`,
    [ids],
  );
  const byOwner = new Map(rows.map((row) => [Number(row.user_id), Number(row.id)]));
  return ids.map((id) => byOwner.get(id) ?? 0);
}
