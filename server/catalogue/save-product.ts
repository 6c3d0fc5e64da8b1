/**
 * Writing the catalogue: products whole, many at once. The one way any code writes it.
 *
 * SAV1 a product is found by its key, and by nothing else unless the draft says so; its id stays, and its slug
 *      unless a draft moves it: then the old one leads to it, until another product has taken it.
 * SAV2 what a draft leaves undefined stays as it is; what equals what is stored is not written.
 * SAV3 a SKU belongs to one variant of the store; whoever comes second is refused, the rest of the product is saved.
 * SAV4 new stock items enter with a `receive` line; existing ones keep their stock unless `setStock` counts them,
 *      and never below what is reserved.
 * SAV5 variants and products that a draft does not name stay; pictures and categories are replaced as a whole.
 * SAV6 HTML is sanitised and text cleaned on the way in, whoever hands it in.
 */
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Store } from '../platform/http.ts'
import { namePictures } from '../media/media.ts'
import type { Tx } from '../platform/tenancy.ts'
import { stockItems, stockLogs } from '../stock/tables.ts'
import { cleanDraft } from './save-product-clean.ts'
import type { ProductDraft } from './save-product-draft.ts'
import { findProducts, freeSlugs } from './save-product-find.ts'
import { addressesIn, planCategories, planImages } from './save-product-images.ts'
import { changesStock, judge, SaveMemory, type Judged, type SaveRefusal } from './save-product-match.ts'
import { ensureAttributes, ensureCategories } from './save-product-names.ts'
import { planProduct, Writes, type PlanContext } from './save-product-plan.ts'
import { insertRows, updateRows } from './save-product-rows.ts'
import { loadProducts } from './save-product-state.ts'
import { planVariant } from './save-product-variants.ts'
import {
  productCategories,
  productImages,
  products,
  productVariantAttributes,
  productVariants,
} from './tables.ts'

export { SaveMemory, type SaveRefusal } from './save-product-match.ts'
export { addressesIn } from './save-product-images.ts'
export { loadProducts, type StoredProduct, type StoredVariant } from './save-product-state.ts'
export { htmlToText } from './save-product-text.ts'
export type { ImageDraft, OptionDraft, ProductDraft, VariantDraft } from './save-product-draft.ts'

export type Outcome = 'created' | 'updated' | 'unchanged' | 'refused'
export type SavedProduct = {
  id: string
  key: string | null
  outcome: Outcome
  /** Outcome of each variant, as in the draft; the id is null where it was refused. */
  variants: { id: string | null; outcome: Outcome }[]
  stockChanges: number
  refusals: SaveRefusal[]
  claimedSkus: string[]
  releasedSkus: string[]
}

/** `actor` as `actorName()` writes it; `setStock` counts stock that is there already. */
export type SaveOptions = { actor: string; setStock?: boolean; memory?: SaveMemory }

/**
 * Saves a batch of products (some hundreds at most) in the caller's transaction. Refusals are answered, not thrown:
 * they leave out a variant, or the product where nothing is left of it.
 */
export async function saveProducts(
  tx: Tx,
  store: Pick<Store, 'id'>,
  input: readonly ProductDraft[],
  options: SaveOptions,
): Promise<SavedProduct[]> {
  if (input.length === 0) return []
  const drafts = input.map(cleanDraft)
  const setStock = options.setStock === true
  const memory = options.memory ?? new SaveMemory()
  // one writer of a store's catalogue at a time: slugs, SKUs and names are looked up before they are taken
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`catalogue:${store.id}`}, 0))`)
  const found = await findProducts(tx, store.id, drafts, memory)
  const ids = [...new Set(found.ids.filter((id) => id !== undefined))]
  let judged = judge(drafts, { ...found, stored: await loadProducts(tx, store.id, ids) }, memory, setStock)
  if (changesStock(judged, setStock)) {
    const locked = { ...found, stored: await loadProducts(tx, store.id, ids, true) }
    judged = judge(drafts, locked, memory, setStock)
  }
  const accepted = judged.filter((one) => !one.isRefused)
  const wanted = accepted.map(({ draft, variants }) => ({
    ...draft,
    variants: variants.map((one) => one.draft),
  }))
  const writes = new Writes()
  const context: PlanContext = {
    ...{ storeId: store.id, writes, actor: options.actor, setStock },
    categoryIds: await ensureCategories(tx, store.id, wanted),
    optionIds: await ensureAttributes(tx, store.id, wanted),
    mediaIds: await namePictures(tx, store.id, addressesIn(wanted)),
    now: new Date().toISOString(),
  }
  const slugs = await freeSlugs(tx, store.id, accepted)
  const saved = judged.map((one) => planOne(context, one, slugs.get(one)))
  await write(tx, store.id, writes)
  return saved
}

/** To be called after the COMMIT, or after the rollback of a rehearsal. */
export function remember(memory: SaveMemory, saved: readonly SavedProduct[]): void {
  for (const one of saved) {
    if (one.outcome === 'refused') continue
    memory.products.add(one.id)
    if (one.key !== null) memory.keys.add(one.key)
    for (const sku of one.releasedSkus) memory.releasedSkus.add(sku)
    for (const sku of one.claimedSkus) memory.skuOwners.set(sku, one.id)
  }
}

function planOne(context: PlanContext, one: Judged, slug: string | undefined): SavedProduct {
  const { draft, id, stored, refusals } = one
  const variants: SavedProduct['variants'] = draft.variants.map(() => ({ id: null, outcome: 'refused' }))
  const saved = { id, key: draft.key, variants, refusals, stockChanges: 0, claimedSkus: [], releasedSkus: [] }
  if (one.isRefused) return { ...saved, outcome: 'refused' }
  const claimedSkus = one.variants.flatMap((variant) => variant.draft.sku ?? [])
  const releasedSkus = one.variants.flatMap(({ draft: wanted, stored: was }) =>
    was?.sku && wanted.sku !== undefined && wanted.sku !== was.sku ? [was.sku] : [],
  )
  const kept = { ...draft, variants: one.variants.map((variant) => variant.draft) }
  let isChanged = planProduct(context, id, { ...kept, slug, name: draft.name ?? stored?.name ?? '' }, stored)
  let stockChanges = 0
  const isSimple = (stored?.type ?? draft.type) === 'simple' && draft.variants.length === 1
  const weightGrams = draft.weightGrams === undefined ? stored?.weightGrams : undefined
  const positions = new Map(stored?.variants.map((variant) => [variant.id, variant.position]))
  const images = one.variants.map((variant) => {
    const position = (stored?.variants.length ?? 0) + variant.index
    const planned = planVariant(
      context,
      { id, isSimple, weightGrams },
      variant.draft,
      variant.stored,
      position,
    )
    positions.set(planned.id, variant.draft.position ?? variant.stored?.position ?? position)
    stockChanges += planned.stockChanges
    const outcome = variant.stored ? (planned.isChanged ? 'updated' : 'unchanged') : 'created'
    variants[variant.index] = { id: planned.id, outcome }
    return { variantId: planned.id, address: variant.draft.image }
  })
  isChanged = planCategories(context, id, kept, stored?.categoryIds ?? []) || isChanged
  // pictures of several variants stand in the order of these, whichever of them was written first
  const order = [...positions].toSorted(([, a], [, b]) => a - b).map(([variantId]) => variantId)
  isChanged = planImages(context, id, kept, { images, order }, stored?.images ?? []) || isChanged
  isChanged ||= variants.some(({ outcome }) => outcome === 'created' || outcome === 'updated')
  const outcome = stored ? (isChanged ? 'updated' : 'unchanged') : 'created'
  return { ...saved, outcome, stockChanges, claimedSkus, releasedSkus }
}

/** In the order in which they refer to each other. */
async function write(tx: Tx, storeId: string, writes: Writes): Promise<void> {
  await insertRows(tx, products, writes.newProducts)
  await updateRows(tx, products, storeId, writes.changedProducts)
  await updateRows(tx, stockItems, storeId, writes.changedStock)
  await insertRows(tx, stockItems, writes.newStock)
  await insertRows(tx, stockLogs, writes.logs)
  await updateRows(tx, productVariants, storeId, writes.changedVariants)
  await insertRows(tx, productVariants, writes.newVariants)
  if (writes.clearedOptions.length > 0) {
    const { storeId: store, variantId } = productVariantAttributes
    await tx
      .delete(productVariantAttributes)
      .where(and(eq(store, storeId), inArray(variantId, writes.clearedOptions)))
  }
  await insertRows(tx, productVariantAttributes, writes.newOptions)
  if (writes.clearedCategories.length > 0) {
    const { storeId: store, productId } = productCategories
    await tx
      .delete(productCategories)
      .where(and(eq(store, storeId), inArray(productId, writes.clearedCategories)))
  }
  await insertRows(tx, productCategories, writes.newCategories)
  if (writes.removedImages.length > 0) {
    const { storeId: store, id } = productImages
    await tx.delete(productImages).where(and(eq(store, storeId), inArray(id, writes.removedImages)))
  }
  await updateRows(tx, productImages, storeId, writes.changedImages)
  await insertRows(tx, productImages, writes.newImages)
}
