/** Many rows in one statement: a JSON array that Postgres itself turns into rows of the table. */
import { getTableColumns, getTableName, sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Tx } from '../platform/tenancy.ts'

type NewRow<T extends PgTable> = T['$inferInsert']
type Change<T extends PgTable> = Partial<NewRow<T>> & { id: string }

const columnName = (table: PgTable, key: string): string => {
  const column = getTableColumns(table)[key]
  if (!column) throw new Error(`${getTableName(table)} has no column ${key}`)
  return column.name
}

/** Rows of equal keys together, each as the columns of the table are named. */
function byColumns(table: PgTable, rows: readonly object[]): { columns: string[]; json: string }[] {
  const groups = new Map<string, Record<string, unknown>[]>()
  for (const row of rows) {
    const named = Object.fromEntries(
      Object.entries(row)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]: [string, unknown]) => [columnName(table, key), value]),
    )
    const columns = Object.keys(named).toSorted().join()
    groups.set(columns, [...(groups.get(columns) ?? []), named])
  }
  return [...groups].map(([columns, members]) => ({
    columns: columns.split(','),
    json: JSON.stringify(members),
  }))
}

const list = (columns: readonly string[], prefix = ''): SQL =>
  sql.join(
    columns.map((column) => sql`${sql.raw(prefix)}${sql.identifier(column)}`),
    sql`, `,
  )

export async function insertRows<T extends PgTable>(
  tx: Tx,
  table: T,
  rows: readonly NewRow<T>[],
): Promise<void> {
  for (const { columns, json } of byColumns(table, rows)) {
    await tx.execute(sql`insert into ${table} (${list(columns)})
      select ${list(columns, 'r.')} from jsonb_populate_recordset(null::${table}, ${json}::jsonb) r`)
  }
}

/** Changes rows of one store by id; only the columns that are named. */
export async function updateRows<T extends PgTable>(
  tx: Tx,
  table: T,
  storeId: string,
  rows: readonly Change<T>[],
): Promise<void> {
  for (const { columns, json } of byColumns(table, rows)) {
    const changed = columns.filter((column) => column !== 'id')
    if (changed.length === 0) continue
    const set = sql.join(
      changed.map((column) => sql`${sql.identifier(column)} = r.${sql.identifier(column)}`),
      sql`, `,
    )
    await tx.execute(sql`update ${table} t set ${set}
      from jsonb_populate_recordset(null::${table}, ${json}::jsonb) r
      where t.store_id = ${storeId} and t.id = r.id`)
  }
}
