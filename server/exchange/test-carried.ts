/** What a catalogue says in those of its fields that a format has a column for: equal before and after the way out and back. */
import { eq } from 'drizzle-orm'
import type { ImportFormat } from '../../shared/import.ts'
import { loadProducts, type StoredProduct, type StoredVariant } from '../catalogue/save-product.ts'
import { categories, products } from '../catalogue/tables.ts'
import type { Store } from '../platform/http.ts'
import { withStore, type Database } from '../platform/tenancy.ts'

type Paths = (product: StoredProduct) => string[][]

/** The rows of the database, not the cells of a file, in the order in which the products were made. */
export async function carried(db: Database, store: Store, format: ImportFormat): Promise<object[]> {
  const stored = await withStore(db, store.id, async (tx) => {
    const rows = await tx.select({ id: products.id }).from(products).where(eq(products.storeId, store.id))
    const ids = rows.map(({ id }) => id).toSorted()
    const loaded = await loadProducts(tx, store.id, ids)
    const tree = await tx.select().from(categories).where(eq(categories.storeId, store.id))
    return { products: ids.flatMap((id) => loaded.get(id) ?? []), tree }
  })
  const paths: Paths = ({ categoryIds }) =>
    categoryIds.map((categoryId) => {
      const names: string[] = []
      const step = (wanted: string | null) => stored.tree.find(({ id }) => id === wanted)
      for (let at = step(categoryId); at; at = step(at.parentId)) names.unshift(at.name)
      return names
    })
  return stored.products.flatMap((product) =>
    format === 'shopify' ? byShopify(product, paths) : byWooCommerce(product, paths),
  )
}

const pictureOf = ({ images }: StoredProduct, { id }: StoredVariant): string | null =>
  images.find(({ variantId }) => variantId === id)?.address ?? null

const optionsOf = ({ options }: StoredVariant): string[][] => options.map(({ name, value }) => [name, value])

const firsts = <T extends { address: string }>(images: readonly T[]): T[] =>
  images.filter(({ address }, i) => images.findIndex((image) => image.address === address) === i)

const parts = (text: string, separator: string): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** One weight, that of the variant; no hidden variants, and one category; what separates belongs to no name. */
function byShopify(product: StoredProduct, paths: Paths): object[] {
  const { externalKey, slug, name, description, brand, status, metaTitle, metaDescription } = product
  const variants = product.variants.filter(({ isActive }) => isActive)
  if (variants.length === 0) return []
  return [
    {
      ...{ name, description, brand, status, metaTitle, metaDescription },
      key: externalKey === null || /^id:\d+$/.test(externalKey) ? slug : externalKey,
      tags: [...new Set(parts(product.tags.join(','), ','))],
      category: parts((paths(product)[0] ?? []).join(' > '), ' > '),
      images: firsts(product.images).map(({ address, alt }) => [address, alt]),
      variants: variants.map((variant) => {
        const { sku, barcode, priceMinor, compareAtMinor, costMinor, requiresShipping, isTaxable } = variant
        const { isTracked, onHand, allowsBackorder } = variant.stock
        return {
          ...{ sku, barcode, priceMinor, compareAtMinor, costMinor, requiresShipping, isTaxable },
          ...{ isTracked, onHand, allowsBackorder },
          weight: (variant.weightGrams ?? product.weightGrams) || null,
          options: optionsOf(variant),
          picture: pictureOf(product, variant),
        }
      }),
    },
  ]
}

/** Nothing archived and no alternative texts; what a simple product has it has once, product and variant being one row. */
function byWooCommerce(product: StoredProduct, paths: Paths): object[] {
  const { externalKey, slug, name, type, brand, shortDescription, description, tags, isFeatured } = product
  const { metaTitle, metaDescription, position, dimensionsMm: size, variants } = product
  if (product.status === 'archived') return []
  const isSimple = type === 'simple'
  const isHidden = isSimple && product.status === 'active' && variants[0]?.isActive === false
  return [
    {
      ...{ name, type, brand, shortDescription, description, tags, isFeatured },
      ...{ metaTitle, metaDescription, position },
      key: externalKey ?? slug,
      status: isHidden ? 'inactive' : product.status,
      size: size && size.length + size.width + size.height > 0 ? size : null,
      weight: product.weightGrams ?? (isSimple ? (variants[0]?.weightGrams ?? null) : null),
      categories: paths(product),
      images: firsts(product.images).map(({ address }) => address),
      variants: variants.map((variant) => {
        const { sku, barcode, priceMinor, compareAtMinor, costMinor, requiresShipping, isTaxable } = variant
        const { isTracked, onHand, allowsBackorder, lowStockThreshold } = variant.stock
        const hasOffer = priceMinor !== null && compareAtMinor !== null && compareAtMinor > priceMinor
        const second = (at: Date | null) => at?.toISOString().slice(0, 19)
        return {
          ...{ sku, barcode, priceMinor, costMinor, requiresShipping, isTaxable },
          ...{ isTracked, onHand, allowsBackorder, lowStockThreshold },
          offer: hasOffer
            ? [compareAtMinor, second(variant.saleStartsAt), second(variant.saleEndsAt)]
            : undefined,
          options: optionsOf(variant),
          ...(isSimple
            ? {}
            : {
                weight: variant.weightGrams,
                isActive: variant.isActive,
                position: variant.position,
                picture: pictureOf(product, variant),
              }),
        }
      }),
    },
  ]
}
