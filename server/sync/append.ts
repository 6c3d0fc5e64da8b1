/** Writes what rooms were told: what several of one store bring while a commit is under way goes with the next. */
import { sql, type SQL } from 'drizzle-orm'
import { callStore, type Database, type Tx } from '../platform/tenancy.ts'

export type Told = {
  id: string
  generation: number
  updates: Uint8Array[]
  /** Clients that write here for the first time. */
  brought: { client: number; owner: Buffer }[]
}
/** `saved`: on disk. Otherwise nothing was written. */
export type Outcome = 'saved' | 'stale' | 'locked' | 'foreign-client'
export type Appended = { outcome: Outcome; lastSeq: number }
export type Append = (storeId: string, told: Told) => Promise<Appended>

type Waiting = { told: Told; resolve: (appended: Appended) => void; reject: (error: unknown) => void }

const MOST_AT_ONCE = 200

/** One transaction a store at a time. */
export function createAppend(db: Database): Append {
  const queues = new Map<string, Waiting[]>()

  const run = async (storeId: string, queue: Waiting[]): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue.splice(0, MOST_AT_ONCE)
      try {
        const all = batch.map(({ told }) => told)
        const appended = await appendAll(db, storeId, all)
        batch.forEach(({ resolve, reject }, n) => {
          const one = appended.get(n + 1)
          if (one) resolve(one)
          else reject(new Error('the database did not say what became of an update'))
        })
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    queues.delete(storeId)
  }

  return (storeId, told) =>
    new Promise((resolve, reject) => {
      const waiting = { told, resolve, reject }
      const queue = queues.get(storeId)
      if (queue) queue.push(waiting)
      else {
        const first = [waiting]
        queues.set(storeId, first)
        // what arrives in this turn of the event loop goes along
        setImmediate(() => void run(storeId, first))
      }
    })
}

type Row = { place: number; outcome: Outcome; last_seq: number }

type Outcomes = Map<number, Appended>

const appendAll = async (db: Database, storeId: string, all: Told[]): Promise<Outcomes> =>
  outcomesOf(await callStore<Row>(db, appending(storeId, all)))

/** As one step of a transaction that has the lock of its row. */
export async function appendIn(tx: Tx, storeId: string, told: Told): Promise<Appended | undefined> {
  const { rows } = await tx.execute<Row>(appending(storeId, [told]))
  return outcomesOf(rows).get(1)
}

/** What became of each, by its place counted from one. */
const outcomesOf = (rows: Row[]): Outcomes =>
  new Map(rows.map(({ place, outcome, last_seq }) => [place, { outcome, lastSeq: last_seq }]))

function appending(storeId: string, all: Told[]): SQL {
  const updates = all.flatMap((told, n) =>
    told.updates.map((bytes) => ({ of: n + 1, bytes: asBuffer(bytes) })),
  )
  const clients = all.flatMap((told, n) => told.brought.map((one) => ({ of: n + 1, ...one })))
  return sql`select * from append_selection_updates(${storeId},
    ${sql.param(all.map(({ id }) => id))}::text[], ${sql.param(all.map((told) => told.generation))}::integer[],
    ${sql.param(updates.map(({ of }) => of))}::integer[], ${sql.param(updates.map(({ bytes }) => bytes))}::bytea[],
    ${sql.param(clients.map(({ of }) => of))}::integer[], ${sql.param(clients.map(({ client }) => client))}::bigint[],
    ${sql.param(clients.map(({ owner }) => owner))}::bytea[])`
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
