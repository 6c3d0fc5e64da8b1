import type pg from 'pg'

export type Table = {
  name: string
  /** Those that are stored by whoever writes, in their order; generated ones follow from them. */
  columns: string[]
  identities: string[]
  isForced: boolean
}

type Row = { name: string; columns: string[]; identities: string[]; is_forced: boolean; needs: string[] }

/** Every table of the schema `public`, each after those that its foreign keys point to. */
export async function tablesInOrder(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Row>(`
    select c.relname as name, c.relforcerowsecurity as is_forced,
      (select coalesce(array_agg(a.attname::text order by a.attnum), '{}') from pg_attribute a
       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select coalesce(array_agg(a.attname::text), '{}') from pg_attribute a
       where a.attrelid = c.oid and a.attidentity <> '' and not a.attisdropped) as identities,
      (select coalesce(array_agg(distinct f.relname::text), '{}') from pg_constraint k join pg_class f on f.oid = k.confrelid
       where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname`)
  const ordered: Row[] = []
  let left = rows
  while (left.length > 0) {
    const next = left.filter((row) => row.needs.every((name) => !left.some((other) => other.name === name)))
    if (next.length === 0)
      throw new Error(`foreign keys in a circle: ${left.map((row) => row.name).join(', ')}`)
    ordered.push(...next)
    left = left.filter((row) => !next.includes(row))
  }
  return ordered.map(({ name, columns, identities, is_forced: isForced }) => ({
    name,
    columns,
    identities,
    isForced,
  }))
}

/** What has been done to this database, oldest first. */
export async function migrationHashes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ hash: string }>(
    'select hash from drizzle.__drizzle_migrations order by created_at, id',
  )
  return rows.map((row) => row.hash)
}
