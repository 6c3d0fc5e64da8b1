import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ProductQuery } from '../../shared/catalogue.ts'
import type { Store } from '../platform/http.ts'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { withStore, withSystem } from '../platform/tenancy.ts'
import { testApp } from '../test-shop.ts'
import { createCatalogue, type Catalogue } from './catalogue.ts'
import { saveProducts, type ProductDraft } from './save-product.ts'

const db = testDatabase()
const app = testApp(db)
let catalogue: Catalogue
let store: Store
const names = async (where: Store, query: ProductQuery): Promise<string[]> => {
  const { body } = await catalogue.listProducts(where, query)
  return (JSON.parse(body) as { items: { name: string }[] }).items.map(({ name }) => name)
}
const search = (q: string, query: ProductQuery = {}) => names(store, { q, ...query })
const save = (where: Store, drafts: ProductDraft[]) =>
  withStore(db, where.id, (tx) => saveProducts(tx, where, drafts, { actor: 'test' }))
const run = (statement: ReturnType<typeof sql>) => withSystem(db, (tx) => tx.execute(statement))

const size = (value: string) => ({ name: 'Talle', value })
const draft = (name: string, more: Partial<ProductDraft> = {}): ProductDraft => ({
  key: null,
  name,
  variants: [{ priceMinor: 1000, stock: 3 }],
  ...more,
})

beforeAll(async () => {
  catalogue = createCatalogue({ db })
  store = await addTestStore(db)
  await save(store, [
    draft('Jean recto', {
      brand: 'Corazón',
      tags: ['mezclilla'],
      categories: [['Ropa', 'Pantalones']],
      variants: [
        {
          sku: 'JEA-38-AZ',
          priceMinor: 1000,
          options: [size('M'), { name: 'Color', value: 'Azul tinta' }],
        },
        { sku: 'JEA-40-NE', priceMinor: 1200, options: [size('L'), { name: 'Color', value: 'Negro' }] },
      ],
    }),
    draft('Campera', {
      shortDescription: 'Para llevar con jeans',
      variants: [{ priceMinor: 1, options: [size('S')] }],
    }),
    draft('Camisa de algodón', { categories: [['Ropa', 'Camisas']] }),
    draft('Té verde', { description: '<p>De la provincia de Misiones, <b>orgánico</b>&nbsp;y suave.</p>' }),
    draft('Pantalón rojo'),
  ])
})

describe('CAT5 search', () => {
  test.each<[string, string[]]>([
    ['jeans', ['Jean recto', 'Campera']],
    ['jeans azul', ['Jean recto']],
    ['jean llevar', ['Campera']],
    ['JEÁN', ['Jean recto', 'Campera']],
    ['algodón', ['Camisa de algodón']],
    ['algodon', ['Camisa de algodón']],
    ['algo', ['Camisa de algodón']],
    ['alg cam', []],
    ['camisa alg', ['Camisa de algodón']],
    ['camisas de algodon', ['Camisa de algodón']],
    ['té', ['Té verde']],
    ['te verde', ['Té verde']],
    ['TE\u0301', ['Té verde']],
    ['misiones', ['Té verde']],
    ['organico', ['Té verde']],
    ['nbsp', []],
    ['jea-40-ne', ['Jean recto']],
    ['JEA-38', ['Jean recto']],
    ['jea38az', []],
    ['pantalones', ['Pantalón rojo', 'Jean recto']],
    ['roja', ['Pantalón rojo']],
    ['ropa azul', ['Jean recto']],
    ['azul', ['Jean recto']],
    ['talle m', ['Jean recto']],
    ['talle s', ['Campera']],
    ['corazon', ['Jean recto']],
    ['mezclilla', ['Jean recto']],
    ['de', ['Camisa de algodón']],
    ['zapato', []],
    ['!!!', []],
  ])('%s', async (q, expected) => {
    expect(await search(q)).toEqual(expected)
  })

  test('the name comes before what else is told, and that before a description; of equals the featured ones, then the merchant’s order', async () => {
    const shop = await addTestStore(db)
    await save(shop, [
      draft('Tela', { description: 'con lunares' }),
      draft('Pañuelo', { tags: ['lunares'], position: 2 }),
      draft('Lunaria', { position: 4 }),
      draft('Vestido a lunares', { position: 3 }),
      draft('Lunares', { position: 1 }),
      draft('Falda de lunares', { position: 9, isFeatured: true }),
    ])
    const best = ['Falda de lunares', 'Lunares', 'Vestido a lunares']
    expect(await names(shop, { q: 'lunar' })).toEqual([...best, 'Lunaria', 'Pañuelo', 'Tela'])
    expect(await names(shop, { q: 'lunares' })).toEqual([...best, 'Pañuelo', 'Tela'])
    expect(await names(shop, { q: 'lunares', sort: 'name' })).toEqual([
      'Falda de lunares',
      'Lunares',
      'Pañuelo',
      'Tela',
      'Vestido a lunares',
    ])
    for (const sort of [undefined, 'name', 'newest', 'price-asc'] as const) {
      const paged: string[] = []
      for (let cursor: string | undefined, n = 0; n < 10; n++) {
        const { body } = await catalogue.listProducts(shop, { q: 'lunar', sort, cursor, limit: 1 })
        const page = JSON.parse(body) as { items: { name: string }[]; nextCursor: string | null }
        paged.push(...page.items.map(({ name }) => name))
        if (page.nextCursor === null) break
        cursor = page.nextCursor
      }
      expect([sort, paged]).toEqual([sort, await names(shop, { q: 'lunar', sort })])
    }
  })

  test('follows whatever is changed, by whomever', async () => {
    const shop = await addTestStore(db)
    const [saved] = await save(shop, [
      draft('Bolso', {
        categories: [['Cuero', 'Carteras']],
        variants: [{ sku: 'b-1', priceMinor: 1000, options: [{ name: 'Color', value: 'Suela' }] }],
      }),
    ])
    const id = saved?.id ?? ''
    const found = async (q: string) => (await names(shop, { q })).length
    const all = async (...queries: string[]) => Promise.all(queries.map(found))
    expect(await all('bolso', 'cuero', 'carteras', 'color suela', 'b-1', 'mochila')).toEqual([
      1, 1, 1, 1, 1, 0,
    ])
    await run(sql`update products set name = 'Mochila' where id = ${id}`)
    await run(sql`update categories set name = 'Piel' where store_id = ${shop.id} and name = 'Cuero'`)
    await run(sql`update attribute_values set name = 'Habano' where store_id = ${shop.id} and name = 'Suela'`)
    await run(sql`update product_variants set sku = 'm-2' where product_id = ${id}`)
    expect(await all('bolso', 'cuero', 'suela', 'b-1')).toEqual([0, 0, 0, 0])
    expect(await all('mochila', 'piel', 'habano', 'm-2')).toEqual([1, 1, 1, 1])
    await run(sql`update attributes set name = 'Tono' where store_id = ${shop.id}`)
    await run(sql`delete from product_categories where product_id = ${id}`)
    expect(await all('tono', 'color', 'piel')).toEqual([1, 0, 0])
    await run(sql`update products set status = 'inactive' where id = ${id}`)
    expect(await all('mochila')).toEqual([0])
    await run(sql`update products set status = 'active' where id = ${id}`)
    expect(await all('mochila')).toEqual([1])
    await run(sql`update product_variants set price_minor = null where product_id = ${id}`)
    expect(await all('mochila')).toEqual([0])
  })

  test('reads one store: what another has is not found, by whatever words, and nothing without a store', async () => {
    const other = await addTestStore(db)
    const theirs = await addTestVariant(db, other, { name: 'Camisa ajena' })
    expect(await search('ajena')).toEqual([])
    const client = await db.connect('app')
    const ids = async () => {
      const { rows } = await client.query<{ product_id: string }>(
        `select product_id from search_products('camisa', '{es}')`,
      )
      return rows.map((row) => row.product_id)
    }
    expect(await ids()).toEqual([])
    await client.query('begin')
    await client.query(`set local app.store_id = '${other.id}'`)
    expect(await ids()).toEqual([theirs.productId])
    await client.query('commit')
    expect(await ids()).toEqual([])
    // a table of the caller's own does not stand in for the real one
    await client.query('begin')
    await client.query(`set local app.store_id = '${store.id}'`)
    await expect(
      client.query(`create function search_queries(text, text[]) returns tsquery[] return null`),
    ).rejects.toThrow(/permission denied/)
    await client.query('rollback')
  })
})

describe('suggestions', () => {
  type Suggested = {
    products: { name: string; pricesVary: boolean; image: unknown }[]
    categories: { slug: string }[]
  }
  const suggest = async (where: Store, q: string): Promise<Suggested> =>
    JSON.parse((await catalogue.suggest(where, { q })).body) as Suggested

  test('the best six products, and three categories of that name that hold something', async () => {
    const shop = await addTestStore(db)
    const many = Array.from({ length: 8 }, (_, n) =>
      draft(`Taza ${n}`, {
        position: n,
        categories: [['Tazas'], ['Mesa', 'Tazas de té'], ['Mesa', 'Tazones'], ['Tazas de café y de té']],
      }),
    )
    await save(shop, [
      ...many,
      draft('Plato', { tags: ['taza'], categories: [['Mesa', 'Vajilla', 'Platos']], isFeatured: true }),
    ])
    await run(
      sql`insert into categories (store_id, id, slug, name) values (${shop.id}, uuidv7(), 'vacia', 'Taza vacía')`,
    )
    const { products, categories } = await suggest(shop, 'tazá')
    expect(products.map(({ name }) => name)).toEqual([
      'Taza 0',
      'Taza 1',
      'Taza 2',
      'Taza 3',
      'Taza 4',
      'Taza 5',
    ])
    expect(categories.map(({ slug }) => slug)).toEqual(['tazas', 'tazas-de-te', 'tazas-de-cafe-y-de-te'])
    expect((await suggest(shop, 'vaj')).categories).toEqual([{ slug: 'vajilla', name: 'Vajilla' }])
    for (const q of ['', '!', 'nada'])
      expect(await suggest(shop, q)).toEqual({ products: [], categories: [] })
  })

  test('a price that others of its variants exceed says so', async () => {
    const shop = await addTestStore(db)
    const sized = (value: string, priceMinor: number) => ({ options: [size(value)], priceMinor })
    await save(shop, [
      draft('Taza', { variants: [sized('S', 900), sized('M', 1000)] }),
      draft('Tazón', { variants: [sized('S', 900), sized('M', 900)] }),
    ])
    const { products } = await suggest(shop, 'ta')
    expect(products.map(({ name, pricesVary }) => [name, pricesVary])).toEqual([
      ['Taza', true],
      ['Tazón', false],
    ])
  })

  test('with price and picture as they are now, and answered 304 to whoever has them', async () => {
    const shop = await addTestStore(db)
    const hash = 'b'.repeat(32)
    await save(shop, [
      draft('Taza', {
        images: [{ address: 'https://example.com/taza.jpg', alt: 'De frente' }],
        variants: [{ priceMinor: 900, compareAtMinor: 1000 }],
      }),
    ])
    await run(
      sql`update media set state = 'ready', hash = ${hash}, width = 400, height = 500 where store_id = ${shop.id}`,
    )
    const path = `/api/stores/${shop.slug}/products/suggestions?q=ta`
    const first = await app.request(path)
    const price = { amount: 900, currency: 'ARS' }
    expect(first.json).toMatchObject({
      products: [
        {
          slug: 'taza',
          price,
          pricesVary: false,
          compareAtPrice: { amount: 1000 },
          image: { url: `/media/${hash}-400.webp`, alt: 'De frente' },
        },
      ],
    })
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' }
    expect((await app.request(path, { headers })).status).toBe(304)
    await run(sql`update product_variants set price_minor = 800 where store_id = ${shop.id}`)
    expect((await app.request(path, { headers })).json).toMatchObject({
      products: [{ price: { amount: 800 } }],
    })
  })
})
