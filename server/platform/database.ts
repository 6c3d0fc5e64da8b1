import pg from 'pg'
import type { Keys } from './crypto.ts'

/** Three log-ins to one database: the owner migrates, the application sees one store, the system role all. */
export type Connection = { owner: pg.ClientConfig; app: pg.ClientConfig; system: pg.ClientConfig }

export const APP_ROLE = 'vidriera_app'
export const SYSTEM_ROLE = 'vidriera_system'

// int8 as a number: counters, ids of log lines and money all stay below 2^53 by schema
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** Time limits on both sides: the server ends a slow statement, the client a connection that went silent. */
export const limits = {
  connectionTimeoutMillis: 5_000,
  query_timeout: 12_000,
  statement_timeout: 10_000,
  lock_timeout: 3_000,
  idle_in_transaction_session_timeout: 5_000,
  keepAlive: true,
}

/**
 * For work on whole tables, outside the pools: it may take long, yet not for ever, and it stands in nobody's way while
 * it waits for a lock. A peer that has gone is noticed by keep-alives, because a long silence is nothing unusual here.
 */
export const patience = {
  connectionTimeoutMillis: 5_000,
  statement_timeout: 30 * 60_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 60_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
}

/** `work` on a connection of its own, which is closed whatever happens. What `login` says of time limits goes first. */
export async function withClient<T>(
  login: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...patience, ...login })
  client.on('error', () => undefined) // the query under way rejects with the same error
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end()
  }
}

export type Pools = { app: pg.Pool; system: pg.Pool }

/** Two pools of few connections: more than about four a core make Postgres slower, not faster. */
export function createPools(connection: Connection, onError: (error: Error) => void): Pools {
  const pool = (config: pg.ClientConfig, max: number): pg.Pool => {
    const made = new pg.Pool({ ...limits, ...config, max, idleTimeoutMillis: 30_000 })
    made.on('error', onError)
    return made
  }
  return { app: pool(connection.app, 8), system: pool(connection.system, 4) }
}

/** The same server, as its two lesser roles, with passwords that follow from SECRET_KEY. */
export function connectionOf(databaseUrl: string, keys: Keys): Connection {
  const as = (user: string, password: string): pg.ClientConfig => {
    const url = new URL(databaseUrl)
    // as parameters: these outrank a user written before the host, and a URL of a socket has no other place for one
    url.searchParams.set('user', user)
    url.searchParams.set('password', password)
    return { connectionString: url.href }
  }
  return {
    owner: { connectionString: databaseUrl },
    app: as(APP_ROLE, keys.appPassword),
    system: as(SYSTEM_ROLE, keys.systemPassword),
  }
}

/** SQLSTATE of a failed statement, wherever drizzle has wrapped it. */
export function sqlState(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code
  }
  return undefined
}

/** The Postgres error inside whatever drizzle threw. */
export function databaseError(error: unknown): pg.DatabaseError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof pg.DatabaseError) return cause
  }
  return undefined
}

const lost = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '57P01',
  '57P02',
  '57P03',
])
/** Too slow or too crowded to answer in time, after every attempt, or read-only while another takes its place: come back later. */
const crowded = new Set(['25006', '25P03', '40001', '40P01', '55P03', '57014'])

/** Of a unix socket; the same codes of a file say nothing about the database. */
const missingSocket = /^(?:ENOENT|EACCES)$/

/** True where the failure says that the database is not there, or not in time, rather than that it refused. */
export const isDatabaseAway = (error: unknown): boolean =>
  crowded.has(sqlState(error) ?? '') || isDatabaseLost(error)

/** True where nobody answers: what is asked next would not be answered either. */
export function isDatabaseLost(error: unknown): boolean {
  const state = sqlState(error)
  if (state !== undefined && crowded.has(state)) return false
  if (state !== undefined && (lost.has(state) || state.startsWith('08') || state.startsWith('53')))
    return true
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (
      missingSocket.test(String('code' in cause && cause.code)) &&
      'syscall' in cause &&
      cause.syscall === 'connect'
    )
      return true
    if (
      /Connection terminated|timeout expired|timeout exceeded when trying to connect|Query read timeout|not queryable/.test(
        cause.message,
      )
    ) {
      return true
    }
  }
  return false
}
