// The shape of a demo store: what the loader needs to stock a shop from nothing.

import type { OpeningHours } from '../../shared/hours.ts'

export type DemoVariant = {
  /** Unique in the store. */
  sku: string
  /** Attribute name → value name, e.g. { Talle: 'M', Color: 'Tomate' }; {} for a simple product. */
  options: Record<string, string>
  /** What is paid now, in minor units. */
  priceMinor: number
  /** The price before, larger, where on offer. */
  compareAtMinor?: number
  /** End of the offer, counted from the day the demo is loaded. */
  saleEndsInDays?: number
  /** null: stock is not tracked. */
  stock: number | null
  backorder?: boolean
  /** The one of the product's pictures that shows this variant. */
  picture?: string
}

export type DemoProduct = {
  slug: string
  name: string
  type: 'simple' | 'variable'
  brand: string
  /** Slug of a category. */
  category: string
  shortDescription: string
  /** p, ul, li, strong and em only. */
  descriptionHtml: string
  tags: string[]
  featured?: boolean
  weightGrams?: number
  dimensionsMm?: { length: number; width: number; height: number }
  metaTitle?: string
  metaDescription?: string
  /** Files relative to server/demo/pictures/<store slug>/. */
  pictures: { file: string; alt: string }[]
  variants: DemoVariant[]
}

/** What a store says in another language, by the slugs and names it has in its own. */
export type DemoTexts = {
  tagline: string
  categories: Record<string, { name: string; description?: string }>
  attributes: Record<string, string>
  /** Values that read the same everywhere (sizes, counts of millimetres) may be left out. */
  values: Record<string, string>
  products: Record<string, DemoProductTexts>
}

export type DemoProductTexts = {
  name: string
  shortDescription: string
  /** As in the product: p, ul, li, strong and em only. */
  description: string
  metaTitle?: string
  metaDescription?: string
  /** In the order of the product's pictures. */
  alts: string[]
}

export type DemoStore = {
  slug: string
  name: string
  tagline: string
  locale: 'es-AR'
  currency: 'ARS' | 'USD'
  timeZone: string
  /** Fictional. */
  whatsappE164: string
  hours: OpeningHours
  translations?: { en: DemoTexts; pt: DemoTexts }
  categories: {
    slug: string
    name: string
    description?: string
    parent?: string
    /** A file of one of its products. */
    picture: string
  }[]
  attributes: { name: string; type: 'select'; values: { name: string; colorHex?: string }[] }[]
  products: DemoProduct[]
}
