/**
 * Undoing what the shop took out of a selection.
 *
 * SEL9 a notice is undone once, whoever asks for it and however often: what is put back and its notice go in one edit of the
 *      server's own. What is still not sold stays out, and is told of as before.
 */
import { noticeOf, putBack } from '../../shared/selection-document-notices.ts'
import type { PutBack } from '../../shared/selection-put-back.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { editSelection, openCapability } from '../sync/sync.ts'
import { findVanished } from './vanished.ts'

/** Answers how many lines are back by this. Refuses a link to look, and while the selection is PROCESSING. */
export async function undoRemovals(
  db: Database,
  storeId: string,
  { capability, notices, by }: PutBack & { capability: string },
): Promise<number> {
  const opened = await openCapability(db, storeId, capability)
  if (opened === 'revoked' || !opened.now) throw new Refusal('selection-not-found')
  if (opened.access !== 'edit') throw new Refusal('forbidden', { needs: 'edit' })
  const { selectionId: id } = opened
  const back = await withStore(db, storeId, (tx) =>
    editSelection(tx, { storeId, id }, async (doc) => {
      const asked = notices.flatMap((key) => noticeOf(doc, key) ?? [])
      const variantIds = asked.map(({ variantId }) => variantId)
      const gone = await findVanished(tx, storeId, variantIds)
      const sold = asked.filter(({ variantId }) => !gone.has(variantId))
      return sold.filter((notice) => putBack(doc, notice, by)).length
    }),
  )
  if (back === undefined) throw new Refusal('selection-processing')
  return back
}
