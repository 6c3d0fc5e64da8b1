import { sql } from 'drizzle-orm'
import type { Logger } from '../platform/logger.ts'
import { withSystem, type Database } from '../platform/tenancy.ts'

const BATCH = 500

/**
 * Ends every overdue hold and returns how many. Any number of processes may sweep at once: each takes what no other
 * has. A store that fails does not keep the others waiting.
 */
export async function sweepOverdue(db: Database, log: Logger): Promise<number> {
  const { rows } = await withSystem(db, (tx) =>
    tx.execute<{ store_id: string }>(
      sql`select distinct store_id from checkouts where status = 'pending' and expires_at <= now()`,
    ),
  )
  let ended = 0
  for (const { store_id: storeId } of rows) {
    try {
      ended += await sweepStore(db, storeId)
    } catch (error) {
      log.error({ err: error, storeId }, 'the sweep of a store failed; it is tried again at the next one')
    }
  }
  if (ended > 0) log.info({ ended }, 'overdue holds ended, their stock is free again')
  return ended
}

async function sweepStore(db: Database, storeId: string): Promise<number> {
  let ended = 0
  for (;;) {
    const { rows } = await withSystem(db, (tx) =>
      tx.execute<{ count: number }>(sql`select sweep_overdue(${storeId}, ${BATCH}) as count`),
    )
    const count = rows[0]?.count ?? 0
    ended += count
    if (count < BATCH) return ended
  }
}
