import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { facetsSchema, type Facets, type ProductQuery } from '../../shared/catalogue.ts'
import type { Store } from '../platform/http.ts'
import { addTestStore, testDatabase } from '../platform/test-database.ts'
import { withStore, withSystem } from '../platform/tenancy.ts'
import { refusalFrom, shopOf, testApp } from '../test-shop.ts'
import { createCatalogue, type Catalogue } from './catalogue.ts'
import { saveProducts, type ProductDraft, type VariantDraft } from './save-product.ts'

const db = testDatabase()
const app = testApp(db)
let catalogue: Catalogue
let store: Store

const list = async (query: ProductQuery): Promise<string[]> => {
  const { body } = await catalogue.listProducts(store, { sort: 'name', ...query })
  return (JSON.parse(body) as { items: { name: string }[] }).items.map(({ name }) => name)
}
const facets = async (query: ProductQuery): Promise<Facets> =>
  facetsSchema.parse(JSON.parse((await catalogue.readFacets(store, query)).body))
const run = (statement: ReturnType<typeof sql>) => withSystem(db, (tx) => tx.execute(statement))

/** `azul M 1000 3`: colour, size, price, stock; `1200>900` is an offer, `-` untracked. */
const variant = (text: string): VariantDraft => {
  const [color = '', size = '', price = '', stock = ''] = text.split(' ')
  const [before, now] = price.split('>').map(Number)
  return {
    sku: null,
    options: [
      { name: 'Color', value: color },
      { name: 'Talle', value: size },
    ],
    ...(now === undefined ? { priceMinor: before } : { priceMinor: now, compareAtMinor: before }),
    stock: stock === '-' ? null : Number(stock),
  }
}
const draft = (name: string, category: string[], ...variants: string[]): ProductDraft => ({
  ...{ key: null, name, categories: [category], variants: variants.map(variant) },
})

beforeAll(async () => {
  catalogue = createCatalogue({ db })
  store = await addTestStore(db)
  await withStore(db, store.id, (tx) =>
    saveProducts(
      tx,
      store,
      [
        draft('Ancho', ['Ropa', 'Jeans'], 'Azul M 1000 3', 'Azul L 1100 0', 'Negro M 1200>900 1'),
        draft('Buzo', ['Ropa', 'Buzos'], 'Negro L 2000 0', 'Azul S 2000 2'),
        draft('Camisa', ['Ropa', 'Camisas'], 'Blanco M 3000 -'),
        draft('Dijes', ['Joyas'], 'Azul·tinta U 500 5'),
      ],
      { actor: 'test' },
    ),
  )
})

describe('CAT6 filters', () => {
  test.each<[string, ProductQuery, string[]]>([
    ['a value by its key', { option: ['color:azul'] }, ['Ancho', 'Buzo']],
    ['by its name', { option: ['Color:AZUL'] }, ['Ancho', 'Buzo']],
    ['a name of several words', { option: ['color:Azul tinta'] }, ['Dijes']],
    ['values of one attribute: any', { option: ['color:azul', 'color:blanco'] }, ['Ancho', 'Buzo', 'Camisa']],
    ['attributes: one of each', { option: ['color:azul', 'talle:l'] }, ['Ancho']],
    ['on one same variant', { option: ['color:negro', 'talle:s'] }, []],
    ['one that is there', { option: ['color:azul', 'talle:l'], available: true }, []],
    ['an unknown value', { option: ['color:fucsia'] }, []],
    ['beside a known one', { option: ['color:fucsia', 'color:blanco'] }, ['Camisa']],
    ['an unknown attribute', { option: ['tela:lino', 'color:azul'] }, []],
    ['least price', { minPrice: 2000 }, ['Buzo', 'Camisa']],
    ['price now, not before', { maxPrice: 950 }, ['Ancho', 'Dijes']],
    ['both', { minPrice: 1100, maxPrice: 2000 }, ['Ancho', 'Buzo']],
    ['the price of that variant', { option: ['color:azul'], maxPrice: 950 }, []],
    ['turned around', { minPrice: 3, maxPrice: 2 }, []],
    ['on sale', { onSale: true }, ['Ancho']],
    ['on sale, of that variant', { onSale: true, option: ['color:azul'] }, []],
    ['available', { available: true, option: ['talle:l'] }, []],
    ['untracked is available', { available: true, option: ['talle:m'] }, ['Ancho', 'Camisa']],
    ['with a category', { category: 'ropa', option: ['color:azul', 'color:azul-tinta'] }, ['Ancho', 'Buzo']],
    ['with a search', { q: 'joyas', option: ['color:azul-tinta'] }, ['Dijes']],
    ['with a search that it empties', { q: 'joyas', option: ['color:azul'] }, []],
  ])('%s', async (_name, query, expected) => {
    expect(await list(query)).toEqual(expected)
  })

  test('pages of what is filtered continue where they ended, found or not', async () => {
    for (const query of [{ option: ['talle:m', 'talle:l'] }, { q: 'ropa', option: ['talle:m', 'talle:l'] }]) {
      const all: string[] = []
      for (let cursor: string | undefined, n = 0; n < 9; n++) {
        const { body } = await catalogue.listProducts(store, { ...query, cursor, limit: 1 })
        const page = JSON.parse(body) as { items: { name: string }[]; nextCursor: string | null }
        all.push(...page.items.map(({ name }) => name))
        if (page.nextCursor === null) break
        cursor = page.nextCursor
      }
      expect(all.sort()).toEqual(['Ancho', 'Buzo', 'Camisa'])
    }
  })

  test('what an offer ends, the clock takes out of the list', async () => {
    const { rows } = await run(
      sql`update product_variants set sale_ends_at = now() + interval '0.3 seconds' where store_id = ${store.id} and compare_at_minor is not null returning id`,
    )
    expect(await list({ onSale: true })).toEqual(['Ancho'])
    await run(sql`select pg_sleep(0.35)`)
    expect(await list({ onSale: true })).toEqual([])
    expect((await facets({})).onSale).toBe(0)
    await run(sql`update product_variants set sale_ends_at = null where id = ${rows[0]?.['id']}`)
    expect(await list({ onSale: true })).toEqual(['Ancho'])
  })

  const path = (tail: string) => `/api/stores/${store.slug}/products${tail}`
  test.each([
    'option=azul',
    'option=:azul',
    'option=color:',
    'minPrice=-1',
    'minPrice=1.5',
    'minPrice=',
    'maxPrice=1e3',
    'available=true',
    'onSale=',
    'category=Ropa',
    `q=${'x'.repeat(201)}`,
    `option=${Array(31).fill('a:b').join('&option=')}`,
  ])('?%s is refused', async (tail) => {
    for (const where of ['', '/facets'])
      expect((await app.request(path(`${where}?${tail}`))).status).toBe(400)
  })

  test('over HTTP an option may be given once or repeated, an unknown category is not found', async () => {
    const names = async (tail: string) =>
      ((await app.request(path(`?sort=name&${tail}`))).json as { items: { name: string }[] }).items.map(
        ({ name }) => name,
      )
    expect(await names('option=color%3Ablanco')).toEqual(['Camisa'])
    expect(await names('option=color:blanco&option=Color:negro')).toEqual(['Ancho', 'Buzo', 'Camisa'])
    expect(await names('available=1&maxPrice=600')).toEqual(['Dijes'])
    for (const where of ['', '/facets'])
      expect((await app.request(path(`${where}?category=nada`))).json).toMatchObject({
        status: 404,
        code: 'category-not-found',
      })
  })
})

describe('CAT6 facets', () => {
  const counts = ({ options }: Facets): Record<string, Record<string, number>> =>
    Object.fromEntries(
      options.map(({ key, values }) => [
        key,
        Object.fromEntries(values.map((value) => [value.key, value.count])),
      ]),
    )

  test('of the whole window', async () => {
    const all = await facets({})
    expect(counts(all)).toEqual({
      color: { azul: 2, negro: 2, blanco: 1, 'azul-tinta': 1 },
      talle: { m: 2, l: 2, s: 1, u: 1 },
    })
    expect(all).toMatchObject({ total: 4, available: 4, onSale: 1 })
    expect(all.price).toEqual({
      min: { amount: 500, currency: 'ARS' },
      max: { amount: 3000, currency: 'ARS' },
    })
  })

  test('a value of the attribute that is chosen counts what it would add, the rest what it would leave', async () => {
    const chosen = await facets({ option: ['color:azul'], available: true })
    expect(counts(chosen)).toEqual({
      color: { azul: 2, negro: 1, blanco: 1, 'azul-tinta': 1 },
      talle: { m: 1, l: 0, s: 1, u: 0 },
    })
    expect(chosen).toMatchObject({ total: 2, available: 2, onSale: 0 })
    expect(await facets({ maxPrice: 950 })).toMatchObject({
      total: 2,
      price: { min: { amount: 500 }, max: { amount: 3000 } },
    })
  })

  test('of a category, of a search, of nothing', async () => {
    expect(counts(await facets({ category: 'jeans' }))).toEqual({
      color: { azul: 1, negro: 1 },
      talle: { m: 1, l: 1 },
    })
    expect((await facets({ q: 'buzo' })).total).toBe(1)
    expect(await facets({ q: 'nada' })).toEqual({
      total: 0,
      options: [],
      price: null,
      available: 0,
      onSale: 0,
    })
    expect((await refusalFrom(facets({ category: 'nada' }))).code).toBe('category-not-found')
  })

  test('count what is there now, and keep silent about attributes that are not to be seen', async () => {
    const { rows } = await run(
      sql`select v.id from product_variants v join products p on p.id = v.product_id where p.name = 'Dijes' and p.store_id = ${store.id}`,
    )
    const before = await facets({})
    await shopOf(db).buy(store, [{ variantId: String(rows[0]?.['id']), quantity: 5 }])
    expect((await facets({})).available).toBe(before.available - 1)
    await run(sql`update attributes set is_visible = false where store_id = ${store.id} and slug = 'talle'`)
    expect(Object.keys(counts(await facets({})))).toEqual(['color'])
  })
})
