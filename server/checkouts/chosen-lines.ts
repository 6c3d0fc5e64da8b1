/** What a selection holds, for a checkout that names nothing else. Rule CHK10 of checkouts.ts. */
import { and, eq } from 'drizzle-orm'
import { MAX_LINES, MAX_QUANTITY } from '../../shared/selection.ts'
import { idSchema } from '../../shared/text.ts'
import type { Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { readSelection } from '../sync/sync.ts'
import { KeySpent, type AskedLines } from './make-checkouts.ts'
import { checkouts } from './tables.ts'

/**
 * Its lines, and how far it had come. A key that was spent is not judged by what the selection has become since: rejects
 * with `KeySpent`.
 */
export async function chosenLines(
  db: Database,
  store: Store,
  { selectionId, key }: { selectionId: string; key: string },
): Promise<AskedLines> {
  return withStore(db, store.id, async (tx) => {
    const [spent] = await tx
      .select({ id: checkouts.id })
      .from(checkouts)
      .where(and(eq(checkouts.storeId, store.id), eq(checkouts.idempotencyKey, key)))
    if (spent) throw new KeySpent()
    const { lines, seq, generation } = await readSelection(tx, store.id, selectionId)
    if (lines.length === 0) throw new Refusal('selection-empty')
    const beyond = lines.filter((line) => line.isBeyond)
    if (lines.length > MAX_LINES || beyond.length > 0)
      throw new Refusal('selection-not-orderable', {
        ...{ lines: lines.length, mostLines: MAX_LINES, mostUnits: MAX_QUANTITY },
        beyond: beyond.map(({ lineId, variantId }) => ({ lineId, variantId })),
      })
    // a document holds names of any kind
    const unknown = lines.map(({ variantId }) => variantId).filter((id) => !idSchema.safeParse(id).success)
    if (unknown.length > 0) throw new Refusal('unknown-variant', { detail: unknown })
    return {
      lines: lines.map(({ variantId, quantity, configuration }) => ({ variantId, quantity, configuration })),
      seen: { seq, generation },
    }
  })
}
