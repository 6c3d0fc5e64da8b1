/** What is stored of some products: read by who writes them, and by the exports. */
import { and, asc, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import { LARGEST_WIDTH } from '../../shared/media.ts'
import { media } from '../media/tables.ts'
import type { Tx } from '../platform/tenancy.ts'
import { stockItems } from '../stock/tables.ts'
import {
  attributes,
  attributeValues,
  productCategories,
  productImages,
  products,
  productVariantAttributes,
  productVariants,
} from './tables.ts'

export type StockItem = typeof stockItems.$inferSelect
export type StoredOption = { attributeId: string; name: string; value: string; valueId: string | null }
export type StoredVariant = typeof productVariants.$inferSelect & {
  stock: StockItem
  options: StoredOption[]
}
export type StoredImage = typeof productImages.$inferSelect & {
  /** Where its picture comes from, or, of one that was uploaded, where it is. */
  address: string
}
export type StoredProduct = typeof products.$inferSelect & {
  variants: StoredVariant[]
  images: StoredImage[]
  categoryIds: string[]
}

/** The products with all that belongs to them, by id. `locksStock` takes their stock items for the transaction, in id order. */
export async function loadProducts(
  tx: Tx,
  storeId: string,
  ids: readonly string[],
  locksStock = false,
): Promise<Map<string, StoredProduct>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select()
    .from(products)
    .where(and(eq(products.storeId, storeId), inArray(products.id, [...ids])))
  const loaded = new Map<string, StoredProduct>(
    rows.map((row) => [row.id, { ...row, variants: [], images: [], categoryIds: [] }]),
  )
  for (const variant of await loadVariants(tx, storeId, ids, locksStock))
    loaded.get(variant.productId)?.variants.push(variant)
  const images = await tx
    .select({
      ...getTableColumns(productImages),
      address: sql<string>`coalesce(${media.sourceUrl}, picture_url(${media.hash}, ${media.width}, ${LARGEST_WIDTH}))`,
    })
    .from(productImages)
    .innerJoin(media, and(eq(media.storeId, productImages.storeId), eq(media.id, productImages.mediaId)))
    .where(and(eq(productImages.storeId, storeId), inArray(productImages.productId, [...ids])))
    .orderBy(asc(productImages.position), asc(productImages.id))
  for (const image of images) loaded.get(image.productId)?.images.push(image)
  const memberships = await tx
    .select()
    .from(productCategories)
    .where(and(eq(productCategories.storeId, storeId), inArray(productCategories.productId, [...ids])))
    .orderBy(asc(productCategories.position), asc(productCategories.categoryId))
  for (const { productId, categoryId } of memberships) loaded.get(productId)?.categoryIds.push(categoryId)
  return loaded
}

async function loadVariants(
  tx: Tx,
  storeId: string,
  productIds: readonly string[],
  locksStock: boolean,
): Promise<StoredVariant[]> {
  const variants = await tx
    .select()
    .from(productVariants)
    .where(and(eq(productVariants.storeId, storeId), inArray(productVariants.productId, [...productIds])))
    .orderBy(asc(productVariants.position), asc(productVariants.id))
  if (variants.length === 0) return []
  const stockIds = variants.map(({ stockItemId }) => stockItemId)
  const items = tx
    .select()
    .from(stockItems)
    .where(and(eq(stockItems.storeId, storeId), inArray(stockItems.id, stockIds)))
    .orderBy(asc(stockItems.id))
  const stock = new Map(
    (await (locksStock ? items.for('no key update') : items)).map((item) => [item.id, item]),
  )
  const options = await loadOptions(
    tx,
    storeId,
    variants.map(({ id }) => id),
  )
  return variants.map((variant) => {
    const item = stock.get(variant.stockItemId)
    if (!item) throw new Error(`variant ${variant.id} has no stock item`)
    return { ...variant, stock: item, options: options.get(variant.id) ?? [] }
  })
}

async function loadOptions(
  tx: Tx,
  storeId: string,
  variantIds: string[],
): Promise<Map<string, StoredOption[]>> {
  const rows = await tx
    .select({
      variantId: productVariantAttributes.variantId,
      attributeId: attributes.id,
      name: attributes.name,
      valueId: productVariantAttributes.valueId,
      valueText: productVariantAttributes.valueText,
      valueName: attributeValues.name,
    })
    .from(productVariantAttributes)
    .innerJoin(
      attributes,
      and(
        eq(attributes.storeId, productVariantAttributes.storeId),
        eq(attributes.id, productVariantAttributes.attributeId),
      ),
    )
    .leftJoin(
      attributeValues,
      and(
        eq(attributeValues.storeId, productVariantAttributes.storeId),
        eq(attributeValues.id, productVariantAttributes.valueId),
      ),
    )
    .where(
      and(
        eq(productVariantAttributes.storeId, storeId),
        inArray(productVariantAttributes.variantId, variantIds),
      ),
    )
    .orderBy(asc(productVariantAttributes.position), asc(attributes.name))
  const options = new Map<string, StoredOption[]>()
  for (const { variantId, valueText, valueName, ...rest } of rows) {
    options.set(variantId, [
      ...(options.get(variantId) ?? []),
      { ...rest, value: valueName ?? valueText ?? '' },
    ])
  }
  return options
}
