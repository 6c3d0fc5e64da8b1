/** The window asked of the phone: the same questions as the API's, the same answers. */
import type { Facets, ProductPage, Suggestions } from '../../shared/catalogue.ts'
import type { SnapshotProduct } from '../../shared/catalogue-snapshot.ts'
import type { Category } from '../../shared/catalogue.ts'
import type { ProductQuery } from '../platform/api.ts'
import { PHONE_CURSOR } from '../platform/phone.ts'
import { askedWords, fold, formsOf, wordsIn } from './fold.ts'
import type { OpenShop } from './kept-shop.ts'
import { cheapest, isBuyable, itemOf, type KeptVariant } from './product-answers.ts'

const USUAL_LIMIT = 24
const MOST_SUGGESTED = { products: 6, categories: 3 }
type Found = { product: SnapshotProduct; rank: number }
type Fits = (variant: KeptVariant) => boolean
/** Each under its own name, so that a facet can leave out its own. One and the same variant must meet them all. */
type Conditions = Map<string, Fits>

/** Null where the phone cannot say: a category it does not know, a place that it cannot find again. */
export async function listProducts(shop: OpenShop, query: ProductQuery): Promise<ProductPage | null> {
  const base = await inReach(shop, query)
  if (!base) return null
  const all = [...conditionsOf(shop, query).values()]
  const fitting =
    all.length === 0
      ? base
      : base.filter(({ product }) => product.variants.some((variant) => all.every((fits) => fits(variant))))
  const sorted = fitting.sort(orders[query.sort ?? (query.q ? 'relevance' : 'featured')] ?? byFeatured)
  const start = query.cursor === undefined ? 0 : placeAfter(sorted, query.cursor)
  if (start === null) return null
  const limit = Number(query.limit ?? USUAL_LIMIT)
  const shown = sorted.slice(start, start + limit).map(({ product }) => product)
  const isMore = sorted.length > start + limit
  return {
    items: shown.map((product) => itemOf(shop, product)),
    nextCursor: isMore ? `${PHONE_CURSOR}${shown.at(-1)?.id}` : null,
  }
}

/** Every cursor, the server's too, ends with the id of the last product that was shown. */
function placeAfter(sorted: readonly Found[], cursor: string): number | null {
  const id = cursor.startsWith(PHONE_CURSOR) ? cursor.slice(PHONE_CURSOR.length) : lastOf(cursor)
  const place = sorted.findIndex(({ product }) => product.id === id)
  return place < 0 ? null : place + 1
}

function lastOf(cursor: string): unknown {
  try {
    const values: unknown = JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')))
    return Array.isArray(values) ? values.at(-1) : undefined
  } catch {
    return undefined // whatever it is, no product is called like it
  }
}

/** Products of the category and the search. */
async function inReach(shop: OpenShop, { category, q }: ProductQuery): Promise<Found[] | null> {
  const branch = category ? shop.below.get(category) : null
  if (branch === undefined) return null
  const ranks = q?.trim() ? (await shop.search()).find(q) : null
  return shop.products.flatMap((product, place) => {
    const rank = ranks ? ranks.get(place) : 0
    if (rank === undefined) return []
    return !branch || product.categories?.some((slug) => branch.has(slug)) ? [{ product, rank }] : []
  })
}

const compare = <T extends number | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)
const byId = (a: Found, b: Found) => compare(a.product.id, b.product.id)
const byFeatured = (a: Found, b: Found) =>
  Number(b.product.featured ?? false) - Number(a.product.featured ?? false) ||
  a.product.position - b.product.position ||
  byId(a, b)
const priceOf = ({ product }: Found): number => cheapest(product)?.price ?? 0
const nameOf = ({ product }: Found): string => fold(product.name)

const orders: Record<string, (a: Found, b: Found) => number> = {
  relevance: (a, b) => a.rank - b.rank || byFeatured(a, b),
  featured: byFeatured,
  // ids begin with the moment that made them
  newest: (a, b) => byId(b, a),
  'price-asc': (a, b) => priceOf(a) - priceOf(b) || byId(a, b),
  'price-desc': (a, b) => priceOf(b) - priceOf(a) || byId(b, a),
  name: (a, b) => compare(nameOf(a), nameOf(b)) || byId(a, b),
}

const isOnSale: Fits = ({ compareAtPrice }) => compareAtPrice !== undefined

function conditionsOf(shop: OpenShop, query: ProductQuery): Conditions {
  const conditions: Conditions = new Map()
  for (const [attribute, values] of wantedOptions(shop, query.option ?? []))
    conditions.set(`option ${attribute}`, ({ options }) => {
      const own = options?.[attribute]
      return typeof own === 'string' && values.has(own)
    })
  const { minPrice, maxPrice } = query
  if (minPrice !== undefined || maxPrice !== undefined)
    conditions.set(
      'price',
      ({ price }) => price >= Number(minPrice ?? 0) && price <= Number(maxPrice ?? Infinity),
    )
  if (query.available) conditions.set('available', isBuyable)
  if (query.onSale) conditions.set('onSale', isOnSale)
  return conditions
}

/** Attribute → values, each named by its key or by what it is called; what is not known here no variant has. */
function wantedOptions(shop: OpenShop, options: readonly string[]): Map<string, Set<string>> {
  const wanted = new Map<string, Set<string>>()
  const isCalled = (text: string, key: string, name: string) =>
    [key, name].some((called) => wordsIn(called).join(' ') === wordsIn(text).join(' '))
  for (const option of options) {
    const [attribute = '', ...rest] = option.split(':')
    const value = rest.join(':')
    const key = shop.attributes.has(attribute)
      ? attribute
      : [...shop.attributes].find(([own, { name }]) => isCalled(attribute, own, name))?.[0]
    const values = [...((key === undefined ? undefined : shop.attributes.get(key))?.values.values() ?? [])]
    const exact = values.filter((one) => one.key === value)
    const named = exact.length > 0 ? exact : values.filter((one) => isCalled(value, one.key, one.name))
    const chosen = wanted.get(key ?? attribute) ?? new Set()
    wanted.set(key ?? attribute, new Set([...chosen, ...named.map((one) => one.key)]))
  }
  return wanted
}

/** Each count is of products, with all conditions but the one that it stands in. */
export async function readFacets(shop: OpenShop, query: ProductQuery): Promise<Facets | null> {
  const base = await inReach(shop, query)
  if (!base) return null
  const conditions = conditionsOf(shop, query)
  /** Value → products; values that nothing in reach has are absent. */
  const counts = new Map<string, Set<string>>()
  const total = new Set<string>()
  const available = new Set<string>()
  const onSale = new Set<string>()
  let [min, max] = [Infinity, -Infinity]
  for (const { product } of base)
    for (const variant of product.variants) {
      const failed = [...conditions].filter(([, fits]) => !fits(variant)).map(([name]) => name)
      const isAllBut = (name: string) => failed.every((one) => one === name)
      if (failed.length === 0) total.add(product.id)
      if (isBuyable(variant) && isAllBut('available')) available.add(product.id)
      if (isOnSale(variant) && isAllBut('onSale')) onSale.add(product.id)
      if (isAllBut('price')) [min, max] = [Math.min(min, variant.price), Math.max(max, variant.price)]
      for (const [key, value] of Object.entries(variant.options ?? {})) {
        if (typeof value !== 'string') continue
        const products = counts.get(`${key}:${value}`) ?? new Set()
        if (isAllBut(`option ${key}`)) products.add(product.id)
        counts.set(`${key}:${value}`, products)
      }
    }
  const { currency } = shop
  return {
    total: total.size,
    options: shop.options.flatMap(({ key, name, values }) => {
      const counted = values.flatMap((value) => {
        const products = counts.get(`${key}:${value.key}`)
        return products ? [{ ...value, count: products.size }] : []
      })
      return counted.length > 0 ? [{ key, name, values: counted }] : []
    }),
    price: min > max ? null : { min: { amount: min, currency }, max: { amount: max, currency } },
    available: available.size,
    onSale: onSale.size,
  }
}

/** What somebody who is still typing may mean. */
export async function suggest(shop: OpenShop, text: string): Promise<Suggestions> {
  const page = await listProducts(shop, { q: text, limit: String(MOST_SUGGESTED.products) })
  return {
    products: (page?.items ?? []).map(({ slug, name, price, compareAtPrice, variants, images: [first] }) => ({
      ...{ slug, name, price, compareAtPrice },
      pricesVary: new Set(variants.map((variant) => variant.price.amount)).size > 1,
      image: first
        ? {
            url: first.url,
            width: first.width,
            height: first.height,
            thumbhash: first.thumbhash,
            alt: first.alt,
          }
        : null,
    })),
    categories: namedCategories(shop, text)
      .sort((a, b) => a.name.length - b.name.length || compare(a.name, b.name))
      .slice(0, MOST_SUGGESTED.categories)
      .map(({ slug, name }) => ({ slug, name })),
  }
}

function namedCategories({ categories, language }: OpenShop, text: string): Category[] {
  const asked = askedWords(text)
  const last = asked.at(-1)
  const isNamed = (name: string) => {
    const words = wordsIn(name).flatMap((word) => formsOf(word, [language]))
    return asked.every(
      (word) =>
        formsOf(word, [language]).some((form) => words.includes(form)) ||
        (word === last && word.length > 1 && words.some((one) => one.startsWith(word))),
    )
  }
  const walk = (branch: readonly Category[]): Category[] =>
    branch.flatMap((category) => [category, ...walk(category.children)])
  return asked.length === 0
    ? []
    : walk(categories).filter(({ name, productCount }) => productCount > 0 && isNamed(name))
}
