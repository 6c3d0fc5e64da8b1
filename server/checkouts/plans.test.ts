import { expect, test } from 'vitest'
import { testDatabase } from '../platform/test-database.ts'

const db = testDatabase()

/** The statement by which Postgres looks for what a foreign key names, planned as it is within make_checkouts(). */
const FOREIGN_KEY_CHECK = `select 1 from only checkouts x where store_id = $1 and id = $2 for key share of x`

test.each(['', 'vacuum analyze checkouts'])(
  'a line finds its checkout by the key, not by reading the whole store, also while the table has no statistics (%s)',
  async (before) => {
    // row-level security does not apply to Postgres' own checks
    const postgres = await db.connect('postgres')
    if (before !== '') await postgres.query(before)
    await postgres.query('set enable_seqscan = off')
    const { rows } = await postgres.query<{ 'QUERY PLAN': string }>(
      `explain (generic_plan) ${FOREIGN_KEY_CHECK}`,
    )
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toContain('Index Cond: ((store_id = $1) AND (id = $2))')
    expect(plan).not.toContain('Filter')
  },
)
