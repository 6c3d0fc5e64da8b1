/** The stock item of a variant: made, or counted anew where a draft may count; no I/O. */
import { differences, given, isEmpty } from './save-product-changes.ts'
import type { VariantDraft } from './save-product-draft.ts'
import { stockAfter } from './save-product-match.ts'
import type { PlanContext } from './save-product-plan.ts'
import type { StoredVariant } from './save-product-state.ts'

/** Answers how many lines it leaves in the log. */
export function planNewStock(
  { writes, storeId, actor }: PlanContext,
  id: string,
  draft: VariantDraft,
): number {
  const isTracked = draft.stock !== null && draft.stock !== undefined
  const onHand = typeof draft.stock === 'number' ? draft.stock : 0
  const allowsBackorder = draft.allowsBackorder ?? false
  const lowStockThreshold = draft.lowStockThreshold ?? null
  writes.newStock.push({ storeId, id, onHand, isTracked, allowsBackorder, lowStockThreshold })
  if (onHand === 0) return 0
  writes.logs.push({
    ...{ storeId, stockItemId: id, kind: 'receive', onHandDelta: onHand, reservedDelta: 0 },
    ...{ onHandAfter: onHand, reservedAfter: 0, reason: 'import', actor },
  })
  return 1
}

/** Counting leaves a line with the difference. */
export function planStock(
  { writes, storeId, actor, setStock }: PlanContext,
  draft: VariantDraft,
  { stock }: StoredVariant,
): { isChanged: boolean; logs: number } {
  const after = stockAfter(draft, stock, setStock)
  const changes = differences(stock, {
    ...after,
    ...given({ lowStockThreshold: draft.lowStockThreshold }),
  })
  if (isEmpty(changes)) return { isChanged: false, logs: 0 }
  writes.changedStock.push({ ...changes, id: stock.id })
  if (changes.onHand === undefined) return { isChanged: true, logs: 0 }
  writes.logs.push({
    ...{
      storeId,
      stockItemId: stock.id,
      kind: 'count',
      onHandDelta: after.onHand - stock.onHand,
      reservedDelta: 0,
    },
    ...{ onHandAfter: after.onHand, reservedAfter: stock.reserved, reason: 'import', actor },
  })
  return { isChanged: true, logs: 1 }
}
