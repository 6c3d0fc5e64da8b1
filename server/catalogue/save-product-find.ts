import { and, eq, inArray, isNull, like, or } from 'drizzle-orm'
import { slugify } from '../../shared/text.ts'
import type { Tx } from '../platform/tenancy.ts'
import type { ProductDraft } from './save-product-draft.ts'
import type { Judged, Known, SaveMemory } from './save-product-match.ts'
import { products, productSlugs, productVariants } from './tables.ts'

/** Products by key; by the slug where they have no key of a file; by SKU where the draft allows it. */
export async function findProducts(
  tx: Tx,
  storeId: string,
  drafts: readonly ProductDraft[],
  memory: SaveMemory,
): Promise<Omit<Known, 'stored'>> {
  const keys = drafts.map(({ key }) => key).filter((key) => key !== null)
  const rows = await tx
    .select({ id: products.id, key: products.externalKey, slug: products.slug })
    .from(products)
    .where(
      and(
        eq(products.storeId, storeId),
        or(
          inArray(products.externalKey, keys),
          and(
            inArray(products.slug, keys),
            or(isNull(products.externalKey), like(products.externalKey, 'id:%')),
          ),
        ),
      ),
    )
  const byKey = new Map(rows.map((row) => [row.key, row.id]))
  const bySlug = new Map(
    rows
      .filter((row) => !memory.products.has(row.id) && row.key !== row.slug)
      .map((row) => [row.slug, row.id]),
  )
  const skus = drafts
    .flatMap((draft) => draft.variants.map(({ sku }) => sku))
    .filter((sku) => typeof sku === 'string')
  const owners =
    skus.length === 0
      ? []
      : await tx
          .select({ sku: productVariants.sku, productId: productVariants.productId })
          .from(productVariants)
          .where(and(eq(productVariants.storeId, storeId), inArray(productVariants.sku, skus)))
  const skuOwners = new Map(owners.map(({ sku, productId }) => [sku ?? '', productId]))
  const ownerOf = (draft: ProductDraft): string | undefined => {
    const sku = draft.isFoundBySku ? draft.variants[0]?.sku : undefined
    return sku && !memory.skuOwners.has(sku) && !memory.releasedSkus.has(sku) ? skuOwners.get(sku) : undefined
  }
  const ids = drafts.map((draft) =>
    draft.key === null
      ? ownerOf(draft)
      : (byKey.get(draft.key) ??
        (draft.slug === draft.key ? bySlug.get(draft.key) : undefined) ??
        ownerOf(draft)),
  )
  return { ids, skuOwners }
}

/** What stands in a product's place in the addresses of the API. */
const RESERVED = ['facets', 'suggestions']

/**
 * A slug for each product that is new or moves: neither a slug, past or present, nor a key of another. Where a product
 * was before it may always go back to.
 */
export async function freeSlugs(
  tx: Tx,
  storeId: string,
  accepted: readonly Judged[],
): Promise<Map<Judged, string>> {
  const wanted = accepted.flatMap((one) => {
    const text = one.stored ? one.draft.newSlug : (one.draft.slug ?? one.draft.name ?? '')
    return text === undefined ? [] : [[one, slugify(text) || 'producto'] as const]
  })
  const candidatesOf = (base: string): string[] => [
    base,
    ...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => `${base}-${n}`),
  ]
  const owners = await ownersOf(tx, storeId, [...new Set(wanted.flatMap(([, base]) => candidatesOf(base)))])
  const keys = new Set(accepted.map(({ draft }) => draft.key))
  const chosen = new Map<Judged, string>()
  for (const [one, base] of wanted) {
    const isFree = (slug: string): boolean =>
      !RESERVED.includes(slug) &&
      (owners.get(slug) ?? one.id) === one.id &&
      (slug === one.draft.key || !keys.has(slug))
    // hundreds of one name are told apart by their id, not by counting
    const slug = candidatesOf(base).find(isFree) ?? `${base}-${one.id.slice(-12)}`
    owners.set(slug, one.id)
    chosen.set(one, slug)
  }
  return chosen
}

/** Slug or key → the product that has it, or had it last. */
async function ownersOf(tx: Tx, storeId: string, slugs: string[]): Promise<Map<string, string>> {
  if (slugs.length === 0) return new Map()
  const { slug, productId } = productSlugs
  const past = await tx
    .select({ slug, id: productId })
    .from(productSlugs)
    .where(and(eq(productSlugs.storeId, storeId), inArray(slug, slugs)))
  const present = await tx
    .select({ slug: products.slug, key: products.externalKey, id: products.id })
    .from(products)
    .where(
      and(
        eq(products.storeId, storeId),
        or(inArray(products.slug, slugs), inArray(products.externalKey, slugs)),
      ),
    )
  return new Map([
    ...past.map((row) => [row.slug, row.id] as const),
    ...present.flatMap((row) => [[row.key ?? row.slug, row.id] as const, [row.slug, row.id] as const]),
  ])
}
