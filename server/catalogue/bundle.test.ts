import { brotliDecompressSync } from 'node:zlib'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  bundleDetailsSchema,
  cataloguePointerSchema,
  catalogueSnapshotSchema,
  type CataloguePointer,
} from '../../shared/catalogue-snapshot.ts'
import { lizimportados } from '../demo/lizimportados.ts'
import { raremagic } from '../demo/raremagic.ts'
import type { Store } from '../platform/http.ts'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { withStore, withSystem } from '../platform/tenancy.ts'
import { testApp } from '../test-shop.ts'
import { createCatalogue, type Catalogue } from './catalogue.ts'
import { htmlToText, saveProducts } from './save-product.ts'
import { realisticDrafts } from './test-catalogue.ts'

const db = testDatabase()
const app = testApp(db)
let catalogue: Catalogue
beforeAll(() => {
  catalogue = createCatalogue({ db })
})

const run = (statement: ReturnType<typeof sql>) => withSystem(db, (tx) => tx.execute(statement))
const current = async (store: Store): Promise<CataloguePointer> =>
  cataloguePointerSchema.parse(JSON.parse((await catalogue.readPointer(store)).body))
const fileOf = (part: CataloguePointer['bundle']): string => part?.url.split('/').at(-1) ?? ''
const age = (store: Store, ago: string) =>
  run(sql`update catalogue_bundles set made_at = made_at - ${ago}::interval where store_id = ${store.id}`)

describe('CAT8 the window in one piece', () => {
  test('holds what the catalogue answers, product pages apart, and never answers anything else', async () => {
    const store = await addTestStore(db)
    await addTestVariant(db, store, { name: 'Uno' })
    await addTestVariant(db, store, { name: 'Dos' })
    const pointer = await current(store)
    expect(pointer.products).toBe(2)
    const get = async (url = '', headers: Record<string, string> = {}) => app.request(url, { headers })
    const whole = catalogueSnapshotSchema.parse((await get(`/api/stores/${store.slug}/catalogue`)).json)
    const bundle = await get(pointer.bundle?.url)
    const { readAt, ...rest } = catalogueSnapshotSchema.parse(bundle.json)
    expect(rest).toEqual({
      ...{ ...whole, readAt: undefined },
      products: whole.products.map(({ details: _, ...product }) => product),
    })
    expect(pointer.version).toBe(whole.cursor)
    expect(Date.parse(readAt)).toBeLessThanOrEqual(Date.parse(pointer.madeAt))
    const { version, details } = bundleDetailsSchema.parse((await get(pointer.details?.url)).json)
    expect(version).toBe(pointer.version)
    expect(details).toEqual(
      Object.fromEntries(whole.products.map((product) => [product.id, product.details])),
    )
    expect(bundle.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(bundle.headers.get('vary')).toContain('Accept-Encoding')
    expect(bundle.headers.get('content-encoding')).toBeNull()
    const compressed = await catalogue.readBundle(store, fileOf(pointer.bundle))
    expect(compressed.length).toBe(pointer.bundle?.bytes)
    expect(brotliDecompressSync(compressed).toString()).toBe(bundle.text)
    const deps = app.deps()
    expect((await deps.catalogue.readBundle(store, fileOf(pointer.bundle))).equals(compressed)).toBe(true)
  })

  test('is sent as it lies to whoever takes brotli', async () => {
    const store = await addTestStore(db)
    await addTestVariant(db, store)
    const { bundle } = await current(store)
    const headers = { 'accept-encoding': 'gzip, br' }
    const answer = await app.request(bundle?.url ?? '', { method: 'HEAD', headers })
    expect([answer.status, answer.headers.get('content-encoding')]).toEqual([200, 'br'])
    const plain = await app.request(bundle?.url ?? '', { headers: { 'accept-encoding': 'br;q=0, gzip' } })
    expect(plain.headers.get('content-encoding')).toBeNull()
  })

  test('serves on for ten minutes after a change and an hour without one; what changed meanwhile is told', async () => {
    const store = await addTestStore(db)
    const { productId } = await addTestVariant(db, store, { stock: 5 })
    const first = await current(store)
    await run(sql`update products set name = 'Otro' where id = ${productId}`)
    const second = await current(store)
    expect(second).toEqual(first)
    const since = JSON.parse((await catalogue.readSnapshot(store, { since: first.version })).body) as unknown
    expect(since).toMatchObject({ full: false, products: [{ id: productId, name: 'Otro' }] })
    await age(store, '11 minutes')
    const third = await current(store)
    expect(third.bundle?.url).not.toBe(first.bundle?.url)
    expect(Number(third.version)).toBeGreaterThan(Number(first.version))
    await age(store, '11 minutes')
    expect((await current(store)).bundle).toEqual(third.bundle)
    await age(store, '50 minutes')
    expect((await current(store)).bundle?.url).not.toBe(third.bundle?.url) // prices and stock are read again
    // whoever still holds the older address gets what it always answered
    expect((await app.request(first.bundle?.url ?? '')).json).toMatchObject({
      products: [{ name: 'Producto' }],
    })
  })

  test('lies there for a day after the next one', async () => {
    const store = await addTestStore(db)
    const { productId } = await addTestVariant(db, store)
    const first = await current(store)
    await age(store, '25 hours')
    await run(sql`update products set name = 'Otro' where id = ${productId}`)
    await current(store)
    const fresh = createCatalogue({ db })
    await expect(fresh.readBundle(store, fileOf(first.bundle))).rejects.toMatchObject({ code: 'not-found' })
  })

  test('processes that make it at once point to what every one of them has', async () => {
    const store = await addTestStore(db)
    await addTestVariant(db, store)
    const processes = [createCatalogue({ db }), createCatalogue({ db }), createCatalogue({ db })]
    const pointers = await Promise.all(processes.map((one) => one.readPointer(store)))
    for (const { body } of pointers) {
      const { bundle } = cataloguePointerSchema.parse(JSON.parse(body))
      for (const one of processes)
        expect((await one.readBundle(store, fileOf(bundle))).length).toBe(bundle?.bytes)
    }
  })

  test('another store has none of it, and what was made up is not found', async () => {
    const [store, other] = [await addTestStore(db), await addTestStore(db)]
    await addTestVariant(db, store)
    const { bundle } = await current(store)
    const at = (shop: Store, file: string) =>
      app.request(`/api/stores/${shop.slug}/catalogue/bundles/${file}`)
    expect((await at(store, fileOf(bundle))).status).toBe(200)
    expect((await at(other, fileOf(bundle))).status).toBe(404)
    expect((await at(store, `${'x'.repeat(22)}.json`)).status).toBe(404)
    for (const file of ['x.json', `${'x'.repeat(22)}.js`, `..%2F${'x'.repeat(19)}.json`])
      expect((await at(store, file)).status).toBeGreaterThanOrEqual(400)
  })

  test('an empty shop has one, a shop of more than 5,000 products none', async () => {
    const store = await addTestStore(db)
    expect(await current(store)).toMatchObject({ version: '0', products: 0 })
    const { productId } = await addTestVariant(db, store)
    const superuser = await db.connect('postgres')
    await superuser.query('set session_replication_role = replica')
    await superuser.query(
      `insert into product_search select store_id, gen_random_uuid(), false, 0, '' from product_search, generate_series(1, 5000) where product_id = $1`,
      [productId],
    )
    expect(await current(store)).toMatchObject({ products: 5001, bundle: null, details: null })
  })
})

test('1,000 products of three variants are at most 150 kB', async () => {
  const store = await addTestStore(db)
  const texts = [...lizimportados.products, ...raremagic.products].map((product) =>
    htmlToText(`${product.shortDescription} ${product.descriptionHtml}`),
  )
  const vocabulary = [
    ...new Set(
      texts
        .join(' ')
        .toLowerCase()
        .match(/\p{L}{2,}/gu) ?? [],
    ),
  ]
  expect(vocabulary.length).toBeGreaterThan(700)
  const drafts = realisticDrafts(1000, vocabulary)
  for (let n = 0; n < drafts.length; n += 100)
    await withStore(db, store.id, (tx) =>
      saveProducts(tx, store, drafts.slice(n, n + 100), { actor: 'test' }),
    )
  await run(sql`update media set state = 'ready', hash = md5(random()::text || id), width = 1200, height = 1500,
    thumbhash = encode(substr(sha256(random()::text::bytea || id::text::bytea), 1, 24), 'base64') where store_id = ${store.id}`)
  const { bundle, products } = await current(store)
  expect(products).toBe(1000)
  const whole = brotliDecompressSync(await catalogue.readBundle(store, fileOf(bundle)))
  const { products: listed } = catalogueSnapshotSchema.parse(JSON.parse(whole.toString()))
  expect(listed.every(({ image, variants }) => image && variants.length === 3)).toBe(true)
  expect(new Set(listed.map(({ shortDescription }) => shortDescription)).size).toBe(1000)
  expect(bundle?.bytes).toBeLessThanOrEqual(150_000)
}, 120_000)
