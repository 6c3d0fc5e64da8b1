import { z } from 'zod'
import { idSchema, isCleanText } from './text.ts'

/** Widths that a picture is served at, beside its own where that lies between; never enlarged. */
const ladder = [320, 480, 640, 750, 960, 1440] as const
export const LARGEST_WIDTH = 1440
export const LARGEST_HEIGHT = 4320
export const MAX_UPLOAD_BYTES = 20 * 1024 * 1024
/** What one address of a picture stands for where nothing chooses among widths. */
const USUAL_WIDTH = 960
export const mediaTypes = { avif: 'image/avif', webp: 'image/webp' } as const
export type MediaType = keyof typeof mediaTypes

/** Every width of a picture that is `width` pixels wide, ascending. */
export const widthsOf = (width: number): number[] => [...ladder.filter((step) => step < width), width]

export const nameOf = (hash: string, width: number, type: MediaType): string => `${hash}-${width}.${type}`

/** The address of a picture at about that width, on our own origin. */
export const pictureUrl = (hash: string, width: number, wanted = USUAL_WIDTH): string =>
  `/media/${nameOf(hash, widthsOf(width).find((step) => step >= wanted) ?? width, 'webp')}`

const address = /^\/media\/([0-9a-f]{32})-\d+\.webp$/

/** What every address of a picture has in common; undefined where it is none of ours. */
export const hashOf = (url: string): string | undefined => address.exec(url)?.[1]

/** What stands in `srcset`, from the one address that travels and the picture's width. */
export function sourcesOf({ url, width }: { url: string; width: number }, type: MediaType): string {
  const hash = hashOf(url)
  if (hash === undefined) return ''
  return widthsOf(width)
    .map((step) => `/media/${nameOf(hash, step, type)} ${step}w`)
    .join(', ')
}

/** A picture that is there: its usual address, from which all others follow, its size, and what stands in meanwhile. */
export const pictureSchema = z.strictObject({
  url: z
    .string()
    .describe('on our own origin, WebP of at most 960 px; `-960.webp` stands for the width and type'),
  width: z
    .int()
    .describe('of the largest; 320, 480, 640, 750, 960 and 1440 px exist below it, as `.avif` and `.webp`'),
  height: z.int(),
  thumbhash: z.string().nullable().describe('base64, some 25 bytes: a blurred picture while it loads'),
})
export type Picture = z.infer<typeof pictureSchema>

export const mediaSchema = pictureSchema.extend({ id: idSchema })
export type Media = z.infer<typeof mediaSchema>

export const mediaStates = ['waiting', 'ready', 'failed'] as const

/** Why a picture was not taken, by upload or by fetching it. */
export const pictureReasons = ['not-a-picture', 'too-many-pixels', 'too-small', 'damaged'] as const
export type PictureReason = (typeof pictureReasons)[number]

/** Why a picture elsewhere could not be had. */
export const fetchReasons = [
  ...pictureReasons,
  'bad-address',
  'private-address',
  'unknown-picture',
  'unreachable',
  'timeout',
  'not-found',
  'refused',
  'server-error',
  'too-many-redirects',
  'too-large',
] as const
export type FetchReason = (typeof fetchReasons)[number]

/** A picture of a product as its merchant sees it: also one that is not there yet, or never came. */
export const productImageSchema = z.strictObject({
  id: idSchema,
  mediaId: idSchema,
  state: z.enum(mediaStates),
  reason: z.enum(fetchReasons).nullable().describe('why it could not be fetched'),
  sourceUrl: z.string().nullable().describe('where it comes from; null: it was uploaded'),
  picture: pictureSchema.nullable(),
  alt: z.string(),
  variantId: idSchema.nullable(),
})
export type ProductImage = z.infer<typeof productImageSchema>
export const productImagesSchema = z.strictObject({ items: z.array(productImageSchema) })

const altSchema = z
  .string()
  .trim()
  .max(1000)
  .refine(isCleanText, 'is not clean text')
  .describe('what it shows, for whoever cannot see it')

export const newProductImageSchema = z.strictObject({
  mediaId: idSchema,
  alt: altSchema.default(''),
  variantId: idSchema.nullable().default(null).describe('the variant that it shows'),
})
export type NewProductImage = z.infer<typeof newProductImageSchema>

export const galleryChangeSchema = z.strictObject({
  images: z
    .array(
      z.strictObject({ id: idSchema, alt: altSchema.optional(), variantId: idSchema.nullable().optional() }),
    )
    .max(100)
    .describe('all that stay, in their new order; the others are taken down'),
})
export type GalleryChange = z.infer<typeof galleryChangeSchema>

export const fetchReportSchema = z.strictObject({
  waiting: z.int(),
  ready: z.int(),
  failed: z.int(),
  items: z
    .array(
      z.strictObject({
        sourceUrl: z.string(),
        state: z.enum(['waiting', 'failed']),
        reason: z.enum(fetchReasons).nullable().describe('of the last attempt'),
        attempts: z.int(),
        nextAttemptAt: z.iso.datetime().nullable(),
        products: z
          .array(z.strictObject({ slug: z.string(), name: z.string(), key: z.string().nullable() }))
          .describe('that name it; `key` is the handle or SKU of the file it came from'),
      }),
    )
    .describe('what is not there, failed ones first; the first 500'),
})
export type FetchReport = z.infer<typeof fetchReportSchema>
