import { z } from 'zod'
import { pictureSchema, type Picture } from './media.ts'
import { moneySchema } from './money.ts'
import { idSchema, instantSchema, isCleanText, slugSchema } from './text.ts'
import { languageQuerySchema } from './translations.ts'

export const productTypes = ['simple', 'variable', 'configurable'] as const
export const productStatuses = ['draft', 'active', 'inactive', 'archived'] as const
export const attributeTypes = ['text', 'select', 'multiselect', 'boolean', 'number', 'date'] as const
export const productSorts = ['featured', 'newest', 'price-asc', 'price-desc', 'name'] as const
export type ProductSort = (typeof productSorts)[number]

/** What still waits to be fetched, or could not be, is left out. */
export const imageSchema = pictureSchema.extend({ alt: z.string(), variantId: idSchema.nullable() })

export const variantSchema = z.strictObject({
  id: idSchema,
  sku: z.string().nullable(),
  title: z.string(),
  options: z.record(z.string(), z.string()).describe('attribute name → value name'),
  price: moneySchema.describe('what is paid now'),
  compareAtPrice: moneySchema.nullable().describe('the price before the offer, while an offer runs'),
  available: z.int().nullable().describe('free units; null where stock is not tracked'),
  backorder: z.boolean().describe('true: may be ordered beyond what is available'),
})
export type Variant = z.infer<typeof variantSchema>

const heldVariantSchema = variantSchema.extend({
  mayFreeUpAt: instantSchema
    .nullable()
    .describe('while none is free because others hold them: when the first hold ends; null otherwise'),
})
export type HeldVariant = z.infer<typeof heldVariantSchema>

const keySchema = z.string().describe('stays the same in every language')

export const optionSchema = z.strictObject({
  key: keySchema,
  name: z.string(),
  values: z.array(z.strictObject({ key: keySchema, name: z.string(), colorHex: z.string().nullable() })),
})
export type OptionDictionary = z.infer<typeof optionSchema>[]

export const productListItemSchema = z.strictObject({
  id: idSchema,
  slug: slugSchema,
  name: z.string(),
  type: z.enum(productTypes),
  brand: z.string().nullable(),
  shortDescription: z.string().nullable(),
  featured: z.boolean(),
  price: moneySchema.describe('of the cheapest variant, now'),
  compareAtPrice: moneySchema.nullable(),
  available: z.int().nullable().describe('sum over variants; null when any of them is not tracked'),
  options: z.array(optionSchema),
  variants: z.array(variantSchema),
  images: z.array(imageSchema),
})
export type ProductListItem = z.infer<typeof productListItemSchema>

export const productPageSchema = z.strictObject({
  items: z.array(productListItemSchema),
  nextCursor: z.string().nullable(),
})
export type ProductPage = z.infer<typeof productPageSchema>

/** As much of a product as its card shows. */
export type CardItem = Pick<ProductListItem, 'slug' | 'name' | 'price' | 'compareAtPrice' | 'available'> & {
  images: Picture[]
  variants: Pick<Variant, 'price' | 'backorder'>[]
}
export type CardPage = { items: CardItem[]; nextCursor: string | null }

export const relatedProductsSchema = z.strictObject({ items: z.array(productListItemSchema) })
export type RelatedProducts = z.infer<typeof relatedProductsSchema>

/** What is left to choose from; each count is of products, with all filters but the one that it stands in. */
export const facetsSchema = z.strictObject({
  total: z.int().describe('with all filters'),
  options: z.array(
    z.strictObject({
      key: keySchema,
      name: z.string(),
      values: z.array(
        z.strictObject({
          key: keySchema,
          name: z.string(),
          colorHex: z.string().nullable(),
          count: z.int().describe('0: none with the filters at hand'),
        }),
      ),
    }),
  ),
  price: z
    .strictObject({ min: moneySchema, max: moneySchema })
    .nullable()
    .describe('lowest and highest, whatever price is asked for; null where there is no product'),
  available: z.int().describe('that can be ordered now'),
  onSale: z.int().describe('while an offer runs'),
})
export type Facets = z.infer<typeof facetsSchema>

/** While somebody is typing. */
export const suggestionsSchema = z.strictObject({
  products: z
    .array(
      z.strictObject({
        slug: slugSchema,
        name: z.string(),
        price: moneySchema.describe('of the cheapest variant, now'),
        pricesVary: z.boolean().describe('true: other variants cost more'),
        compareAtPrice: moneySchema.nullable(),
        image: pictureSchema.extend({ alt: z.string() }).nullable(),
      }),
    )
    .describe('at most 6, the best first'),
  categories: z.array(z.strictObject({ slug: slugSchema, name: z.string() })).describe('at most 3'),
})
export type Suggestions = z.infer<typeof suggestionsSchema>

export const productSchema = productListItemSchema.extend({
  variants: z.array(heldVariantSchema),
  description: z.string().describe('sanitised HTML'),
  tags: z.array(z.string()),
  categories: z.array(z.strictObject({ slug: slugSchema, name: z.string() })).describe('root first'),
  weightGrams: z.number().nullable(),
  dimensionsMm: z.strictObject({ length: z.number(), width: z.number(), height: z.number() }).nullable(),
  metaTitle: z.string().nullable(),
  metaDescription: z.string().nullable(),
})
export type Product = z.infer<typeof productSchema>

export type Category = {
  slug: string
  name: string
  description: string | null
  image: Picture | null
  productCount: number
  children: Category[]
}
export const categorySchema: z.ZodType<Category> = z.strictObject({
  slug: slugSchema,
  name: z.string(),
  description: z.string().nullable(),
  image: pictureSchema.nullable(),
  productCount: z.int().describe('active products in it and below it'),
  get children() {
    return z.array(categorySchema)
  },
})
export const categoryTreeSchema = z.strictObject({ categories: z.array(categorySchema) })
export type CategoryTree = z.infer<typeof categoryTreeSchema>

export const categoryChangeSchema = z.strictObject({
  mediaId: idSchema.nullable().optional().describe('of its picture; null: it has none'),
  position: z
    .int()
    .min(0)
    .max(100_000)
    .optional()
    .describe('its place among those beside it, 0 is the first; behind the last is the last'),
})
export type CategoryChange = z.infer<typeof categoryChangeSchema>

const searchTextSchema = z.string().trim().max(200).refine(isCleanText, 'is not clean text')

export const suggestionQuerySchema = languageQuerySchema.extend({ q: searchTextSchema.default('') })
export type SuggestionQuery = z.output<typeof suggestionQuerySchema>

const optionSchemaOfQuery = z
  .string()
  .max(400)
  .regex(/^[^:]+:[^]+$/)
  .refine(isCleanText, 'is not clean text')
const flag = z.literal('1').transform((): true => true)
const minorUnits = z
  .string()
  .regex(/^\d{1,11}$/)
  .transform(Number)

/** What of the window is asked for. */
export const facetQuerySchema = languageQuerySchema.extend({
  category: slugSchema.optional().describe('and everything below it; unknown ones are `category-not-found`'),
  q: searchTextSchema.optional(),
  option: z
    .union([optionSchemaOfQuery.transform((one) => [one]), z.array(optionSchemaOfQuery).max(30)])
    .optional()
    .describe(
      '`attribute:value` by their keys in `options` (`color:azul`), which stay whatever language is asked for; what they are called in any language is understood as well. Repeated: of one attribute any of the values, of several attributes one of each, and all on one same variant',
    ),
  minPrice: minorUnits.optional().describe('of that variant, now, in minor units'),
  maxPrice: minorUnits.optional(),
  available: flag.optional().describe('1: that can be ordered now'),
  onSale: flag.optional().describe('1: while an offer runs'),
})
export type FacetQuery = z.output<typeof facetQuerySchema>

export const productQuerySchema = facetQuerySchema.extend({
  sort: z.enum(productSorts).optional().describe('featured by default; with `q` the best first'),
  cursor: z
    .string()
    .max(500)
    .optional()
    .describe('`nextCursor` of the page before, asked for with the same sort and `q`'),
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/)
    .transform(Number)
    .optional()
    .describe('1 to 100, 24 by default'),
})
export type ProductQuery = z.output<typeof productQuerySchema>
