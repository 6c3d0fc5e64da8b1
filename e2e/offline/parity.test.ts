/** What the phone answers by itself is what the server would have answered, over the demo's four stores. */
import { isDeepStrictEqual } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { openShop, type OpenShop } from '../../client/offline/kept-shop.ts'
import { productOf, resolvedOf } from '../../client/offline/product-answers.ts'
import { listProducts, readFacets, suggest } from '../../client/offline/window-answers.ts'
import { wordsIn } from '../../client/offline/fold.ts'
import type { ProductQuery } from '../../client/platform/api.ts'
import { productSorts, type Facets, type ProductPage, type Suggestions } from '../../shared/catalogue.ts'
import type { CatalogueSnapshot } from '../../shared/catalogue-snapshot.ts'
import type { ResolvedSelection } from '../../shared/selection.ts'
import type { StoreProfile } from '../../shared/store.ts'
import { loadDemo } from '../../server/demo/demo.ts'
import { testPictures } from '../../server/media/test-pictures.ts'
import { testDatabase } from '../../server/platform/test-database.ts'
import { testApp } from '../../server/test-shop.ts'

const db = testDatabase()
const app = testApp(db)
const { pictures } = testPictures()
const stores = ['raremagic', 'lizimportados', 'luxurywatch', 'monpatisserie'] as const
/** Every text of theirs is in one language alone, so that server and phone search the same words. */
const inOneLanguage = ['lizimportados', 'monpatisserie'] as const
const shops = new Map<string, OpenShop>()

const get = async <T>(path: string): Promise<T> => (await app.request(path)).json as T
const api = <T>(store: string, path: string, query: ProductQuery = {}) => {
  const filled = Object.entries(query).flatMap(([name, value]: [string, string | string[] | undefined]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  )
  return get<T>(`/api/stores/${store}${path}?${new URLSearchParams(filled).toString()}`)
}
const shopOf = (store: string): OpenShop => {
  const shop = shops.get(store)
  if (!shop) throw new Error(`${store} is not kept`)
  return shop
}
const named = (page: ProductPage | null) => page?.items.map(({ name }) => name)

beforeAll(async () => {
  await loadDemo({ db, pictures })
  for (const store of stores) {
    const whole = await api<CatalogueSnapshot>(store, '/catalogue')
    const details = Object.fromEntries(
      whole.products.flatMap(({ id, details }) => (details ? [[id, details]] : [])),
    )
    const profile = await api<StoreProfile>(store, '/store')
    shops.set(store, openShop({ ...whole, profile, details, broughtAt: Date.now() }))
  }
}, 60_000)

describe.each(stores)('OFF2 %s on the phone', (store) => {
  test.each([...productSorts])('is in the same order by %s, product for product', async (sort) => {
    const query = { sort, limit: '100' }
    const server = await api<ProductPage>(store, '/products', query)
    expect(server.items).toHaveLength(15)
    expect(await listProducts(shopOf(store), query)).toEqual(server)
  })

  test('is narrowed by the same choices to the same products, and counts the same', async () => {
    const all = await api<Facets>(store, '/products/facets')
    const options = all.options.flatMap(({ key, values }) => values.map((value) => `${key}:${value.key}`))
    const [first = '', second = ''] = all.options.map(({ key, values }) => `${key}:${values[0]?.key}`)
    const middle = String(Math.round(((all.price?.min.amount ?? 0) + (all.price?.max.amount ?? 0)) / 2))
    const queries: ProductQuery[] = [
      {},
      { available: '1' },
      { onSale: '1' },
      { minPrice: middle },
      { maxPrice: middle, available: '1' },
      { onSale: '1', minPrice: middle },
      { option: ['nothing:known'] },
      ...options.map((option) => ({ option: [option] })),
      { option: options.slice(0, 2) },
      { option: [first, second].filter(Boolean) },
      { option: [first].filter(Boolean), available: '1', maxPrice: middle },
    ]
    expect(options.length).toBeGreaterThan(2)
    for (const query of queries) {
      const said = JSON.stringify(query)
      expect(await readFacets(shopOf(store), query), said).toEqual(
        await api<Facets>(store, '/products/facets', query),
      )
      const limited = { ...query, limit: '100' }
      expect(named(await listProducts(shopOf(store), limited)), said).toEqual(
        named(await api<ProductPage>(store, '/products', limited)),
      )
    }
  })

  test('has the same products in every category, and in those below it', async () => {
    const slugs = [...shopOf(store).below.keys()]
    expect(slugs.length).toBeGreaterThan(3)
    for (const category of slugs)
      expect(named(await listProducts(shopOf(store), { category })), category).toEqual(
        named(await api<ProductPage>(store, '/products', { category })),
      )
    expect(await listProducts(shopOf(store), { category: 'no-hay' })).toBeNull()
  })

  test('goes on from the page before, also from one that the server gave', async () => {
    const shop = shopOf(store)
    const whole = await api<ProductPage>(store, '/products', { limit: '100' })
    const first = await listProducts(shop, { limit: '4' })
    const served = await api<ProductPage>(store, '/products', { limit: '4' })
    for (const cursor of [first?.nextCursor, served.nextCursor]) {
      const second = await listProducts(shop, { limit: '4', cursor: cursor ?? '' })
      expect(named(second)).toEqual(whole.items.slice(4, 8).map(({ name }) => name))
    }
    expect((await listProducts(shop, { limit: '15' }))?.nextCursor).toBeNull()
    expect(await listProducts(shop, { cursor: 'no-such-place' })).toBeNull()
  })

  test('shows each product as its page does, but for what only search engines read', async () => {
    const shop = shopOf(store)
    for (const product of shop.products) {
      const server = await api<object>(store, `/products/${product.slug}`)
      expect(productOf(shop, product)).toEqual({ ...server, metaTitle: null, metaDescription: null })
    }
  })

  test('prices a selection as the server does, and takes nothing out of it', async () => {
    const shop = shopOf(store)
    const variants = shop.products
      .flatMap((product) => product.variants)
      .filter(({ available }) => available !== 0)
    const lines = variants
      .slice(0, 20)
      .map(({ id }, n) => ({ lineId: `l${n}`, variantId: id, quantity: 1 + (n % 3) }))
    const selectionId = 'a'.repeat(22)
    const path = `/api/stores/${store}/selections/resolve`
    const answer = await app.send('POST', path, { selectionId, lines })
    const server = answer.json as ResolvedSelection
    const phone = resolvedOf(shop, selectionId, lines)
    expect({ ...phone, lastUpdated: '' }).toEqual({ ...server, lastUpdated: '' })
    expect(phone.lastUpdated).toBe(shop.readAt)
    const unknown = { lineId: 'x', variantId: crypto.randomUUID(), quantity: 1 }
    expect(resolvedOf(shop, selectionId, [unknown])).toMatchObject({ lines: [], removed: [] })
  })
})

/** Whole words of names, brands, tags and categories, in one and in many; beginnings as somebody types them; two at once. */
function questions({ products, categories }: OpenShop): string[] {
  const words = [
    ...products.flatMap(({ name, brand = '', tags = [] }) => wordsIn([name, brand, ...tags].join(' '))),
    ...categories.flatMap(({ name }) => wordsIn(name)),
  ]
  const telling = [...new Set(words)].filter((word) => word.length > 3)
  return [
    ...telling,
    ...telling.map((word) => (word.endsWith('s') ? word.slice(0, -1) : `${word}s`)),
    ...telling.flatMap((word, n) => word.slice(0, 2 + (n % 3))),
    ...products.map(({ name }) => name.toUpperCase()),
    ...products.map(({ name }) => name.split(' ').slice(0, 2).join(' ')),
    ...products.flatMap(({ variants }) => variants.flatMap(({ sku }) => sku ?? [])),
    ...['de', '...', 'nada que exista', '¿Á?'],
  ]
}

/** How many of the first are found by more than a description: those by a description alone depend on a stemmer. */
const headOf = async (shop: OpenShop, q: string) =>
  [...(await shop.search()).find(q).values()].filter((rank) => rank < 3).length
/** A phone has no stemmer of a hundred kilobytes: so many in a hundred may differ in what descriptions alone tell. */
const MAY_DIFFER = 0.02

describe('OFF3 search on the phone', () => {
  test.each(inOneLanguage)('finds in %s what the server finds, in the same order', async (store) => {
    const shop = shopOf(store)
    const asked = [...new Set(questions(shop))]
    expect(asked.length).toBeGreaterThan(200)
    const differing: string[] = []
    for (const q of asked) {
      const server = named(await api<ProductPage>(store, '/products', { q, limit: '100' })) ?? []
      const phone = named(await listProducts(shop, { q, limit: '100' })) ?? []
      const head = await headOf(shop, q)
      expect(phone.slice(0, head), q).toEqual(server.slice(0, head))
      if (!isDeepStrictEqual(phone, server)) differing.push(q)
    }
    expect(differing.length / asked.length, differing.join(', ')).toBeLessThan(MAY_DIFFER)
  })

  test.each(inOneLanguage)('suggests in %s what the server suggests', async (store) => {
    const shop = shopOf(store)
    for (const q of [...new Set(questions(shop))].slice(0, 60)) {
      const path = `/api/stores/${store}/products/suggestions?q=${encodeURIComponent(q)}`
      const server = await get<Suggestions>(path)
      const phone = await suggest(shop, q)
      const head = Math.min(await headOf(shop, q), 6)
      expect(phone.products.slice(0, head), q).toEqual(server.products.slice(0, head))
      expect(phone.categories, q).toEqual(server.categories)
    }
  })

  test('finds by name, brand, category and code nothing that the server does not, where a store speaks several languages', async () => {
    for (const store of ['raremagic', 'luxurywatch']) {
      const shop = shopOf(store)
      for (const q of new Set(questions(shop).slice(0, 100))) {
        const server = named(await api<ProductPage>(store, '/products', { q, limit: '100' })) ?? []
        const phone = named(await listProducts(shop, { q, limit: '100' })) ?? []
        expect(server, q).toEqual(expect.arrayContaining(phone.slice(0, await headOf(shop, q))))
      }
    }
  })
})
