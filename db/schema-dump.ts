import type { DatabaseHandle } from "./handle.ts";

// Own objects only: not the system's, not an extension's, and not the migrations table.
const ours = (oid: string, catalog: string, schema: string) =>
  `${schema}.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
   and not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;

const relations = `pg_class c join pg_namespace n on n.oid = c.relnamespace
  where ${ours("c.oid", "pg_class", "n")} and c.relname not in ('schema_migrations', 'schema_migrations_pkey')`;

/**
 * Each part of a schema as lines `kind name: definition`; in PostgreSQL's own words, so that equal lines mean equal
 * parts.
 */
const parts = [
  `select format('schema %I', n.nspname) as line from pg_namespace n
   where ${ours("n.oid", "pg_namespace", "n")} and n.nspname not like 'pg\\_%'`,
  `select format('extension %I: %s', extname, extversion) as line from pg_extension`,
  `select format('%s %s: %s', case c.relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'view'
     when 'i' then 'index' when 'r' then 'table' else c.relkind::text end, c.oid::regclass,
     concat_ws(' ', 'persistence', c.relpersistence, 'security', c.relrowsecurity, c.reloptions::text,
       case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) when c.relkind = 'i' then pg_get_indexdef(c.oid) end)) as line
   from ${relations} and c.relkind in ('r', 'p', 'v', 'm', 'i', 'S', 'f')`,
  `select format('column %s %I: %s', c.oid::regclass, a.attname,
     concat_ws(' ', format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end,
       'default ' || pg_get_expr(d.adbin, d.adrelid), 'identity ' || nullif(a.attidentity::text, ''),
       'generated ' || nullif(a.attgenerated::text, ''), 'collation ' || nullif(a.attcollation, 0)::regcollation::text)) as line
   from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
   where a.attnum > 0 and not a.attisdropped and c.oid in (select c.oid from ${relations} and c.relkind in ('r', 'p', 'v', 'm', 'f'))`,
  `select format('constraint %s %I: %s', r.conrelid::regclass, r.conname, pg_get_constraintdef(r.oid)) as line
   from pg_constraint r where r.conrelid in (select c.oid from ${relations})`,
  `select format('sequence %s: %s', s.seqrelid::regclass,
     concat_ws(' ', s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle)) as line
   from pg_sequence s where s.seqrelid in (select c.oid from ${relations})`,
  `select format('trigger %s %I: %s', t.tgrelid::regclass, t.tgname, pg_get_triggerdef(t.oid)) as line
   from pg_trigger t where not t.tgisinternal`,
  `select format('routine %s: %s', p.oid::regprocedure, case when p.prokind in ('f', 'p', 'w') then pg_get_functiondef(p.oid) end) as line
   from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${ours("p.oid", "pg_proc", "n")}`,
  `select format('type %s: %s', t.oid::regtype, concat_ws(' ', t.typtype, t.typnotnull, t.typdefault, t.typbasetype::regtype,
     (select string_agg(e.enumlabel, ',' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid),
     (select string_agg(pg_get_constraintdef(r.oid), ',' order by r.conname) from pg_constraint r where r.contypid = t.oid))) as line
   from pg_type t join pg_namespace n on n.oid = t.typnamespace
   where t.typtype in ('e', 'd', 'r', 'm') and ${ours("t.oid", "pg_type", "n")}`,
  `select format('comment %s %s %s: %s', d.classoid::regclass, case when d.classoid = 'pg_class'::regclass
     then d.objoid::regclass::text end, d.objsubid, d.description) as line
   from pg_description d where d.objoid in (select c.oid from ${relations})`,
  `select format('policy %s %I: %s', tablename, policyname, concat_ws(' ', permissive, roles, cmd, qual, with_check)) as line
   from pg_policies`,
];

/**
 * The whole schema of a database as sorted lines, except for the migrations table and the order of columns: a column
 * that is dropped and added again comes last, and none of our queries depends on that.
 */
export async function dumpSchema(handle: DatabaseHandle): Promise<string[]> {
  return handle.connection(async (query) => {
    const lines: string[] = [];
    for (const part of parts) for (const { line } of await query<{ line: string }>(part)) lines.push(line);
    return lines.sort();
  });
}

/** Lines that only one of two schemas has, marked `-` (the first) and `+` (the second). */
export function compareSchemas(first: string[], second: string[]): string[] {
  const [one, two] = [new Set(first), new Set(second)];
  return [
    ...first.filter((line) => !two.has(line)).map((line) => `- ${line}`),
    ...second.filter((line) => !one.has(line)).map((line) => `+ ${line}`),
  ];
}
