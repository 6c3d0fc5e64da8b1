import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Store } from '../platform/http.ts'
import { withStore } from '../platform/tenancy.ts'
import { addTestStore, breaches, testDatabase } from '../platform/test-database.ts'
import { refusalFrom } from '../test-shop.ts'
import { createCatalogue } from './catalogue.ts'
import { saveProducts, type ProductDraft, type SaveOptions } from './save-product.ts'

const db = testDatabase()
let store: Store
beforeAll(async () => {
  store = await addTestStore(db)
})

const save = (drafts: ProductDraft[], options: Partial<SaveOptions> = {}) =>
  withStore(db, store.id, (tx) => saveProducts(tx, store, drafts, { actor: 'test', ...options }))
const rowsOf = async (query: ReturnType<typeof sql>) =>
  (await withStore(db, store.id, (tx) => tx.execute(query))).rows

const shirt: ProductDraft = {
  key: 'camisa',
  name: 'Camisa',
  brand: 'Norte',
  categories: [['Ropa', 'Camisas'], ['Novedades']],
  images: [{ address: 'https://example.com/a.jpg', alt: 'De frente' }],
  variants: [
    { sku: 'c-s', priceMinor: 1000, stock: 5, options: [{ name: 'Talle', value: 'S' }] },
    { sku: 'c-m', priceMinor: 1200, stock: null, options: [{ name: 'talle', value: 'M' }] },
  ],
}

test('SAV1 SAV2 a product is found by its key; what equals what is stored is not written', async () => {
  const [made] = await save([shirt])
  expect(made).toMatchObject({ outcome: 'created', stockChanges: 1, refusals: [] })
  const stamps = sql`select p.xmin::text as p, v.xmin::text as v from products p
    join product_variants v on v.product_id = p.id where p.external_key = 'camisa' order by v.id`
  const before = await rowsOf(stamps)
  const [again] = await save([shirt])
  expect(again).toMatchObject({ id: made?.id, outcome: 'unchanged', stockChanges: 0 })
  expect(await rowsOf(stamps)).toEqual(before)
  const [part] = await save([
    { key: 'camisa', name: 'Camisa larga', variants: [{ sku: 'c-m', priceMinor: 1300 }] },
  ])
  expect(part).toMatchObject({ outcome: 'updated', variants: [{ outcome: 'updated' }] })
  const rows = await rowsOf(
    sql`select p.name, p.slug, p.brand, p.type, v.sku, v.title, v.price_minor from products p
      join product_variants v on v.product_id = p.id where p.external_key = 'camisa' order by v.position`,
  )
  const product = { name: 'Camisa larga', slug: 'camisa', brand: 'Norte', type: 'variable' }
  expect(rows).toEqual([
    { ...product, sku: 'c-s', title: 'S', price_minor: 1000 },
    { ...product, sku: 'c-m', title: 'M', price_minor: 1300 },
  ])
})

test('SAV3 whoever comes second to a SKU is refused, the rest of the product is saved', async () => {
  const [first, second, third] = await save([
    { key: 'uno', name: 'Uno', variants: [{ sku: 'u' }] },
    {
      key: 'dos',
      name: 'Dos',
      variants: [
        { sku: 'u', options: [{ name: 'Talle', value: 'S' }] },
        { sku: 'd', options: [{ name: 'Talle', value: 'M' }] },
        { sku: 'e', options: [{ name: 'Talle', value: 'm' }] },
      ],
    },
    { key: 'tres', name: 'Tres', variants: [{ sku: 'c-s' }] },
  ])
  expect(first?.outcome).toBe('created')
  expect(second?.refusals).toEqual([
    { variant: 0, code: 'duplicate-sku', value: 'u' },
    { variant: 2, code: 'duplicate-options', value: 'm' },
  ])
  expect(second?.variants.map(({ outcome }) => outcome)).toEqual(['refused', 'created', 'refused'])
  expect(third).toMatchObject({
    outcome: 'refused',
    refusals: [{ variant: 0, code: 'sku-of-another-product' }],
  })
  expect(await rowsOf(sql`select from products where external_key = 'tres'`)).toEqual([])
})

test('SAV4 stock enters with a receive line; the balance is the sum of the log', async () => {
  await save([{ key: 'conteo', name: 'Conteo', variants: [{ sku: 'con', stock: 7 }] }])
  const [counted] = await save([{ key: 'conteo', variants: [{ sku: 'con', stock: 2 }] }], { setStock: true })
  expect(counted).toMatchObject({ outcome: 'updated', stockChanges: 1 })
  const lines = await rowsOf(sql`select kind, on_hand_delta, on_hand_after, reason from stock_logs l
    join product_variants v on v.stock_item_id = l.stock_item_id where v.sku = 'con' order by l.id`)
  expect(lines).toEqual([
    { kind: 'receive', on_hand_delta: 7, on_hand_after: 7, reason: 'import' },
    { kind: 'count', on_hand_delta: -5, on_hand_after: 2, reason: 'import' },
  ])
  expect(await breaches(db)).toEqual([])
})

test('SAV5 pictures are replaced as a whole, and keep what was fetched', async () => {
  const key = 'fotos'
  const image = (name: string) => ({ address: `https://example.com/${name}.jpg` })
  await save([
    {
      key,
      name: 'Fotos',
      images: [image('a'), image('b')],
      variants: [{ sku: 'f', image: image('c').address }],
    },
  ])
  const hash = 'a'.repeat(32)
  await rowsOf(
    sql`update media set state = 'ready', hash = ${hash}, width = 400, height = 500 where source_url like '%/a.jpg'`,
  )
  await save([{ key, images: [image('b'), image('a')], variants: [{ sku: 'f', image: image('a').address }] }])
  const rows =
    await rowsOf(sql`select m.source_url, m.hash, i.variant_id is not null as shows from product_images i
    join media m on m.id = i.media_id join products p on p.id = i.product_id where p.external_key = ${key} order by i.position`)
  expect(rows).toEqual([
    { source_url: 'https://example.com/b.jpg', hash: null, shows: false },
    { source_url: 'https://example.com/a.jpg', hash, shows: true },
  ])
})

test('SAV1 slugs are made of the name and never taken twice; categories and values of one name are one', async () => {
  const drafts = Array.from({ length: 12 }, (_, i) => ({
    ...{ key: `igual-${i}x`, name: 'Mate Imperial', categories: [['Mates', 'imperial']] },
    variants: [{ sku: `igual-${i}`, options: [{ name: 'Color', value: i % 2 === 0 ? 'Rojo' : 'ROJO' }] }],
  }))
  await save(drafts.slice(0, 3))
  await save(drafts.slice(3))
  const slugs = await rowsOf(sql`select slug from products where name = 'Mate Imperial' order by id`)
  expect(slugs.slice(0, 3).map(({ slug }) => slug)).toEqual([
    'mate-imperial',
    'mate-imperial-2',
    'mate-imperial-3',
  ])
  expect(new Set(slugs.map(({ slug }) => slug)).size).toBe(12)
  expect(await rowsOf(sql`select from categories where lower(name) = 'imperial'`)).toHaveLength(1)
  expect(await rowsOf(sql`select from attribute_values where lower(name) = 'rojo'`)).toHaveLength(1)
})

test('SAV1 no product stands where the API has something else', async () => {
  const drafts = ['Facets', 'Suggestions'].map((name) => ({ key: null, name, variants: [{ priceMinor: 1 }] }))
  await save(drafts)
  const slugs = await rowsOf(
    sql`select slug from products where name in ('Facets', 'Suggestions') order by 1`,
  )
  expect(slugs).toEqual([{ slug: 'facets-2' }, { slug: 'suggestions-2' }])
})

test('SAV1 a product that moves is found where it was, unless somebody else lives there now', async () => {
  const shop = await addTestStore(db)
  const catalogue = createCatalogue({ db })
  const saveIn = (drafts: ProductDraft[]) =>
    withStore(db, shop.id, (tx) => saveProducts(tx, shop, drafts, { actor: 'test' }))
  const slugAt = async (slug: string) =>
    (JSON.parse((await catalogue.readProduct(shop, slug)).body) as { slug: string }).slug
  const move = (newSlug: string, key = 'mate') => saveIn([{ key, newSlug, variants: [{ priceMinor: 1 }] }])
  const mate = { key: 'mate', name: 'Mate', variants: [{ priceMinor: 1 }] }
  await saveIn([mate])
  await move('Mate imperial')
  await move('mate-de-plata')
  for (const slug of ['mate', 'mate-imperial', 'mate-de-plata'])
    expect(await slugAt(slug)).toBe('mate-de-plata')
  await saveIn([mate]) // an import goes on finding it by its key, and leaves it where it is
  expect(await slugAt('mate')).toBe('mate-de-plata')
  const [other] = await saveIn([{ key: 'otro', name: 'Mate imperial', variants: [{ priceMinor: 1 }] }])
  expect(await slugAt('mate-imperial-2')).toBe('mate-imperial-2')
  expect(await slugAt('mate-imperial')).toBe('mate-de-plata')
  await move('mate-imperial', 'otro') // taken: only its own is one to go back to
  expect(await slugAt('mate-imperial')).toBe('mate-de-plata')
  await move('mate')
  expect(await slugAt('mate')).toBe('mate')
  expect(await slugAt('mate-de-plata')).toBe('mate')
  // whoever is there now goes before whoever was, also while hidden
  await withStore(db, shop.id, (tx) =>
    tx.execute(sql`update products set slug = 'mate-de-plata', status = 'inactive' where id = ${other?.id}`),
  )
  expect((await refusalFrom(catalogue.readProduct(shop, 'mate-de-plata'))).code).toBe('product-not-found')
  const elsewhere = await addTestStore(db)
  expect((await refusalFrom(catalogue.readProduct(elsewhere, 'mate-imperial'))).code).toBe(
    'product-not-found',
  )
})

test('SAV4 two imports at once wait for each other', async () => {
  const draft = (sku: string): ProductDraft => ({
    key: null,
    name: 'A la vez',
    variants: [{ sku, stock: 1 }],
  })
  const all = await Promise.all(Array.from({ length: 6 }, (_, i) => save([draft(`vez-${i}`)])))
  expect(all.flat().map(({ outcome }) => outcome)).toEqual(Array(6).fill('created'))
  expect(await breaches(db)).toEqual([])
})
