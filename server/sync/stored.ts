/** Selections as they lie in the database: a snapshot, what was written since, and who writes. */
import { sql } from 'drizzle-orm'
import * as Y from 'yjs'
import type { Tx } from '../platform/tenancy.ts'

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

type Row = {
  generation: number
  status: Status
  seq: number
  snapshot: Buffer | null
  updates: Buffer[] | null
  clients: (string | number)[] | null
  owners: Buffer[] | null
}

const nothing = (): Stored => ({
  generation: 0,
  status: 'AVAILABLE',
  seq: 0,
  updates: [],
  tail: 0,
  owners: new Map(),
})

/**
 * What was written after `after`, or all of it. One statement, so that a compaction cannot come between the snapshot and
 * what follows it. A selection nobody has written to has no row, and looks like one that is empty.
 */
export async function readStored(tx: Tx, storeId: string, id: string, after = -1): Promise<Stored> {
  const { rows } = await tx.execute<Row>(sql`
    select s.generation, s.status, s.seq, case when snap.upto > ${after} then snap.bytes end as snapshot,
      (select array_agg(u.bytes order by u.seq) from selection_updates u
       where u.store_id = s.store_id and u.selection_id = s.id and u.generation = s.generation
         and u.seq > greatest(coalesce(snap.upto, 0), ${after})) as updates,
      known.clients, known.owners
    from selections s
    left join lateral (
      select upto, bytes from selection_snapshots p
      where p.store_id = s.store_id and p.selection_id = s.id and p.generation = s.generation
      order by upto desc limit 1) snap on true
    cross join lateral (
      select array_agg(c.client) as clients, array_agg(c.owner) as owners from selection_clients c
      where c.store_id = s.store_id and c.selection_id = s.id) known
    where s.store_id = ${storeId} and s.id = ${id}`)
  const [row] = rows
  if (!row) return nothing()
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
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}

/**
 * Makes one snapshot of everything written so far, through a document: merging updates takes seconds where this takes
 * milliseconds. Any number may do so at once, and beside writers: each takes away only what its own snapshot holds.
 */
export async function compactStored(tx: Tx, storeId: string, id: string): Promise<void> {
  const stored = await readStored(tx, storeId, id)
  if (stored.tail === 0) return
  const doc = documentOf(stored)
  const bytes = Buffer.from(Y.encodeStateAsUpdate(doc))
  doc.destroy()
  const of = sql`store_id = ${storeId} and selection_id = ${id} and generation = ${stored.generation}`
  await tx.execute(sql`insert into selection_snapshots (store_id, selection_id, generation, upto, bytes)
    values (${storeId}, ${id}, ${stored.generation}, ${stored.seq}, ${bytes}) on conflict do nothing`)
  await tx.execute(sql`delete from selection_updates where ${of} and seq <= ${stored.seq}`)
  await tx.execute(sql`delete from selection_snapshots where store_id = ${storeId} and selection_id = ${id}
    and (generation < ${stored.generation} or upto < ${stored.seq}) and created_at < now() - interval '7 days'`)
}
