// The shape of a demo store: what the loader needs to stock a shop from nothing.

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

export type DemoStore = {
  slug: string
  name: string
  tagline: string
  locale: 'es-AR'
  currency: 'ARS'
  timeZone: string
  /** Fictional. */
  whatsappE164: string
  categories: { slug: string; name: string; description?: string; parent?: string }[]
  attributes: { name: string; type: 'select'; values: { name: string; colorHex?: string }[] }[]
  products: DemoProduct[]
}
