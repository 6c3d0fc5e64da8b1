import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../platform/http.ts'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { withStore, withSystem } from '../platform/tenancy.ts'
import { createCatalogue, type Catalogue, type ProductQuery } from './catalogue.ts'
import { saveProducts, type ProductDraft } from './save-product.ts'

const db = testDatabase()
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
