/** The whole window for those who look at it without a connection: complete, and what changed since. */
import { z } from 'zod'
import { categoryTreeSchema, imageSchema, optionSchema, productTypes } from './catalogue.ts'
import { languages } from './language.ts'
import { pictureSchema } from './media.ts'
import { currencySchema } from './money.ts'
import { idSchema, instantSchema, slugSchema } from './text.ts'
import { languageQuerySchema } from './translations.ts'

/** What a product page shows beyond what lists do. */
const productDetailsSchema = z.strictObject({
  description: z.string().describe('sanitised HTML'),
  images: z.array(imageSchema),
  weightGrams: z.number().nullable(),
  dimensionsMm: z.strictObject({ length: z.number(), width: z.number(), height: z.number() }).nullable(),
})
export type ProductDetails = z.infer<typeof productDetailsSchema>

/** Amounts in minor units of `currency`; what is absent is null, empty or false. */
export const snapshotProductSchema = z.strictObject({
  id: idSchema,
  slug: slugSchema,
  name: z.string(),
  type: z.enum(productTypes),
  brand: z.string().optional(),
  shortDescription: z.string().optional(),
  featured: z.literal(true).optional(),
  position: z.int().describe('the order of the window: featured ones first, then by this, then by id'),
  tags: z.array(z.string()).optional(),
  categories: z.array(slugSchema).optional().describe('that it lies in, the main one first'),
  image: pictureSchema.omit({ thumbhash: true }).optional(),
  variants: z.array(
    z.strictObject({
      id: idSchema,
      sku: z.string().optional(),
      title: z
        .string()
        .optional()
        .describe("where it is another than what its options are called, joined by ' / '"),
      options: z
        .record(z.string(), z.union([z.string(), z.strictObject({ text: z.string() })]))
        .optional()
        .describe(
          'attribute key → value key, both in `options` of the whole, or a text that is no value; in their order',
        ),
      price: z.int().describe('what is paid, as of `readAt`'),
      compareAtPrice: z.int().optional().describe('before the offer, while one runs'),
      available: z.int().optional().describe('free units as of `readAt`; absent where stock is not tracked'),
      backorder: z.literal(true).optional(),
    }),
  ),
  details: productDetailsSchema
    .optional()
    .describe('absent in the bundle, which has them in a part of their own'),
})
export type SnapshotProduct = z.infer<typeof snapshotProductSchema>

export const catalogueSnapshotSchema = z.strictObject({
  cursor: z.string().describe('for the next `since`'),
  full: z.boolean().describe('true: what was known before is void; false: changes to it'),
  more: z.boolean().describe('true: not all yet, go on at once with `cursor`'),
  readAt: instantSchema.describe(
    'prices and stock are of this moment; a change of stock alone is not announced',
  ),
  language: z.enum(languages),
  currency: currencySchema,
  categories: categoryTreeSchema.shape.categories.describe('always all of them'),
  options: z.array(optionSchema).describe('always all of them, in their order'),
  products: z.array(snapshotProductSchema),
  removed: z.array(idSchema).describe('ids of products that are not shown any more'),
})
export type CatalogueSnapshot = z.infer<typeof catalogueSnapshotSchema>

export const snapshotQuerySchema = languageQuerySchema.extend({
  since: z
    .string()
    .regex(/^\d{1,15}(?:\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/)
    .optional()
    .describe(
      '`cursor` of an answer in the same language, or `version` of the bundle; without it everything',
    ),
})
export type SnapshotQuery = z.output<typeof snapshotQuerySchema>

const bundlePart = z.strictObject({
  url: z.string().describe('never changes what it answers'),
  bytes: z.int().describe('compressed'),
})

/** Where the window lies in one piece. */
export const cataloguePointerSchema = z.strictObject({
  version: z.string().describe('a cursor: what changed since is at `/catalogue?since=`'),
  madeAt: instantSchema,
  products: z.int(),
  bundle: bundlePart
    .nullable()
    .describe('a CatalogueSnapshot without details; null: the shop is too large for one'),
  details: bundlePart.nullable().describe('for who wants the product pages as well: `{version, details}`'),
})
export type CataloguePointer = z.infer<typeof cataloguePointerSchema>

/** The second part of a bundle. */
export const bundleDetailsSchema = z.strictObject({
  version: z.string(),
  details: z.record(idSchema, productDetailsSchema),
})
export type BundleDetails = z.infer<typeof bundleDetailsSchema>
