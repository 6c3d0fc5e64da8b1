/** Compares a variant and its options with what is stored; no I/O. */
import { newId } from '../platform/crypto.ts'
import { differences, given, isEmpty } from './save-product-changes.ts'
import type { VariantDraft } from './save-product-draft.ts'
import type { ResolvedOption } from './save-product-names.ts'
import type { Change, PlanContext, VariantRow } from './save-product-plan.ts'
import type { StoredVariant } from './save-product-state.ts'
import { planNewStock, planStock } from './save-product-stock.ts'

export type PlannedVariant = { id: string; isChanged: boolean; stockChanges: number }

/** Variant, its options and its stock item. */
export function planVariant(
  context: PlanContext,
  product: { id: string; isSimple: boolean; weightGrams: number | null | undefined },
  draft: VariantDraft,
  stored: StoredVariant | undefined,
  position: number,
): PlannedVariant {
  const options = draft.options?.map((option) => keepText(stored, context.optionIds(option)))
  const title = draft.title ?? (product.isSimple ? undefined : options?.map(({ value }) => value).join(' / '))
  const weightGrams = keepsWeight(product, draft, stored) ? undefined : draft.weightGrams
  const fields = {
    ...{ sku: draft.sku, barcode: draft.barcode, title, priceMinor: draft.priceMinor },
    ...{
      compareAtMinor: draft.compareAtMinor,
      saleStartsAt: draft.saleStartsAt,
      saleEndsAt: draft.saleEndsAt,
    },
    ...{ costMinor: draft.costMinor, weightGrams, requiresShipping: draft.requiresShipping },
    ...{ isTaxable: draft.isTaxable, isActive: draft.isActive, position: draft.position },
  }
  const { writes, storeId, now } = context
  if (!stored) {
    const id = newId()
    const stockItemId = newId()
    const stockChanges = planNewStock(context, stockItemId, draft)
    const row = {
      ...given(fields),
      storeId,
      id,
      productId: product.id,
      stockItemId,
      position: draft.position ?? position,
    }
    writes.newVariants.push(row as unknown as VariantRow)
    writeOptions(context, id, options ?? [])
    return { id, isChanged: true, stockChanges }
  }
  const stock = planStock(context, draft, stored)
  const changes = differences(stored, given(fields) as unknown as Partial<StoredVariant>)
  if (!isEmpty(changes))
    writes.changedVariants.push({
      ...changes,
      id: stored.id,
      updatedAt: now,
    } as unknown as Change<VariantRow>)
  const hasNewOptions = options !== undefined && !isSameOptions(stored, options)
  if (hasNewOptions) {
    writes.clearedOptions.push(stored.id)
    writeOptions(context, stored.id, options)
  }
  return {
    id: stored.id,
    isChanged: !isEmpty(changes) || hasNewOptions || stock.isChanged,
    stockChanges: stock.logs,
  }
}

/** A weight stays the product's where a file that knows only those of variants (Shopify's) brings it back. */
const keepsWeight = (
  product: { weightGrams: number | null | undefined },
  draft: VariantDraft,
  stored: StoredVariant | undefined,
): boolean =>
  stored?.weightGrams === null &&
  typeof draft.weightGrams === 'number' &&
  draft.weightGrams === product.weightGrams

/** A text stays a text where a file that knows only values (Shopify's) brings it back. */
function keepText(stored: StoredVariant | undefined, option: ResolvedOption): ResolvedOption {
  const isText = stored?.options.some(
    ({ attributeId, valueId, value }) =>
      attributeId === option.attributeId && valueId === null && value === option.value,
  )
  return isText ? { ...option, valueId: null, valueText: option.value } : option
}

const isSameOptions = (stored: StoredVariant, options: readonly ResolvedOption[]): boolean =>
  stored.options.length === options.length &&
  stored.options.every((option, i) => {
    const wanted = options[i]
    return (
      option.attributeId === wanted?.attributeId &&
      option.valueId === wanted.valueId &&
      option.value === wanted.value
    )
  })

function writeOptions(
  { writes, storeId }: PlanContext,
  variantId: string,
  options: readonly ResolvedOption[],
): void {
  for (const [position, { attributeId, valueId, valueText }] of options.entries())
    writes.newOptions.push({ storeId, variantId, attributeId, valueId, valueText, position })
}
