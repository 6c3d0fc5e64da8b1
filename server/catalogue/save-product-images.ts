/** Compares pictures and categories of a draft with what is stored; no I/O. */
import { newId } from '../platform/crypto.ts'
import { differences, given, isEmpty, isSame } from './save-product-changes.ts'
import type { ImageDraft, ProductDraft } from './save-product-draft.ts'
import type { PlanContext } from './save-product-plan.ts'
import type { StoredImage } from './save-product-state.ts'

/** Membership in categories, the main one first. */
export function planCategories(
  context: PlanContext,
  id: string,
  draft: ProductDraft,
  stored: readonly string[],
): boolean {
  if (draft.categories === undefined) return false
  const { writes, storeId } = context
  const named = [...new Set(draft.categories.map(context.categoryIds))]
  const wanted = draft.keepsOtherCategories ? withOthers(named, stored) : named
  if (isSame(wanted, stored)) return false
  if (stored.length > 0) writes.clearedCategories.push(id)
  for (const [position, categoryId] of wanted.entries())
    writes.newCategories.push({ storeId, productId: id, categoryId, position })
  return true
}

/** A format with room for one category names the main one; the rest is kept. */
function withOthers(named: readonly string[], stored: readonly string[]): readonly string[] {
  if (named.every((id) => stored.includes(id))) return stored
  return [...named, ...stored.slice(1).filter((id) => !named.includes(id))]
}

type WantedImage = ImageDraft & { variantId: string | null }
type VariantImage = { variantId: string; address: string | null | undefined }
/** What is said of the pictures of variants, and the variants in their order. */
type VariantImages = { images: readonly VariantImage[]; order: readonly string[] }

/**
 * The pictures of a product: each address once, or once for each variant that it shows. Pictures that are already
 * there keep their id and what has been fetched.
 */
export function planImages(
  context: PlanContext,
  id: string,
  draft: ProductDraft,
  ofVariants: VariantImages,
  stored: readonly StoredImage[],
): boolean {
  const wanted = wantedImages(draft.images, ofVariants, stored)
  if (wanted === undefined) return false
  const { writes, storeId } = context
  const left = [...stored]
  let isChanged = false
  for (const [position, image] of wanted.entries()) {
    const { variantId, alt = '', address, translations } = image
    const mediaId = stored.find((kept) => kept.address === address)?.mediaId ?? context.mediaIds(address)
    const found = takeImage(left, { mediaId, variantId })
    if (found === undefined) {
      isChanged = true
      writes.newImages.push({
        ...{ storeId, id: newId(), productId: id, variantId, mediaId, alt, position },
        ...given({ translations }),
      })
      continue
    }
    const changes = differences<StoredImage>(found, {
      ...{ position, variantId: image.variantId },
      ...given({ alt: image.alt, translations }),
    })
    if (isEmpty(changes)) continue
    isChanged = true
    writes.changedImages.push({ ...changes, id: found.id })
  }
  writes.removedImages.push(...left.map((image) => image.id))
  return isChanged || left.length > 0
}

/** Every address that the drafts name, once. */
export const addressesIn = (drafts: readonly Pick<ProductDraft, 'images' | 'variants'>[]): string[] => [
  ...new Set(
    drafts.flatMap(({ images, variants }) => [
      ...(images ?? []).map(({ address }) => address),
      ...variants.flatMap(({ image }) => image ?? []),
    ]),
  ),
]

function takeImage(
  left: StoredImage[],
  image: Pick<StoredImage, 'mediaId' | 'variantId'>,
): StoredImage | undefined {
  const same = left.filter((candidate) => candidate.mediaId === image.mediaId)
  const found = same.find((candidate) => candidate.variantId === image.variantId) ?? same[0]
  if (found) left.splice(left.indexOf(found), 1)
  return found
}

function wantedImages(
  images: readonly ImageDraft[] | undefined,
  { images: ofVariants, order }: VariantImages,
  stored: readonly StoredImage[],
): WantedImage[] | undefined {
  if (images === undefined && ofVariants.every(({ address }) => address === undefined)) return undefined
  const gallery = new Map<string, ImageDraft>()
  for (const image of images ?? stored.map((kept) => ({ address: kept.address, alt: kept.alt })))
    if (!gallery.has(image.address)) gallery.set(image.address, image)
  // a variant of which nothing is said keeps its picture
  const spoken = new Map(ofVariants.map(({ variantId, address }) => [variantId, address]))
  const shows = new Map<string, string[]>()
  const show = (address: string, variantId: string): unknown =>
    shows.set(address, [...(shows.get(address) ?? []), variantId])
  for (const image of stored)
    if (image.variantId !== null && spoken.get(image.variantId) === undefined)
      show(image.address, image.variantId)
  for (const [variantId, address] of spoken) if (address) show(address, variantId)
  for (const address of shows.keys()) if (!gallery.has(address)) gallery.set(address, { address })
  return [...gallery.values()].flatMap((image): WantedImage[] => {
    const variants = shows.get(image.address) ?? [null]
    const place = (variantId: string | null) => order.indexOf(variantId ?? '')
    return variants.toSorted((a, b) => place(a) - place(b)).map((variantId) => ({ ...image, variantId }))
  })
}
