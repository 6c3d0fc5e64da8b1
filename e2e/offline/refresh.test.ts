/** How a window comes to the phone: the browser's own code against the real server. */
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { provideRequestEvent } from 'solid-js/web/storage'
import { readAtHere, type KeptShop } from '../../client/offline/kept-shop.ts'
import { bringDetails, bringShop, type Brought } from '../../client/offline/refresh.ts'
import type { CatalogueSnapshot } from '../../shared/catalogue-snapshot.ts'
import { withSystem } from '../../server/platform/tenancy.ts'
import { addTestStore, addTestVariant, testDatabase } from '../../server/platform/test-database.ts'
import type { Store } from '../../server/platform/http.ts'
import { testApp } from '../../server/test-shop.ts'

const db = testDatabase()
const app = testApp(db)
let store: Store
let asked: string[] = []
/** Answers in the server's place once, for paths that fit. */
let failOnce: RegExp | null = null

const run = (statement: ReturnType<typeof sql>) => withSystem(db, (tx) => tx.execute(statement))
const rename = (from: string, to: string) =>
  run(sql`update products set name = ${to} where store_id = ${store.id} and name = ${from}`)

/** As in a browser, but that the network is a call. */
function online<T>(work: () => Promise<T>): Promise<T> {
  const fetchApi = (path: string, init?: RequestInit): Promise<Response> => {
    asked.push(path.replace(/^.*\/(?=catalogue|store)/, '').replace(/[?].*/, ''))
    if (failOnce?.test(path)) {
      failOnce = null
      return Promise.resolve(new Response('{"code":"not-found"}', { status: 404 }))
    }
    return app.fetch(path, init)
  }
  const log = (error: unknown) => expect.unreachable(String(error))
  const page = { fetchApi, log, language: 'es' }
  return provideRequestEvent({ page } as unknown as Parameters<typeof provideRequestEvent>[0], work)
}
const bring = (kept: KeptShop | null) => online(() => bringShop({ store: store.slug, language: 'es' }, kept))
async function brought(kept: KeptShop | null): Promise<Brought> {
  const found = await bring(kept)
  if (!found) throw new Error('nothing was brought')
  return found
}
async function whole(): Promise<KeptShop> {
  const { shop, detailsUrl } = await brought(null)
  const details = detailsUrl === null ? {} : await online(() => bringDetails(detailsUrl, shop))
  return { ...shop, details: details ?? {} }
}
const onServer = async () =>
  (await app.request(`/api/stores/${store.slug}/catalogue`)).json as CatalogueSnapshot
const namesOf = ({ products }: KeptShop) => products.map(({ name }) => name).sort()

beforeEach(async () => {
  store = await addTestStore(db)
  for (const name of ['Uno', 'Dos', 'Tres']) await addTestVariant(db, store, { name, stock: 5 })
  asked = []
  failOnce = null
})

describe('OFF1 a window comes to the phone', () => {
  test('whole at first, with its product pages after it, as the server has it', async () => {
    const shop = await whole()
    const server = await onServer()
    expect(shop.products.map((product) => ({ ...product, details: shop.details[product.id] }))).toEqual(
      server.products,
    )
    expect(shop).toMatchObject({ cursor: server.cursor, currency: server.currency })
    expect(shop.profile.slug).toBe(store.slug)
    const bundle = (suffix: string) => new RegExp(`^catalogue/bundles/[\\w-]{22}${suffix}\\.json$`)
    const paths = [/^store$/, /^catalogue.current$/, bundle(''), /^catalogue$/, bundle('-details')]
    expect(asked).toHaveLength(paths.length)
    for (const [n, path] of paths.entries()) expect(asked[n]).toMatch(path)
  })

  test('after that only what changed, and what is gone goes', async () => {
    const before = await whole()
    expect(await brought(before)).toMatchObject({ isChanged: false, detailsUrl: null })
    asked = []
    await rename('Dos', 'Dos, otra vez')
    await run(sql`update products set status = 'archived' where store_id = ${store.id} and name = 'Tres'`)
    const { shop, isChanged, detailsUrl } = await brought(before)
    expect(asked).toEqual(['store', 'catalogue'])
    expect({ isChanged, detailsUrl, names: namesOf(shop) }).toEqual({
      ...{ isChanged: true, detailsUrl: null, names: ['Dos, otra vez', 'Uno'] },
    })
    expect(Object.keys(shop.details).sort()).toEqual(shop.products.map(({ id }) => id).sort())
    // what did not change is as old as it was, and so is the whole
    expect(shop.readAt).toBe(before.readAt)
  })

  test('all of it anew after an hour, because stock and offers change without a word; pages that are here stay', async () => {
    const before = await whole()
    await run(sql`update stock_items set on_hand = 3 where store_id = ${store.id}`)
    const { products } = (await brought(before)).shop
    expect(products[0]?.variants[0]?.available).toBe(5)
    const old = { ...before, broughtAt: Date.now() - 61 * 60_000 }
    await run(
      sql`update catalogue_bundles set made_at = made_at - interval '2 hours' where store_id = ${store.id}`,
    )
    const { shop, detailsUrl } = await brought(old)
    expect(shop.products[0]?.variants[0]?.available).toBe(3)
    expect({ detailsUrl, details: shop.details }).toEqual({ detailsUrl: null, details: before.details })
    expect(Date.parse(shop.readAt)).toBeGreaterThanOrEqual(Date.parse(old.readAt))
    expect(shop.broughtAt).toBeGreaterThan(old.broughtAt)
  })

  test('product pages that did not come are asked for again with the next look', async () => {
    const { shop } = await brought(null)
    expect(shop.details).toEqual({})
    const again = await brought(shop)
    const url = again.detailsUrl
    expect(url).not.toBeNull()
    const details = await online(() => bringDetails(url ?? '', again.shop))
    expect(Object.keys(details ?? {}).sort()).toEqual(shop.products.map(({ id }) => id).sort())
    const old = { ...shop, broughtAt: Date.now() - 61 * 60_000 }
    expect((await brought(old)).detailsUrl, 'after an hour').not.toBeNull()
  })

  test('asks again where the bundle has gone between the pointer and the fetching of it', async () => {
    failOnce = /bundles/
    expect(namesOf((await brought(null)).shop)).toEqual(['Dos', 'Tres', 'Uno'])
    expect(asked.filter((path) => path === 'catalogue/current')).toHaveLength(2)
  })

  test('of another history all that was known is void', async () => {
    const before = await whole()
    const { shop } = await brought({ ...before, cursor: '999999999' })
    expect(namesOf(shop)).toEqual(['Dos', 'Tres', 'Uno'])
    const [first] = before.products
    if (!first) throw new Error('nothing was kept')
    const stranger = { ...first, id: crypto.randomUUID(), name: 'De otra historia' }
    const mixed = { ...before, cursor: '999999999', products: [...before.products, stranger] }
    expect(namesOf((await brought(mixed)).shop)).toEqual(['Dos', 'Tres', 'Uno'])
  })

  test('a store that has closed its window gives none, and says why', async () => {
    await run(sql`update stores set status = 'suspended' where id = ${store.id}`)
    await expect(bring(null)).rejects.toMatchObject({ code: 'store-unavailable' })
  })
})

describe('OFF7 a phone whose clock is wrong by a day', () => {
  const MINUTE = 60_000
  const DAY = 24 * 60 * MINUTE
  const setClock = (by: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + by })
  afterEach(() => void vi.useRealTimers())

  test.each([-DAY, DAY])(
    '(%i ms) fetches all of it after an hour, and only what changed till then',
    async (wrong) => {
      setClock(wrong)
      const before = await whole()
      setClock(59 * MINUTE)
      asked = []
      await brought(before)
      expect(asked).toEqual(['store', 'catalogue'])
      setClock(2 * MINUTE)
      await brought(before)
      expect(asked).toContain('catalogue/current')
    },
  )

  test.each([-DAY, DAY])('(%i ms) says how old its prices are by that clock', async (wrong) => {
    setClock(wrong)
    const shop = await whole()
    setClock(30 * MINUTE)
    const ageOf = (at: string) => (Date.now() - Date.parse(at)) / MINUTE
    expect(ageOf(readAtHere(shop))).toBeGreaterThanOrEqual(30)
    expect(ageOf(readAtHere(shop))).toBeLessThan(41)
  })

  test('put back while nobody can be asked, it fetches all of it, and believes the shop’s clock', async () => {
    const before = await whole()
    setClock(-DAY)
    expect(readAtHere(before)).toBe(before.readAt)
    asked = []
    await brought(before)
    expect(asked).toContain('catalogue/current')
  })
})
