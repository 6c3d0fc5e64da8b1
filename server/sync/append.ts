/** Writes what rooms were told: what several of one store bring while a commit is under way goes with the next. */
import { callIn, callStore, type Database, type Prepared, type Tx } from '../platform/tenancy.ts'
import { gatherByStore } from './gather.ts'

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

export const createAppend = (db: Database): Append =>
  gatherByStore<Told, Appended>(
    async (storeId, all) => inOrder(await callStore<Row>(db, appending(storeId, all)), all.length),
    { lanes: 2, most: 200 },
  )

/** As one step of a transaction that has the lock of its row. */
export async function appendIn(tx: Tx, storeId: string, told: Told): Promise<Appended> {
  const [appended] = inOrder(await callIn<Row>(tx, appending(storeId, [told])), 1)
  return appended as Appended
}

/** `place` is counted from one. */
type Row = { place: number; outcome: Outcome; last_seq: number }

function inOrder(rows: Row[], count: number): Appended[] {
  if (rows.length !== count) throw new Error('the database did not say what became of an update')
  return rows
    .toSorted((a, b) => a.place - b.place)
    .map(({ outcome, last_seq }) => ({ outcome, lastSeq: last_seq }))
}

function appending(storeId: string, all: Told[]): Prepared {
  const updates = all.flatMap((told, n) =>
    told.updates.map((bytes) => ({ of: n + 1, bytes: asBuffer(bytes) })),
  )
  const clients = all.flatMap((told, n) => told.brought.map((one) => ({ of: n + 1, ...one })))
  return {
    name: 'append_selection_updates',
    text: `select * from append_selection_updates(
      $1, $2::text[], $3::integer[], $4::integer[], $5::bytea[], $6::integer[], $7::bigint[], $8::bytea[])`,
    values: [
      storeId,
      all.map(({ id }) => id),
      all.map(({ generation }) => generation),
      updates.map(({ of }) => of),
      updates.map(({ bytes }) => bytes),
      clients.map(({ of }) => of),
      clients.map(({ client }) => client),
      clients.map(({ owner }) => owner),
    ],
  }
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
