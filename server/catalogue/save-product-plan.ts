/** Compares a draft with what is stored and answers the rows to write; no I/O. */
import { newId } from '../platform/crypto.ts'
import type { stockItems, stockLogs } from '../stock/tables.ts'
import type { ProductDraft, VariantDraft } from './save-product-draft.ts'
import { stockAfter } from './save-product-match.ts'
import type { CategoryIds, OptionIds, ResolvedOption } from './save-product-names.ts'
import type { StoredProduct, StoredVariant } from './save-product-state.ts'
import type {
  productCategories,
  productImages,
  products,
  productVariantAttributes,
  productVariants,
} from './tables.ts'

type Change<T> = Partial<T> & { id: string }
type ProductRow = typeof products.$inferInsert
type VariantRow = typeof productVariants.$inferInsert
type StockRow = typeof stockItems.$inferInsert

/** Everything one transaction writes, table by table. */
export class Writes {
  newProducts: ProductRow[] = []
  changedProducts: Change<ProductRow>[] = []
  newStock: StockRow[] = []
  changedStock: Change<StockRow>[] = []
  logs: (typeof stockLogs.$inferInsert)[] = []
  newVariants: VariantRow[] = []
  changedVariants: Change<VariantRow>[] = []
  /** Variants whose options are written anew. */
  clearedOptions: string[] = []
  newOptions: (typeof productVariantAttributes.$inferInsert)[] = []
  /** Products whose categories are written anew. */
  clearedCategories: string[] = []
  newCategories: (typeof productCategories.$inferInsert)[] = []
  newImages: (typeof productImages.$inferInsert)[] = []
  changedImages: Change<typeof productImages.$inferInsert>[] = []
  removedImages: string[] = []
}

export type PlanContext = {
  storeId: string
  writes: Writes
  optionIds: OptionIds
  categoryIds: CategoryIds
  /** The picture of an address. */
  mediaIds: (address: string) => string
  actor: string
  setStock: boolean
  now: string
}

/** The fields of `wanted` that are given and differ from `stored`. */
export function differences<T extends object>(stored: T, wanted: Partial<T>): Partial<T> {
  const changed: Partial<T> = {}
  for (const key of Object.keys(wanted) as (keyof T)[]) {
    const value = wanted[key]
    if (value !== undefined && !isSame(stored[key], value)) changed[key] = value
  }
  return changed
}

export function isSame(a: unknown, b: unknown): boolean {
  if (a instanceof Date) return typeof b === 'string' && a.getTime() === Date.parse(b)
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((member, i) => isSame(member, b[i]))
  if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) {
    const keys = Object.keys(a)
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => isSame(Reflect.get(a, key), Reflect.get(b, key)))
    )
  }
  return a === b
}

export const isEmpty = (changes: object): boolean =>
  Object.values(changes).every((value) => value === undefined)

/** Product row; answers whether anything changed. */
export function planProduct(
  context: PlanContext,
  id: string,
  draft: ProductDraft & { name: string },
  stored: StoredProduct | undefined,
): boolean {
  const { writes, storeId, now } = context
  const fields = {
    name: draft.name,
    status: draft.status,
    brand: draft.brand,
    shortDescription: draft.shortDescription,
    description: draft.description,
    tags: draft.tags,
    isFeatured: draft.isFeatured,
    weightGrams: draft.weightGrams,
    dimensionsMm: draft.dimensionsMm,
    metaTitle: draft.metaTitle,
    metaDescription: draft.metaDescription,
    position: draft.position,
    translations: draft.translations,
  }
  const hasChoice =
    draft.variants.length > 1 || draft.variants.some((variant) => (variant.options ?? []).length > 0)
  if (!stored) {
    const type = draft.type ?? (hasChoice ? 'variable' : 'simple')
    const status = draft.status ?? 'active'
    writes.newProducts.push({
      storeId,
      id,
      slug: draft.slug ?? '',
      externalKey: draft.key ?? draft.slug ?? null,
      ...given(fields),
      name: draft.name,
      type,
      status,
    })
    return true
  }
  const isGrown = stored.type === 'simple' && draft.variants.length > 1
  const type = stored.type === 'configurable' ? undefined : (draft.type ?? (isGrown ? 'variable' : undefined))
  const externalKey = stored.externalKey === null && draft.key !== null ? draft.key : undefined
  const changes = differences(stored, {
    ...given(fields),
    ...given({ type, externalKey, slug: draft.slug }),
  })
  if (isEmpty(changes)) return false
  writes.changedProducts.push({ ...changes, id, updatedAt: now } as unknown as Change<ProductRow>)
  return true
}

/** Without the fields that are undefined. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}

export type PlannedVariant = { id: string; isChanged: boolean; stockChanges: number }

/** Variant, its options and its stock item. */
export function planVariant(
  context: PlanContext,
  product: { id: string; isSimple: boolean },
  draft: VariantDraft,
  stored: StoredVariant | undefined,
  position: number,
): PlannedVariant {
  const options = draft.options?.map((option) => keepText(stored, context.optionIds(option)))
  const title = draft.title ?? (product.isSimple ? undefined : options?.map(({ value }) => value).join(' / '))
  const fields = {
    ...{ sku: draft.sku, barcode: draft.barcode, title, priceMinor: draft.priceMinor },
    ...{
      compareAtMinor: draft.compareAtMinor,
      saleStartsAt: draft.saleStartsAt,
      saleEndsAt: draft.saleEndsAt,
    },
    ...{
      costMinor: draft.costMinor,
      weightGrams: draft.weightGrams,
      requiresShipping: draft.requiresShipping,
    },
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

function planNewStock({ writes, storeId, actor }: PlanContext, id: string, draft: VariantDraft): number {
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
function planStock(
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
