/** Rule SYN12 of sync.ts: what was written over, and who wrote it, weighs on a document until its next generation. */
import * as Y from 'yjs'
import { readLines, seedDocument } from '../../shared/selection-document.ts'
import type { Tx } from '../platform/tenancy.ts'
import { documentOf, readStored } from './stored.ts'
import { lockRow, seedNext } from './sync.ts'

/** From half of what a document may weigh. */
export const LARGE = 32 * 1024

/** Begins the next generation with the same lines where that halves the document; answers whether it has. */
export async function renewLarge(tx: Tx, storeId: string, id: string): Promise<boolean> {
  if ((await lockRow(tx, storeId, id))?.status !== 'AVAILABLE') return false
  const stored = await readStored(tx, storeId, id)
  const doc = documentOf(stored)
  const lines = readLines(doc)
  const bytes = Y.encodeStateAsUpdate(doc).length
  // more than a line may hold cannot be said anew
  const isSayable = bytes >= LARGE && !lines.some((line) => line.isBeyond)
  const isWorthIt =
    isSayable && seedDocument(stored.generation + 1, lines, doc, 'with its note').length <= bytes / 2
  doc.destroy()
  if (isWorthIt) await seedNext(tx, storeId, id, lines, 'with its note')
  return isWorthIt
}
