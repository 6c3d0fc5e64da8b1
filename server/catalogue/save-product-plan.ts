/** The rows that one transaction writes, and of them the product's own; no I/O. */
import type { stockItems, stockLogs } from '../stock/tables.ts'
import { differences, given, isEmpty } from './save-product-changes.ts'
import type { ProductDraft } from './save-product-draft.ts'
import type { CategoryIds, OptionIds } from './save-product-names.ts'
import type { StoredProduct } from './save-product-state.ts'
import type {
  productCategories,
  productImages,
  products,
  productVariantAttributes,
  productVariants,
} from './tables.ts'

export type Change<T> = Partial<T> & { id: string }
type ProductRow = typeof products.$inferInsert
export type VariantRow = typeof productVariants.$inferInsert
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
