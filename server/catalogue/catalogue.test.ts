import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { productSorts, type ProductQuery, type ProductSort } from '../../shared/catalogue.ts'
import { newId } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { withSystem } from '../platform/tenancy.ts'
import { refusalFrom, shopOf, testApp } from '../test-shop.ts'
import { createCatalogue, type Catalogue } from './catalogue.ts'

const db = testDatabase()
const app = testApp(db)
let catalogue: Catalogue
let store: Store
beforeAll(async () => {
  catalogue = createCatalogue({ db })
  store = await addTestStore(db)
})

type Page = {
  items: { id: string; slug: string; name: string; available: number | null; price: { amount: number } }[]
  nextCursor: string | null
}
const list = async (where: Store, query: ProductQuery = {}): Promise<Page> =>
  JSON.parse((await catalogue.listProducts(where, query)).body) as Page

const product = async (where: Store, slug: string): Promise<unknown> =>
  JSON.parse((await catalogue.readProduct(where, slug)).body)
const tree = async (where: Store): Promise<unknown> =>
  JSON.parse((await catalogue.readCategories(where)).body)

/** Every item of the list, page by page. */
async function walk(where: Store, query: ProductQuery): Promise<string[]> {
  const ids: string[] = []
  for (let cursor: string | undefined; ;) {
    const page = await list(where, { ...query, cursor })
    ids.push(...page.items.map(({ id }) => id))
    if (page.nextCursor === null || ids.length > 500) return ids
    cursor = page.nextCursor
  }
}

describe('a page of the window', () => {
  test.each(productSorts)(
    'sorted by %s: every product once, in one order, whatever the page size',
    async (sort: ProductSort) => {
      const shop = await addTestStore(db)
      const names = [
        'Ñandú',
        'ñandú',
        'Zeta',
        'alfa',
        'Álamo',
        'beta',
        'beta',
        'Beta',
        '100%',
        '"comillas"',
        'emoji 🎒',
        'a',
      ]
      for (const [n, name] of names.entries()) {
        await addTestVariant(db, shop, {
          name,
          priceMinor: [100, 100, 50, 10_000_000_000, 0][n % 5] ?? 1,
          stock: n % 3,
        })
      }
      await withSystem(db, (tx) =>
        tx.execute(
          sql`update products set is_featured = (length(name) % 2 = 0), position = length(name) - 5, created_at = now() where store_id = ${shop.id}`,
        ),
      )
      const all = await walk(shop, { sort, limit: 100 })
      expect(new Set(all).size).toBe(names.length)
      for (const limit of [1, 2, 5]) expect(await walk(shop, { sort, limit })).toEqual(all)
    },
  )

  test('sold-out products are there, hidden and priceless ones and those of other stores are not', async () => {
    const shop = await addTestStore(db)
    const soldOut = await addTestVariant(db, shop, { stock: 0 })
    const untracked = await addTestVariant(db, shop, { stock: null })
    await addTestVariant(db, shop, { status: 'draft' })
    await addTestVariant(db, shop, { status: 'archived' })
    await addTestVariant(db, shop, { priceMinor: null })
    const { items } = await list(shop, { sort: 'newest' })
    expect(items.map(({ id, available }) => [id, available])).toEqual([
      [untracked.productId, null],
      [soldOut.productId, 0],
    ])
  })

  test('the next request after a reservation sees it, by its body and by its ETag', async () => {
    const shop = await addTestStore(db)
    const variant = await addTestVariant(db, shop, { stock: 4 })
    const path = `/api/stores/${shop.slug}/products`
    const first = await app.request(path)
    const etag = first.headers.get('etag') ?? ''
    expect((await app.request(path, { headers: { 'if-none-match': etag } })).status).toBe(304)
    await shopOf(db).buy(shop, [{ ...variant, quantity: 3 }])
    const second = await app.request(path, { headers: { 'if-none-match': etag } })
    expect(second).toMatchObject({ status: 200, json: { items: [{ available: 1 }] } })
  })

  test.each([
    'x',
    'AAAA',
    Buffer.from('[]').toString('base64url'),
    Buffer.from('["2026-13-45 99:99:99+00","01a1fd82-942e-743f-b57b-d4417594308e"]').toString('base64url'),
    Buffer.from('["2026-02-30 00:00:00+00","01a1fd82-942e-743f-b57b-d4417594308e"]').toString('base64url'),
    Buffer.from('["0000-01-01 00:00:00+00","01a1fd82-942e-743f-b57b-d4417594308e"]').toString('base64url'),
    Buffer.from('["2026-01-01 00:00:00+99","01a1fd82-942e-743f-b57b-d4417594308e"]').toString('base64url'),
    Buffer.from('["1","01a1fd82-942e-743f-b57b-d4417594308e","x"]').toString('base64url'),
    Buffer.from('["999999999999999","01a1fd82-942e-743f-b57b-d4417594308e"]').toString('base64url'),
    Buffer.from('["true","999999999","01a1fd82-942e-743f-b57b-d4417594308e"]').toString('base64url'),
    Buffer.from('["a\\u0000","01a1fd82-942e-743f-b57b-d4417594308e"]').toString('base64url'),
    Buffer.from('["\\ud800","01a1fd82-942e-743f-b57b-d4417594308e"]').toString('base64url'),
  ])(
    'a cursor that was made up (%s) is a page or a refusal for every sort, never a fault',
    async (cursor) => {
      for (const sort of productSorts) {
        const answer = await app.request(`/api/stores/${store.slug}/products?sort=${sort}&cursor=${cursor}`)
        expect([sort, [200, 400].includes(answer.status), answer.text.slice(0, 200)]).toEqual([
          sort,
          true,
          answer.text.slice(0, 200),
        ])
      }
    },
  )
})

describe('search', () => {
  test.each([
    'ŉ',
    '⑴',
    '½',
    '⑴ ŉ',
    "d'or",
    ':*',
    '&|!',
    '<->',
    '(((',
    "'",
    "''",
    '\\',
    '\\\\',
    '"',
    '*',
    'ﷺ',
    'ﬀ',
    '№',
    '１２',
    '🎒',
    '\u0300',
    'a:b',
    '--',
    'ß',
    'ʼn',
    'İ'.repeat(60),
    'Ⅷ',
    '㍿',
    'ǆ',
    '%',
    '_',
    '١٢٣',
  ])('%s is text like any other', async (q) => {
    const answer = await app.request(`/api/stores/${store.slug}/products?q=${encodeURIComponent(q)}`)
    expect([q, answer.status, answer.status === 200 ? '' : answer.text]).toEqual([q, 200, ''])
  })

  test('finds without accents, by stem and by the beginning of a word, in this store', async () => {
    const [shop, other] = [await addTestStore(db), await addTestStore(db)]
    const shirt = await addTestVariant(db, shop, { name: 'Camisa de algodón' })
    const bag = await addTestVariant(db, shop, { name: "Bolso L'Étoile 24" })
    await addTestVariant(db, other, { name: 'Camisa ajena' })
    const found = async (q: string) => (await list(shop, { q })).items.map(({ id }) => id)
    for (const q of ['camisas', 'CAMISÁ', 'algod', 'camisa algodon', 'Algodón'])
      expect([q, await found(q)]).toEqual([q, [shirt.productId]])
    for (const q of ['etoile', "l'étoile", 'étoi', '24'])
      expect([q, await found(q)]).toEqual([q, [bag.productId]])
    for (const q of ['camisa bolso', 'zapato', '!!!']) expect([q, await found(q)]).toEqual([q, []])
    expect(await found('')).toHaveLength(2)
  })
})

describe('one product', () => {
  test('by its slug; a hidden one, one of another store and a made-up slug are not found alike', async () => {
    const [shop, other] = [await addTestStore(db), await addTestStore(db)]
    const variant = await addTestVariant(db, shop, { priceMinor: 900, compareAtMinor: 1000, stock: 3 })
    expect(await product(shop, variant.slug)).toMatchObject({
      price: { amount: 900 },
      compareAtPrice: { amount: 1000 },
      available: 3,
      variants: [{ id: variant.variantId, available: 3 }],
    })
    const hidden = await addTestVariant(db, shop, { status: 'inactive' })
    const foreign = await addTestVariant(db, other)
    for (const slug of [hidden.slug, foreign.slug, 'nada']) {
      expect((await refusalFrom(catalogue.readProduct(shop, slug))).code).toBe('product-not-found')
    }
  })

  test('backordered and overbooked articles never show less than none', async () => {
    const shop = await addTestStore(db)
    const variant = await addTestVariant(db, shop, { stock: 1, allowsBackorder: true })
    await shopOf(db).buy(shop, [{ ...variant, quantity: 5 }])
    expect(await product(shop, variant.slug)).toMatchObject({
      available: 0,
      variants: [{ available: 0, backorder: true }],
    })
  })
})

describe('the category tree', () => {
  const addCategory = async (
    shop: Store,
    slug: string,
    parent: string | null,
    isActive = true,
  ): Promise<string> => {
    const id = newId()
    await withSystem(db, (tx) =>
      tx.execute(
        sql`insert into categories (store_id, id, parent_id, slug, name, is_active) values (${shop.id}, ${id}, ${parent}, ${slug}, ${slug}, ${isActive})`,
      ),
    )
    return id
  }
  const put = (shop: Store, productId: string, categoryId: string) =>
    withSystem(db, (tx) =>
      tx.execute(
        sql`insert into product_categories (store_id, product_id, category_id) values (${shop.id}, ${productId}, ${categoryId})`,
      ),
    )

  test('counts what is below, once, and filters by it', async () => {
    const shop = await addTestStore(db)
    const root = await addCategory(shop, 'ropa', null)
    const child = await addCategory(shop, 'camisas', root)
    await addCategory(shop, 'oculta', root, false)
    const [a, b] = [await addTestVariant(db, shop), await addTestVariant(db, shop)]
    await put(shop, a.productId, root)
    await put(shop, a.productId, child)
    await put(shop, b.productId, child)
    expect(await tree(shop)).toMatchObject({
      categories: [
        { slug: 'ropa', productCount: 2, children: [{ slug: 'camisas', productCount: 2, children: [] }] },
      ],
    })
    expect((await list(shop, { category: 'ropa' })).items).toHaveLength(2)
    for (const category of ['oculta', 'nada'])
      expect((await refusalFrom(list(shop, { category }))).code).toBe('category-not-found')
  })

  test('a circle of categories ends', async () => {
    const shop = await addTestStore(db)
    const one = await addCategory(shop, 'uno', null)
    const two = await addCategory(shop, 'dos', one)
    await withSystem(db, (tx) => tx.execute(sql`update categories set parent_id = ${two} where id = ${one}`))
    const variant = await addTestVariant(db, shop)
    await put(shop, variant.productId, two)
    expect((await list(shop, { category: 'uno' })).items).toHaveLength(1)
    expect(await tree(shop)).toEqual({ categories: [] })
    expect(await product(shop, variant.slug)).toMatchObject({ id: variant.productId })
  })
})
