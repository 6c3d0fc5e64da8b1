/** A product as any writer hands it in: complete or in part, whatever format it came from. */
import type { productStatuses, productTypes } from '../../shared/catalogue.ts'
import type { ImageTranslations, NameTranslations, ProductTranslations } from '../../shared/translations.ts'

export type Dimensions = { length: number; width: number; height: number }

/** One thing a variant is or has: `Talle: M`. */
export type OptionDraft = {
  name: string
  value: string
  /** A description rather than a choice: kept as text, offered by no filter. */
  isText?: boolean | undefined
  colorHex?: string | undefined
  /** What attribute and value are called in other languages, for every product that has them. */
  translations?: { name?: NameTranslations | undefined; value?: NameTranslations | undefined } | undefined
}

/** Fields that are left undefined keep what is stored; on a new variant they take the default. Amounts in minor units. */
export type VariantDraft = {
  sku?: string | null | undefined
  barcode?: string | null | undefined
  /** Absent: the options, joined. */
  title?: string | undefined
  priceMinor?: number | null | undefined
  compareAtMinor?: number | null | undefined
  /** ISO 8601 instants. */
  saleStartsAt?: string | null | undefined
  saleEndsAt?: string | null | undefined
  costMinor?: number | null | undefined
  weightGrams?: number | null | undefined
  requiresShipping?: boolean | undefined
  isTaxable?: boolean | undefined
  isActive?: boolean | undefined
  position?: number | undefined
  options?: OptionDraft[] | undefined
  /** Address of the picture that shows this variant. */
  image?: string | null | undefined
  /** Units on hand; null: not tracked; `uncounted`: tracked, nobody says how many. Absent: as stored, new ones untracked. */
  stock?: number | null | 'uncounted' | undefined
  allowsBackorder?: boolean | undefined
  lowStockThreshold?: number | null | undefined
}

/** A picture by its address: a path on our own origin, or where it is to be fetched from. */
export type ImageDraft = {
  address: string
  alt?: string | undefined
  translations?: ImageTranslations | undefined
}

export type ProductDraft = {
  /** By what a later import finds it again: Shopify handle, WooCommerce SKU or `id:<ID>`; null: its slug. */
  key: string | null
  /** Also find it by the SKUs of its variants, where the key is unknown. */
  isFoundBySku?: boolean | undefined
  /** What a new product's slug is made of; absent: its name. */
  slug?: string | undefined
  /** Moves a product that is there to another address; the one before leads on to it. */
  newSlug?: string | undefined
  name?: string | undefined
  type?: (typeof productTypes)[number] | undefined
  status?: (typeof productStatuses)[number] | undefined
  brand?: string | null | undefined
  /** Plain text. */
  shortDescription?: string | null | undefined
  /** HTML; sanitised on its way in. */
  description?: string | undefined
  tags?: string[] | undefined
  isFeatured?: boolean | undefined
  weightGrams?: number | null | undefined
  dimensionsMm?: Dimensions | null | undefined
  metaTitle?: string | null | undefined
  metaDescription?: string | null | undefined
  position?: number | undefined
  /** All texts in other languages than the store's; files of other shops know none and leave them alone. */
  translations?: ProductTranslations | undefined
  /** Paths from the root, the main one first. */
  categories?: string[][] | undefined
  /** The format has room for one category: further ones are kept. */
  keepsOtherCategories?: boolean | undefined
  /** All pictures of the product, in order; those of variants are added where they are missing. */
  images?: ImageDraft[] | undefined
  /** Those that are not named stay as they are. */
  variants: VariantDraft[]
}
