import pg from 'pg'
import type { Connection } from './database.ts'
import type { Logger } from './logger.ts'
import type { Metrics } from './metrics.ts'

type Breach = { rule: string; store_id: string; subject: string; expected: number; actual: number }

/**
 * Looks for drift in every store; each breach is an error in the log, their number a gauge. Repairs nothing. It reads
 * whole tables, so it has a connection of its own without the pools' time limits.
 */
export async function checkInvariants(
  deps: { log: Logger; metrics: Metrics },
  connection: Pick<Connection, 'system'>,
): Promise<void> {
  const client = new pg.Client({ ...connection.system, statement_timeout: 30 * 60_000 })
  client.on('error', () => undefined) // the query under way rejects with the same error
  await client.connect()
  try {
    const { rows } = await client.query<Breach>('select * from check_invariants()')
    deps.metrics.drift(rows.length)
    for (const { rule, store_id: storeId, subject, expected, actual } of rows.slice(0, 100)) {
      deps.log.error({ rule, storeId, subject, expected, actual }, 'an invariant does not hold')
    }
    if (rows.length === 0) deps.log.info('all invariants hold')
  } finally {
    await client.end()
  }
}
