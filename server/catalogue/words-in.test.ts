import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { productSchema, type Facets, type Product, type ProductPage } from '../../shared/catalogue.ts'
import type { Store } from '../platform/http.ts'
import { addTestStore, testDatabase } from '../platform/test-database.ts'
import { withStore, withSystem } from '../platform/tenancy.ts'
import { testApp } from '../test-shop.ts'
import { saveProducts, type ProductDraft } from './save-product.ts'

const db = testDatabase()
const app = testApp(db)
let store: Store
const save = (drafts: ProductDraft[]) =>
  withStore(db, store.id, (tx) => saveProducts(tx, store, drafts, { actor: 'test' }))
const run = (statement: ReturnType<typeof sql>) => withSystem(db, (tx) => tx.execute(statement))
const ask = async <T>(path: string): Promise<T> =>
  (await app.request(`/api/stores/${store.slug}${path}`)).json as T

const colour = (value: string, english?: string) => ({
  ...{ name: 'Color', value },
  translations: {
    name: { en: { name: 'Colour' } },
    ...(english ? { value: { en: { name: english } } } : {}),
  },
})
const shirt: ProductDraft = {
  key: 'camisa',
  name: 'Camisa de lino',
  brand: 'Norte',
  shortDescription: 'Fresca',
  description: '<p>Para el verano</p>',
  metaTitle: 'Camisa',
  categories: [['Ropa']],
  images: [
    {
      address: 'https://example.com/a.jpg',
      alt: 'De frente',
      translations: { en: { alt: 'From the front' } },
    },
  ],
  translations: {
    en: { name: 'Linen shirt', description: '<p>For summer<script>x()</script></p>', shortDescription: '  ' },
    pt: { name: 'Zebra de linho' },
  },
  variants: [
    {
      priceMinor: 100,
      stock: 1,
      options: [colour('Azul', 'Blue'), { name: 'Talle', value: 'M' }],
    },
    { priceMinor: 200, stock: 1, options: [colour('Rojo'), { name: 'Talle', value: 'M' }] },
    { priceMinor: 300, stock: 1, title: 'Única', options: [colour('Verde', 'Green')] },
  ],
}

beforeAll(async () => {
  store = await addTestStore(db)
  await save([
    shirt,
    { key: 'medias', name: 'Medias', categories: [['Ropa']], variants: [{ priceMinor: 50, stock: 1 }] },
  ])
  await run(
    sql`update categories set translations = '{"en": {"name": "Clothes"}}' where store_id = ${store.id}`,
  )
  await run(
    sql`update media set state = 'ready', hash = ${'c'.repeat(32)}, width = 400, height = 500 where store_id = ${store.id}`,
  )
})

describe('CAT7 every text comes in the language that is asked for, else in the store’s', () => {
  test('of a product, field by field', async () => {
    const english = productSchema.parse(await ask('/products/camisa-de-lino?lang=en'))
    expect(english).toMatchObject({
      name: 'Linen shirt',
      shortDescription: 'Fresca',
      description: '<p>For summer</p>',
      metaTitle: 'Camisa',
      images: [{ alt: 'From the front' }],
      categories: [{ slug: 'ropa', name: 'Clothes' }],
      options: [
        {
          key: 'color',
          name: 'Colour',
          values: [
            { key: 'azul', name: 'Blue' },
            { key: 'rojo', name: 'Rojo' },
            { key: 'verde', name: 'Green' },
          ],
        },
        { key: 'talle', name: 'Talle' },
      ],
      variants: [
        { title: 'Blue / M', options: { Colour: 'Blue', Talle: 'M' } },
        { title: 'Rojo / M', options: { Colour: 'Rojo', Talle: 'M' } },
        { title: 'Única', options: { Colour: 'Green' } },
      ],
    })
    const own = await ask<Product>('/products/camisa-de-lino')
    expect(own).toMatchObject({ name: 'Camisa de lino', variants: [{ title: 'Azul / M' }, {}, {}] })
    expect(await ask('/products/camisa-de-lino?lang=es')).toEqual(own)
    expect(await ask<Product>('/products/camisa-de-lino?lang=pt')).toMatchObject({
      name: 'Zebra de linho',
      description: '<p>Para el verano</p>',
    })
  })

  test('of the window, the tree, facets and suggestions', async () => {
    const names = async (tail: string) =>
      (await ask<ProductPage>(`/products?${tail}`)).items.map(({ name }) => name)
    expect(await names('lang=en&sort=name')).toEqual(['Linen shirt', 'Medias'])
    expect(await names('lang=pt&sort=name')).toEqual(['Medias', 'Zebra de linho'])
    const { nextCursor } = await ask<ProductPage>('/products?lang=pt&sort=name&limit=1')
    expect(await names(`lang=pt&sort=name&cursor=${nextCursor ?? ''}`)).toEqual(['Zebra de linho'])
    expect(await ask('/categories?lang=en')).toMatchObject({
      categories: [{ slug: 'ropa', name: 'Clothes' }],
    })
    const { options } = await ask<Facets>('/products/facets?lang=en')
    expect(options.map(({ key, name }) => [key, name])).toEqual([
      ['color', 'Colour'],
      ['talle', 'Talle'],
    ])
    expect(await ask('/products/suggestions?lang=en&q=cloth')).toMatchObject({
      products: [{ name: 'Linen shirt' }, { name: 'Medias' }],
      categories: [{ name: 'Clothes' }],
    })
  })

  test('search finds by either, with the stems of either', async () => {
    const found = async (q: string, lang: string) =>
      (await ask<ProductPage>(`/products?lang=${lang}&q=${encodeURIComponent(q)}`)).items.length
    for (const lang of ['es', 'en', 'pt']) {
      expect([lang, await found('camisas', lang)]).toEqual([lang, 1])
      expect([lang, await found('linen', lang)]).toEqual([lang, 1])
      expect([lang, await found('blue', lang)]).toEqual([lang, 1])
      expect([lang, await found('clothes', lang)]).toEqual([lang, 2])
    }
    expect(await found('summers', 'en')).toBe(1)
  })

  test('an option that was chosen in one language is the same in another', async () => {
    for (const option of ['color:azul', 'Color:Azul', 'Colour:Blue', 'colour:azul'])
      for (const lang of ['es', 'en'])
        expect((await ask<ProductPage>(`/products?lang=${lang}&option=${option}`)).items).toHaveLength(1)
  })

  test('another language than the three is refused, everywhere', async () => {
    for (const path of [
      '/products',
      '/products/facets',
      '/products/suggestions',
      '/products/camisa-de-lino',
      '/categories',
    ])
      expect((await app.request(`/api/stores/${store.slug}${path}?lang=fr`)).status).toBe(400)
  })
})

test('SAV2 what says nothing of other languages leaves them alone; what says the same writes nothing', async () => {
  const [again] = await save([shirt])
  expect(again?.outcome).toBe('unchanged')
  const { translations: _t, ...plain } = shirt
  const images = [{ address: 'https://example.com/a.jpg', alt: 'De frente' }]
  const [imported] = await save([{ ...plain, images, brand: 'Sur' }])
  expect(imported?.outcome).toBe('updated')
  expect(await ask<Product>('/products/camisa-de-lino?lang=en')).toMatchObject({
    brand: 'Sur',
    name: 'Linen shirt',
    images: [{ alt: 'From the front' }],
    variants: [{ title: 'Blue / M' }, {}, {}],
  })
  await save([
    { key: 'camisa', translations: { en: { name: 'Shirt' } }, variants: shirt.variants.slice(0, 1) },
  ])
  expect(await ask<Product>('/products/camisa-de-lino?lang=en')).toMatchObject({
    name: 'Shirt',
    description: '<p>Para el verano</p>',
  })
})
