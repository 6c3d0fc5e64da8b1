/** A demo product as the catalogue takes it: its texts in every language, its pictures by their address. */
import type { ProductDraft } from '../catalogue/save-product.ts'
import type { DemoProduct, DemoStore, DemoTexts, DemoVariant } from './demo-store.ts'

export type Place = {
  position: number
  /** Category slug → names from the root down to it. */
  paths: Map<string, string[]>
  /** File name → address on our origin. */
  addresses: Map<string, string>
  translations: DemoStore['translations']
}

/** What `pick` finds in each language that the store speaks besides its own. */
export function inOtherLanguages<T>(
  translations: DemoStore['translations'],
  pick: (texts: DemoTexts) => T | undefined,
): { en?: T; pt?: T } {
  if (!translations) return {}
  const en = pick(translations.en)
  const pt = pick(translations.pt)
  return { ...(en === undefined ? {} : { en }), ...(pt === undefined ? {} : { pt }) }
}

export function draftOf(product: DemoProduct, place: Place): ProductDraft {
  const { slug, name, type, brand, shortDescription, tags, featured, weightGrams, dimensionsMm } = product
  const { position, paths, addresses, translations } = place
  return {
    key: slug,
    ...{ slug, name, type, brand, shortDescription, tags, weightGrams, dimensionsMm, position },
    ...{ metaTitle: product.metaTitle, metaDescription: product.metaDescription },
    description: product.descriptionHtml,
    isFeatured: featured ?? false,
    status: 'active',
    translations: inOtherLanguages(translations, ({ products }) => {
      const { alts: _alts, ...texts } = products[slug] ?? { alts: [] }
      return texts
    }),
    categories: [paths.get(product.category) ?? [product.category]],
    images: product.pictures.map(({ file, alt }, n) => ({
      address: addresses.get(file) ?? '',
      alt,
      translations: inOtherLanguages(translations, ({ products }) => {
        const translated = products[slug]?.alts[n]
        return translated === undefined ? undefined : { alt: translated }
      }),
    })),
    variants: product.variants.map((variant, n) => variantOf(variant, n, addresses)),
  }
}

function variantOf(
  variant: DemoVariant,
  position: number,
  addresses: Map<string, string>,
): ProductDraft['variants'][number] {
  const { sku, priceMinor, compareAtMinor, saleEndsInDays, stock, backorder, options, picture } = variant
  const dayMs = 24 * 60 * 60 * 1000
  return {
    ...{ sku, priceMinor, compareAtMinor, stock, position },
    saleEndsAt:
      saleEndsInDays === undefined ? undefined : new Date(Date.now() + saleEndsInDays * dayMs).toISOString(),
    allowsBackorder: backorder ?? false,
    lowStockThreshold: stock === null ? null : 2,
    image: picture === undefined ? undefined : addresses.get(picture),
    options: Object.entries(options).map(([name, value]) => ({ name, value })),
  }
}
