/**
 * The gallery of one product, as its merchant changes it.
 *
 * IMG1 pictures stand in the order they are given; what an answer names is all there is.
 * IMG2 nothing but pictures and variants of that very product's store can be named; one unknown id and nothing changes.
 */
import { and, asc, eq, inArray, type SQL } from 'drizzle-orm'
import {
  pictureUrl,
  type GalleryChange,
  type NewProductImage,
  type ProductImage,
} from '../../shared/media.ts'
import { media } from '../media/tables.ts'
import { newId } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database, type Tx } from '../platform/tenancy.ts'
import { productImages, products, productVariants } from './tables.ts'

/** Every picture of a product, those that are not there included; refuses `product-not-found`. */
export function listImages(db: Database, store: Store, productId: string): Promise<ProductImage[]> {
  return withStore(db, store.id, async (tx) => {
    await expectProduct(tx, store, productId)
    return readImages(tx, store, productId)
  })
}

/** Puts a picture behind the others. */
export function addImage(
  db: Database,
  store: Store,
  productId: string,
  { mediaId, alt, variantId }: NewProductImage,
): Promise<ProductImage[]> {
  return changeGallery(db, store, productId, async (tx, there) => {
    const [known] = await tx
      .select({ id: media.id })
      .from(media)
      .where(and(eq(media.storeId, store.id), eq(media.id, mediaId)))
    if (!known) throw new Refusal('picture-not-found')
    await expectVariants(tx, store, productId, [variantId])
    const position = Math.max(-1, ...there.map((image) => image.position)) + 1
    await tx
      .insert(productImages)
      .values({ storeId: store.id, id: newId(), productId, variantId, mediaId, alt, position })
  })
}

/** Order, texts and variants of the pictures that stay; the others are taken down. */
export function arrangeImages(
  db: Database,
  store: Store,
  productId: string,
  { images }: GalleryChange,
): Promise<ProductImage[]> {
  return changeGallery(db, store, productId, async (tx, there) => {
    const ids = images.map(({ id }) => id)
    const isKnown = ids.every((id) => there.some((image) => image.id === id))
    if (!isKnown || new Set(ids).size < ids.length) throw new Refusal('picture-not-found')
    await expectVariants(
      tx,
      store,
      productId,
      images.map(({ variantId }) => variantId),
    )
    const gone = there.filter((image) => !ids.includes(image.id)).map((image) => image.id)
    if (gone.length > 0) await tx.delete(productImages).where(these(store, gone))
    for (const [position, { id, alt, variantId }] of images.entries()) {
      const changes = {
        position,
        ...(alt === undefined ? {} : { alt }),
        ...(variantId === undefined ? {} : { variantId }),
      }
      await tx
        .update(productImages)
        .set(changes)
        .where(these(store, [id]))
    }
  })
}

/** Takes one picture down. */
export async function removeImage(db: Database, store: Store, productId: string, id: string): Promise<void> {
  await changeGallery(db, store, productId, async (tx, there) => {
    if (!there.some((image) => image.id === id)) throw new Refusal('picture-not-found')
    await tx.delete(productImages).where(these(store, [id]))
  })
}

const these = (store: Store, ids: string[]): SQL | undefined =>
  and(eq(productImages.storeId, store.id), inArray(productImages.id, ids))

type Place = { id: string; position: number }

/** One change of a gallery at a time: the product is locked to its end. */
function changeGallery(
  db: Database,
  store: Store,
  productId: string,
  change: (tx: Tx, there: Place[]) => Promise<void>,
): Promise<ProductImage[]> {
  return withStore(db, store.id, async (tx) => {
    await expectProduct(tx, store, productId, true)
    const there = await tx
      .select({ id: productImages.id, position: productImages.position })
      .from(productImages)
      .where(and(eq(productImages.storeId, store.id), eq(productImages.productId, productId)))
    await change(tx, there)
    return readImages(tx, store, productId)
  })
}

async function expectProduct(tx: Tx, store: Store, productId: string, isLocked = false): Promise<void> {
  const found = tx
    .select({ id: products.id })
    .from(products)
    .where(and(eq(products.storeId, store.id), eq(products.id, productId)))
  const rows = await (isLocked ? found.for('no key update') : found)
  if (rows.length === 0) throw new Refusal('product-not-found')
}

async function expectVariants(
  tx: Tx,
  store: Store,
  productId: string,
  ids: (string | null | undefined)[],
): Promise<void> {
  const named = [...new Set(ids.filter((id) => typeof id === 'string'))]
  if (named.length === 0) return
  const { storeId, productId: product, id } = productVariants
  const rows = await tx
    .select({ id })
    .from(productVariants)
    .where(and(eq(storeId, store.id), eq(product, productId), inArray(id, named)))
  if (rows.length < named.length) throw new Refusal('variant-not-found')
}

async function readImages(tx: Tx, store: Store, productId: string): Promise<ProductImage[]> {
  const { storeId, position, id } = productImages
  const rows = await tx
    .select({ image: productImages, media })
    .from(productImages)
    .innerJoin(media, and(eq(media.storeId, storeId), eq(media.id, productImages.mediaId)))
    .where(and(eq(storeId, store.id), eq(productImages.productId, productId)))
    .orderBy(asc(position), asc(id))
  return rows.map(({ image, media: { hash, width, height, thumbhash, state, reason, sourceUrl } }) => ({
    ...{ id: image.id, mediaId: image.mediaId, state, reason, sourceUrl },
    picture:
      hash === null || width === null || height === null
        ? null
        : { url: pictureUrl(hash, width), width, height, thumbhash },
    ...{ alt: image.alt, variantId: image.variantId },
  }))
}
