/** Products of the phone in the words of the API. Prices and stock are of when the shop was read, never of now. */
import type { Product, ProductListItem, Variant } from '../../shared/catalogue.ts'
import type { SnapshotProduct } from '../../shared/catalogue-snapshot.ts'
import { hashOf, pictureUrl } from '../../shared/media.ts'
import type { Money } from '../../shared/money.ts'
import type { ResolvedLine, ResolvedSelection, SelectionLineInput } from '../../shared/selection.ts'
import type { Category } from '../../shared/catalogue.ts'
import type { OpenShop } from './kept-shop.ts'

export type KeptVariant = SnapshotProduct['variants'][number]

export const isBuyable = ({ available, backorder }: KeptVariant): boolean =>
  available === undefined || available > 0 || backorder === true

export const cheapest = ({ variants }: SnapshotProduct): KeptVariant | undefined =>
  variants.reduce<KeptVariant | undefined>(
    (least, one) =>
      !least || one.price < least.price || (one.price === least.price && before(one) < before(least))
        ? one
        : least,
    undefined,
  )
const before = ({ price, compareAtPrice }: KeptVariant): number => compareAtPrice ?? price

export function itemOf(shop: OpenShop, product: SnapshotProduct): ProductListItem {
  const { currency } = shop
  const money = (amount: number): Money => ({ amount, currency })
  const from = cheapest(product)
  const isCounted = product.variants.every(({ available }) => available !== undefined)
  return {
    ...{ id: product.id, slug: product.slug, name: product.name, type: product.type },
    brand: product.brand ?? null,
    shortDescription: product.shortDescription ?? null,
    featured: product.featured ?? false,
    price: money(from?.price ?? 0),
    compareAtPrice: from?.compareAtPrice === undefined ? null : money(from.compareAtPrice),
    available: isCounted ? product.variants.reduce((sum, { available = 0 }) => sum + available, 0) : null,
    options: optionsOf(shop, product),
    variants: product.variants.map((variant) => variantOf(shop, variant)),
    images: imagesOf(shop, product),
  }
}

function variantOf(shop: OpenShop, variant: KeptVariant): Variant {
  const money = (amount: number): Money => ({ amount, currency: shop.currency })
  const options = Object.entries(variant.options ?? {}).map(([key, value]): [string, string] => {
    const attribute = shop.attributes.get(key)
    const name = typeof value === 'string' ? (attribute?.values.get(value)?.name ?? value) : value.text
    return [attribute?.name ?? key, name]
  })
  return {
    id: variant.id,
    sku: variant.sku ?? null,
    title: variant.title ?? options.map(([, name]) => name).join(' / '),
    options: Object.fromEntries(options),
    price: money(variant.price),
    compareAtPrice: variant.compareAtPrice === undefined ? null : money(variant.compareAtPrice),
    available: variant.available ?? null,
    backorder: variant.backorder ?? false,
  }
}

/** What can be chosen of it, in the order its variants have it. */
function optionsOf(shop: OpenShop, { variants }: SnapshotProduct): ProductListItem['options'] {
  const used = new Map<string, Set<string>>()
  for (const variant of variants)
    for (const [key, value] of Object.entries(variant.options ?? {})) {
      if (typeof value !== 'string') continue
      used.set(key, (used.get(key) ?? new Set()).add(value))
    }
  return [...used].flatMap(([key, values]) => {
    const attribute = shop.attributes.get(key)
    if (!attribute) return []
    return [
      {
        key,
        name: attribute.name,
        values: [...attribute.values.values()].filter((one) => values.has(one.key)),
      },
    ]
  })
}

function imagesOf(shop: OpenShop, product: SnapshotProduct): ProductListItem['images'] {
  const { image } = product
  return (
    shop.details[product.id]?.images ??
    (image ? [{ ...image, thumbhash: null, alt: '', variantId: null }] : [])
  )
}

export function productOf(shop: OpenShop, product: SnapshotProduct): Product {
  const item = itemOf(shop, product)
  const details = shop.details[product.id]
  return {
    ...item,
    variants: item.variants.map((variant) => ({ ...variant, mayFreeUpAt: null })),
    description: details?.description ?? '',
    tags: product.tags ?? [],
    categories: pathTo(shop.categories, product.categories?.[0]),
    weightGrams: details?.weightGrams ?? null,
    dimensionsMm: details?.dimensionsMm ?? null,
    metaTitle: null,
    metaDescription: null,
  }
}

/** From the widest category down to that one. */
function pathTo(categories: readonly Category[], slug: string | undefined): { slug: string; name: string }[] {
  for (const { slug: own, name, children } of categories) {
    if (own === slug) return [{ slug: own, name }]
    const below = pathTo(children, slug)
    if (below.length > 0) return [{ slug: own, name }, ...below]
  }
  return []
}

const LINE_PICTURE_WIDTH = 320

/** Its own picture where a variant has one. */
function lineImage(shop: OpenShop, product: SnapshotProduct, variantId: string): string | null {
  const own = shop.details[product.id]?.images.find((image) => image.variantId === variantId)
  const image = own ?? product.image
  if (!image) return null
  const hash = hashOf(image.url)
  return hash === undefined ? image.url : pictureUrl(hash, image.width, LINE_PICTURE_WIDTH)
}

/** What the phone knows of the lines; one it does not know is left out, and none is ever taken for gone. */
export function resolvedOf(
  shop: OpenShop,
  selectionId: string,
  lines: readonly SelectionLineInput[],
): ResolvedSelection {
  const wanted = new Set(lines.map(({ variantId }) => variantId))
  const known = new Map(
    shop.products.flatMap((product) =>
      product.variants
        .filter(({ id }) => wanted.has(id))
        .map((variant) => [variant.id, { product, variant }] as const),
    ),
  )
  const money = (amount: number): Money => ({ amount, currency: shop.currency })
  const resolved = lines.flatMap((line): ResolvedLine[] => {
    const found = known.get(line.variantId)
    if (!found) return []
    const { product, variant } = found
    const off = before(variant) - variant.price
    return [
      {
        ...{ lineId: line.lineId, productId: product.id, variantId: variant.id, slug: product.slug },
        name: product.name,
        variantTitle: variantOf(shop, variant).title,
        imageUrl: lineImage(shop, product, variant.id),
        quantity: line.quantity,
        unitPrice: money(before(variant)),
        lineDiscount: money(off * line.quantity),
        lineTotal: money(variant.price * line.quantity),
        available: variant.available ?? null,
        backorder: variant.backorder ?? false,
        freesUpAt: null,
        configuration: line.configuration ?? null,
      },
    ]
  })
  const sum = (amount: (line: ResolvedLine) => number) =>
    resolved.reduce((total, line) => total + amount(line), 0)
  return {
    id: selectionId,
    status: 'AVAILABLE',
    pendingCheckout: null,
    lines: resolved,
    removed: [],
    subtotal: money(sum((line) => line.unitPrice.amount * line.quantity)),
    discount: money(sum((line) => line.lineDiscount.amount)),
    total: money(sum((line) => line.lineTotal.amount)),
    currency: shop.currency,
    lastUpdated: shop.readAt,
  }
}
