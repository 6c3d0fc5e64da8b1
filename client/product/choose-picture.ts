/** Which pictures a product shows, and which of them shows what has been chosen so far. Pure. */
import type { Product, Variant } from '../../shared/catalogue.ts'
import type { Choice } from './choose-variant.ts'

type Image = Product['images'][number]

/** A picture that several variants share, a colour in all its sizes, is shown once. */
export const distinctPictures = (images: Image[]): Image[] =>
  images.filter(
    ({ url, variantId }, index) =>
      variantId === null ||
      index === images.findIndex((other) => other.variantId !== null && other.url === url),
  )

/** What the choice still leaves: all sizes of a colour, when only the colour has been chosen. */
export const reachedVariants = <V extends Variant>(variants: V[], choice: Choice): V[] =>
  variants.filter(({ options }) =>
    Object.entries(options).every(([name, own]) => (choice[name] ?? own) === own),
  )

/** Where the picture is that shows every one of these variants; -1 while they differ or none shows them. */
export const pictureOf = (images: Image[], reached: readonly string[]): number =>
  distinctPictures(images).findIndex(
    ({ url, variantId }) =>
      variantId !== null &&
      reached.length > 0 &&
      reached.every((id) => images.some((image) => image.url === url && image.variantId === id)),
  )
