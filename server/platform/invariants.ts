import type pg from 'pg'
import { withClient, type Connection } from './database.ts'
import type { Logger } from './logger.ts'
import type { Metrics } from './metrics.ts'

export type Breach = { rule: string; store_id: string; subject: string; expected: number; actual: number }

/** What does not add up in the database, as the connection sees it. */
export async function findBreaches(client: pg.ClientBase): Promise<Breach[]> {
  const { rows } = await client.query<Breach>('select * from check_invariants()')
  return rows
}

const SHOWN = 100

/** A line for each breach, for whoever runs a command. */
export const breachLines = (breaches: readonly Breach[]): string[] => [
  ...breaches
    .slice(0, SHOWN)
    .map(
      ({ rule, store_id: store, subject, expected, actual }) =>
        `  ${rule}  ${subject}  expected ${expected}, actual ${actual}  (store ${store})`,
    ),
  ...(breaches.length > SHOWN ? [`  … and ${breaches.length - SHOWN} more`] : []),
]

/**
 * Looks for drift in every store; each breach is an error in the log, their number a gauge. Repairs nothing. It reads
 * whole tables, so it has a connection of its own without the pools' time limits.
 */
export async function checkInvariants(
  deps: { log: Logger; metrics: Metrics },
  connection: Pick<Connection, 'system'>,
): Promise<void> {
  const rows = await withClient(connection.system, findBreaches)
  deps.metrics.drift(rows.length)
  for (const { rule, store_id: storeId, subject, expected, actual } of rows.slice(0, SHOWN)) {
    deps.log.error({ rule, storeId, subject, expected, actual }, 'an invariant does not hold')
  }
  if (rows.length === 0) deps.log.info('all invariants hold')
}
