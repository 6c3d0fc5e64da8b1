/** Selections as they lie in the database: a snapshot, what was written since, and who writes. */
import * as Y from 'yjs'
import { callIn, callStore, type Database, type Prepared, type Tx } from '../platform/tenancy.ts'
import { gatherByStore } from './gather.ts'

export type Status = 'AVAILABLE' | 'PROCESSING'
/** By which a room knows whether the database has gone on without it. */
export type Standing = { seq: number; generation: number; status: string }
export type Stored = {
  generation: number
  status: Status
  seq: number
  /** To be applied in this order. */
  updates: Uint8Array[]
  /** Updates that no snapshot holds yet. */
  tail: number
  owners: Map<number, string>
}
/** What was written after `after`, or all of it. */
export type Asked = { id: string; after?: number | undefined }
export type Read = (storeId: string, asked: Asked) => Promise<Stored>
/** All of a generation up to one update. */
export type Snapshot = { id: string; generation: number; upto: number; bytes: Uint8Array }

/** Several of one store that ask at once are answered by one statement. */
export const createRead = (db: Database): Read =>
  gatherByStore<Asked, Stored>(
    async (storeId, all) => inOrder(await callStore<Row>(db, reading(storeId, all)), all.length),
    { lanes: 2, most: 50 },
  )

/** A selection nobody has written to has no row, and looks like one that is empty. */
export async function readStored(tx: Tx, storeId: string, id: string): Promise<Stored> {
  const [stored] = inOrder(await callIn<Row>(tx, reading(storeId, [{ id }])), 1)
  return stored as Stored
}

type Row = {
  /** Counted from one. */
  place: number
  generation: number
  status: Status
  seq: number
  snapshot: Buffer | null
  updates: Buffer[] | null
  clients: (string | number)[] | null
  owners: Buffer[] | null
}

const reading = (storeId: string, all: Asked[]): Prepared => ({
  name: 'read_selections',
  text: 'select * from read_selections($1, $2::text[], $3::bigint[])',
  values: [storeId, all.map(({ id }) => id), all.map(({ after = -1 }) => after)],
})

function inOrder(rows: Row[], count: number): Stored[] {
  const found = new Map(rows.map((row) => [row.place, row]))
  return Array.from({ length: count }, (_, n) => storedIn(found.get(n + 1)))
}

function storedIn(row: Row | undefined): Stored {
  if (!row) return { generation: 0, status: 'AVAILABLE', seq: 0, updates: [], tail: 0, owners: new Map() }
  const { generation, status, seq, snapshot, updates, clients, owners } = row
  return {
    generation,
    status,
    seq,
    updates: [...(snapshot ? [snapshot] : []), ...(updates ?? [])],
    tail: updates?.length ?? 0,
    owners: new Map((clients ?? []).map((client, n) => [Number(client), ownerName(owners?.[n])])),
  }
}

const ownerName = (owner: Buffer | undefined): string => owner?.toString('base64url') ?? ''

/** The document that these updates make; the caller destroys it. */
export function documentOf({ updates }: Pick<Stored, 'updates'>): Y.Doc {
  const doc = newDocument()
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}

/** A name that nobody asks for would cost as much as opening a small one. */
export const newDocument = (): Y.Doc => new Y.Doc({ guid: '' })

/**
 * Makes one snapshot of everything written so far, through a document: merging updates takes seconds where this takes
 * milliseconds. Any number may do so at once, and beside writers: each takes away only what its own snapshot holds.
 */
export async function compactStored(tx: Tx, storeId: string, id: string): Promise<void> {
  const stored = await readStored(tx, storeId, id)
  if (stored.tail === 0) return
  const doc = documentOf(stored)
  const bytes = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  await callIn(tx, keeping(storeId, { id, generation: stored.generation, upto: stored.seq, bytes }))
}

/** The same for whoever has the document, and knows that all of it is written. */
export async function keepSnapshot(db: Database, storeId: string, snapshot: Snapshot): Promise<void> {
  await callStore(db, keeping(storeId, snapshot))
}

const keeping = (storeId: string, { id, generation, upto, bytes }: Snapshot): Prepared => ({
  name: 'keep_selection_snapshot',
  text: 'select keep_selection_snapshot($1, $2, $3, $4, $5)',
  values: [storeId, id, generation, upto, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)],
})
