/** What became of a selection since an earlier generation, for whoever still has a copy of that. Rule SYN9 of sync.ts. */
import { and, desc, eq } from 'drizzle-orm'
import * as Y from 'yjs'
import type { Generations } from '../../shared/selection-generations.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database, type Tx } from '../platform/tenancy.ts'
import { documentOf, readStored } from './stored.ts'
import { openCapability } from './sync.ts'
import { selectionSnapshots } from './tables.ts'

/** Refuses `selection-not-found` where nobody has written, and to a link that was taken back. */
export async function readGenerations(
  db: Database,
  storeId: string,
  { capability, generation }: { capability: string; generation: number },
): Promise<Generations> {
  const opened = await openCapability(db, storeId, capability)
  if (opened === 'revoked' || !opened.now) throw new Refusal('selection-not-found')
  const { selectionId: id } = opened
  return withStore(db, storeId, async (tx) => {
    const stored = await readStored(tx, storeId, id)
    const doc = documentOf(stored)
    const now = Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64')
    doc.destroy()
    const ended = generation < stored.generation ? await endOf(tx, storeId, id, generation) : undefined
    return { ended: ended?.toString('base64') ?? null, generation: stored.generation, now }
  })
}

/** The last snapshot of a generation is all of it: its successor was seeded from that. */
async function endOf(tx: Tx, storeId: string, id: string, generation: number): Promise<Buffer | undefined> {
  const last = (of: number) =>
    tx
      .select({ bytes: selectionSnapshots.bytes, upto: selectionSnapshots.upto })
      .from(selectionSnapshots)
      .where(
        and(
          eq(selectionSnapshots.storeId, storeId),
          eq(selectionSnapshots.selectionId, id),
          eq(selectionSnapshots.generation, of),
        ),
      )
      .orderBy(desc(selectionSnapshots.upto))
      .limit(1)
  const [ended] = await last(generation)
  if (ended || generation > 0) return ended?.bytes
  // nobody had written to the first one: there was nothing to keep
  const [next] = await last(1)
  return next?.upto === 0 ? Buffer.from([0, 0]) : undefined
}
