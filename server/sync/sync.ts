/**
 * Selections that follow people from phone to phone, under the authority of the server.
 *
 * SYN1 an update is acknowledged and told to others only once it lies in the database.
 * SYN2 what no honest client can produce is refused: its connection closes with a named code, the document is as before,
 *      others notice nothing.
 * SYN3 an id of a Yjs client belongs to the device that first brings it.
 * SYN4 a generation is one document: a replica of another is never merged into it.
 * SYN5 while a selection is PROCESSING nothing is written to it.
 * SYN6 a link to look cannot write; a link that was taken back opens nothing.
 * SYN7 a signal between processes carries no truth: one that is lost delays, and loses nothing.
 */
import { and, eq, sql } from 'drizzle-orm'
import { readLines, seedDocument, type SelectionLine } from '../../shared/selection-document.ts'
import { sha256 } from '../platform/crypto.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database, type Tx } from '../platform/tenancy.ts'
import type { Access } from './connection.ts'
import { compactStored, documentOf, readStored, type Standing } from './stored.ts'
import { selections, selectionSnapshots } from './tables.ts'

export type Opened = {
  selectionId: string
  access: Access
  /** Which link it is; null for the id of the selection itself. */
  linkId: string | null
  /** How the selection stands now; absent where nobody has written to it. */
  now: Standing | undefined
}

/** What a capability opens: the selection of that id, or the one that a link was made for. */
export async function openCapability(
  db: Database,
  storeId: string,
  capability: string,
): Promise<Opened | 'revoked'> {
  const { rows } = await withStore(db, storeId, (tx) =>
    tx.execute<Opening>(sql`
      select asked.id, asked.link_id, coalesce(asked.access, 'edit') as access, asked.is_revoked, s.seq, s.generation, s.status
      from (select coalesce(l.selection_id, ${capability}) as id, l.id as link_id, l.access, l.revoked_at is not null as is_revoked
        from (values (1)) one
        left join selection_links l on l.store_id = ${storeId} and l.token_hash = ${sha256(capability)}) asked
      left join selections s on s.store_id = ${storeId} and s.id = asked.id`),
  )
  const [row] = rows
  if (!row) throw new Error('a capability was not looked up')
  if (row.is_revoked) return 'revoked'
  const { id, access, link_id: linkId, seq, generation, status } = row
  const now = seq === null ? undefined : { seq, generation: generation ?? 0, status: status ?? '' }
  return { selectionId: id, access, linkId, now }
}

type Opening = {
  id: string
  link_id: string | null
  access: Access
  is_revoked: boolean
  seq: number | null
  generation: number | null
  status: string | null
}

export type LockedSelection = { generation: number; lines: SelectionLine[] }

/** Closes the generation for writers and answers what is in it; refuses `selection-processing` where that has been done. */
export async function lockSelection(tx: Tx, storeId: string, id: string): Promise<LockedSelection> {
  await tx.insert(selections).values({ storeId, id }).onConflictDoNothing()
  const locked = await setStatus(tx, storeId, id, 'PROCESSING')
  if (!locked) throw new Refusal('selection-processing')
  return readSelection(tx, storeId, id)
}

/** Lets the same generation be written to again; nothing changes where it is not locked. */
export async function reopenSelection(tx: Tx, storeId: string, id: string): Promise<void> {
  await setStatus(tx, storeId, id, 'AVAILABLE')
}

/** Begins the next generation with these lines. What the last one held stays in its snapshot for a week. */
export async function seedNext(tx: Tx, storeId: string, id: string, lines: SelectionLine[]): Promise<number> {
  const here = and(eq(selections.storeId, storeId), eq(selections.id, id))
  const [before] = await tx.select().from(selections).where(here).for('no key update')
  if (!before) throw new Refusal('not-found')
  await compactStored(tx, storeId, id)
  const { seq } = before
  const generation = before.generation + 1
  const bytes = Buffer.from(seedDocument(generation, lines))
  await tx
    .update(selections)
    .set({ generation, status: 'AVAILABLE', updatedAt: sql`now()` })
    .where(here)
  await tx.insert(selectionSnapshots).values({ storeId, selectionId: id, generation, upto: seq, bytes })
  return generation
}

/** Which generation it is, and its lines. */
export async function readSelection(tx: Tx, storeId: string, id: string): Promise<LockedSelection> {
  const stored = await readStored(tx, storeId, id)
  const doc = documentOf(stored)
  const lines = readLines(doc)
  doc.destroy()
  return { generation: stored.generation, lines }
}

async function setStatus(
  tx: Tx,
  storeId: string,
  id: string,
  status: 'AVAILABLE' | 'PROCESSING',
): Promise<boolean> {
  const changed = await tx
    .update(selections)
    .set({ status, updatedAt: sql`now()` })
    .where(
      and(
        eq(selections.storeId, storeId),
        eq(selections.id, id),
        eq(selections.status, status === 'AVAILABLE' ? 'PROCESSING' : 'AVAILABLE'),
      ),
    )
    .returning({ id: selections.id })
  return changed.length > 0
}
