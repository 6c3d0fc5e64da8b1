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
 * SYN8 who is here is told as the server says it: each by their own connection alone, a name cleaned, number and colour
 *      its own to give.
 * SYN9 what a generation ended with is kept for a week from its end, for whoever has a copy that goes beyond it.
 * SYN10 what the server edits itself is one more update, under an id of its own that no connection may write with; what it
 *      says of what it took out, nobody else says or takes away.
 * SYN11 what a selection may no longer hold is looked for when it is loaded, after every merge, and now and again.
 * SYN12 a document that is large by what was written over begins its next generation, with the same lines, once nobody
 *      is there, or once it takes no more.
 */
import { and, eq, ne, sql } from 'drizzle-orm'
import type { Doc } from 'yjs'
import { withoutSold } from '../../shared/selection-document-sold.ts'
import {
  newServerClient,
  readLines,
  seedDocument,
  type NewLine,
  type NoteKept,
  type SelectionLine,
} from '../../shared/selection-document.ts'
import type { SelectionAccess } from '../../shared/selection-links.ts'
import { sha256 } from '../platform/crypto.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database, type Tx } from '../platform/tenancy.ts'
import { appendIn } from './append.ts'
import { compactStored, documentOf, readStored, type Standing, type Status } from './stored.ts'
import { selectionClients, selections, selectionSnapshots } from './tables.ts'

export type Opened = {
  selectionId: string
  access: SelectionAccess
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
  access: SelectionAccess
  is_revoked: boolean
  seq: number | null
  generation: number | null
  status: string | null
}

export type StoredSelection = { status: Status; generation: number; seq: number; lines: SelectionLine[] }

/** What its rooms are told of it by; the trigger that reopens selections names it as well. */
export const SELECTIONS_CHANNEL = 'vidriera_selections'

/** The rooms of every process look again once this transaction has been committed. */
export async function tellRooms(tx: Tx, storeId: string, id: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${SELECTIONS_CHANNEL}, ${`${storeId}/${id}/changed`})`)
}

/** How far it has come, where anybody has written to it; nobody else writes or decides until this transaction ends. */
export async function lockRow(
  tx: Tx,
  storeId: string,
  id: string,
): Promise<{ seq: number; generation: number; status: Status } | undefined> {
  const [known] = await tx
    .select({ seq: selections.seq, generation: selections.generation, status: selections.status })
    .from(selections)
    .where(and(eq(selections.storeId, storeId), eq(selections.id, id)))
    .for('no key update')
  return known
}

/** AVAILABLE also where nobody has written. */
export async function statusOf(tx: Tx, storeId: string, id: string): Promise<Status> {
  const [known] = await tx
    .select({ status: selections.status })
    .from(selections)
    .where(and(eq(selections.storeId, storeId), eq(selections.id, id)))
  return known?.status ?? 'AVAILABLE'
}

/** Opens it to writers, or closes it; the same status again changes nothing. */
export async function setStatus(tx: Tx, storeId: string, id: string, status: Status): Promise<void> {
  await tx.insert(selections).values({ storeId, id }).onConflictDoNothing()
  await tx
    .update(selections)
    .set({ status, updatedAt: sql`now()` })
    .where(and(eq(selections.storeId, storeId), eq(selections.id, id), ne(selections.status, status)))
  await tellRooms(tx, storeId, id)
}

/** Takes out what was sold: the next generation begins with the rest. Of a selection nobody has written to, nothing. */
export async function takeOutSold(tx: Tx, storeId: string, id: string, sold: NewLine[]): Promise<void> {
  if (!(await lockRow(tx, storeId, id))) return
  const { lines } = await readSelection(tx, storeId, id)
  await seedNext(tx, storeId, id, withoutSold(lines, sold))
}

/** Begins the next generation with these lines. What the last one held stays in its snapshot for a week. */
export async function seedNext(
  tx: Tx,
  storeId: string,
  id: string,
  lines: SelectionLine[],
  noteKept?: NoteKept,
): Promise<number> {
  const before = await lockRow(tx, storeId, id)
  if (!before) throw new Refusal('selection-not-found')
  await compactStored(tx, storeId, id)
  await tx
    .update(selectionSnapshots)
    .set({ createdAt: sql`now()` })
    .where(
      and(
        eq(selectionSnapshots.storeId, storeId),
        eq(selectionSnapshots.selectionId, id),
        eq(selectionSnapshots.generation, before.generation),
        eq(selectionSnapshots.upto, before.seq),
      ),
    )
  const generation = before.generation + 1
  const last = documentOf(await readStored(tx, storeId, id))
  const bytes = Buffer.from(seedDocument(generation, lines, last, noteKept))
  last.destroy()
  await tx
    .update(selections)
    .set({ generation, updatedAt: sql`now()` })
    .where(and(eq(selections.storeId, storeId), eq(selections.id, id)))
  await tx
    .insert(selectionSnapshots)
    .values({ storeId, selectionId: id, generation, upto: before.seq, bytes })
  // no replica of the next one writes under an id of the last
  await tx
    .delete(selectionClients)
    .where(and(eq(selectionClients.storeId, storeId), eq(selectionClients.selectionId, id)))
  await tellRooms(tx, storeId, id)
  return generation
}

const ownClient = newServerClient()

/**
 * An edit of the server's own. Nobody writes meanwhile, in whichever process, so that it is made to what is there and to
 * nothing older; rooms hear of it by the COMMIT. Undefined where nobody has written, or while nothing may be written.
 */
export async function editSelection<T>(
  tx: Tx,
  { storeId, id }: { storeId: string; id: string },
  edit: (doc: Doc) => Promise<T>,
): Promise<T | undefined> {
  const row = await lockRow(tx, storeId, id)
  if (row?.status !== 'AVAILABLE') return undefined
  const doc = documentOf(await readStored(tx, storeId, id))
  doc.clientID = ownClient
  const updates: Uint8Array[] = []
  doc.on('update', (update) => updates.push(update))
  const result = await edit(doc)
  doc.destroy()
  if (updates.length === 0) return result
  const appended = await appendIn(tx, storeId, { id, generation: row.generation, updates, brought: [] })
  if (appended.outcome !== 'saved') throw new Error('an edit under the lock of its row was not taken')
  await tx.execute(sql`select pg_notify(${SELECTIONS_CHANNEL}, ${`${storeId}/${id}/${appended.lastSeq}`})`)
  return result
}

/** How it stands, and its lines; one that nobody has written to looks like one that is empty. */
export async function readSelection(tx: Tx, storeId: string, id: string): Promise<StoredSelection> {
  const stored = await readStored(tx, storeId, id)
  const doc = documentOf(stored)
  const lines = readLines(doc)
  doc.destroy()
  return { status: stored.status, generation: stored.generation, seq: stored.seq, lines }
}
