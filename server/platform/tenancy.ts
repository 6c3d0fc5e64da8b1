import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import { z } from 'zod'
import { databaseError, isDatabaseAway, sqlState, type Pools } from './database.ts'

declare const inTransaction: unique symbol
/** A handle that only exists inside `withStore` or `withSystem` and dies with the transaction. */
export type Tx = NodePgDatabase & { $client: pg.PoolClient; readonly [inTransaction]: true }
export type Database = { pools: Pools }

const uuid = z.uuid()
const retryable = new Set(['40001', '40P01', '55P03'])
const ATTEMPTS = 4

/**
 * Runs `work` in a transaction of one store: row-level security shows it no other.
 * Serialisation failures, deadlocks and lock timeouts are tried again with everything undone, up to 4 times.
 */
export function withStore<T>(db: Database, storeId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  // one round trip; the id is checked because a simple query takes no parameters
  return transact(db.pools.app, `begin; set local app.store_id = '${uuid.parse(storeId)}'`, work)
}

/** Runs `work` in a transaction of the system role, which sees every store: jobs, sign-in, the way from a host to its store. */
export function withSystem<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(db.pools.system, 'begin', work)
}

/** A statement that each connection prepares once, for what is said many times a second. */
export type Prepared = { name: string; text: string; values: unknown[] }

/**
 * Calls a database function of one store: a transaction by itself, in one round trip where `withStore` takes three. The
 * function names the store to row-level security before it does anything else; one that does not sees no store at all.
 * Tried again like `withStore`.
 */
export function callStore<R extends Record<string, unknown>>(db: Database, call: Prepared): Promise<R[]> {
  return tryAgain(async () => (await db.pools.app.query<R>(call)).rows)
}

/** The same of the system role, which sees every store. */
export function callSystem<R extends Record<string, unknown>>(db: Database, call: Prepared): Promise<R[]> {
  return tryAgain(async () => (await db.pools.system.query<R>(call)).rows)
}

/** The same as one step of a transaction. */
export async function callIn<R extends Record<string, unknown>>(tx: Tx, call: Prepared): Promise<R[]> {
  return (await tx.$client.query<R>(call)).rows
}

const transact = <T>(pool: pg.Pool, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  tryAgain(() => attemptOnce(pool, begin, work))

async function tryAgain<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const state = sqlState(error)
      if (attempt >= ATTEMPTS || state === undefined || !retryable.has(state)) throw error
      await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 20 * 2 ** attempt))
    }
  }
}

async function attemptOnce<T>(pool: pg.Pool, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let isOpen = true
  // an idle client that breaks emits 'error'; unheard it would end the process
  let broken: Error | undefined
  const onError = (error: Error): void => {
    broken = error
  }
  client.on('error', onError)
  const guarded = guard(client, () => isOpen)
  try {
    await client.query(begin)
    const result = await work(drizzle({ client: guarded }) as unknown as Tx)
    isOpen = false
    const { command } = await client.query('commit')
    // after a swallowed error Postgres answers ROLLBACK to a COMMIT, without failing
    if (command !== 'COMMIT')
      throw new Error(`commit was answered by ${command}: an error was swallowed inside a transaction`)
    return result
  } catch (error) {
    isOpen = false
    // through a connection that went silent a rollback would wait as long again: closing it is one
    if (isDatabaseAway(error) && !databaseError(error))
      broken = error instanceof Error ? error : new Error(String(error))
    else {
      try {
        await client.query('rollback')
      } catch (rollbackError) {
        broken = rollbackError instanceof Error ? rollbackError : new Error(String(rollbackError))
      }
    }
    throw error
  } finally {
    client.off('error', onError)
    // a client whose state is in doubt is closed, not handed to the next
    client.release(broken)
  }
}

/** A query that comes late, after the transaction has ended, would run in somebody else's: refuse it. */
function guard(client: pg.PoolClient, isOpen: () => boolean): pg.PoolClient {
  return new Proxy(client, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function') return value
      if (key !== 'query') return value.bind(target) as unknown
      return (...args: unknown[]): unknown => {
        if (!isOpen()) throw new Error('this transaction has ended: a query was not awaited')
        return Reflect.apply(value, target, args)
      }
    },
  })
}
