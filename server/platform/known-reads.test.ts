import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { testServer } from '../test-server.ts'
import type { Store } from './http.ts'
import { createKnownReads, type Serialised } from './known-reads.ts'
import { createLimits } from './limits.ts'
import { addTestStore, addTestVariant, testDatabase, type TestVariant } from './test-database.ts'
import { withSystem } from './tenancy.ts'

const db = testDatabase()
const shop = testServer(db.connection)
const proxied = testServer(db.connection, { environment: { TRUSTED_PROXIES: '127.0.0.1' } })

let store: Store
let variant: TestVariant
beforeEach(async () => {
  store = await addTestStore(db)
  variant = await addTestVariant(db, store, { priceMinor: 1_000 })
})

const list = () => `${shop.url}/api/stores/${store.slug}/products?limit=5`
const change = (statement: ReturnType<typeof sql>) => withSystem(db, (tx) => tx.execute(statement))
const priceIn = async (answer: Response) =>
  ((await answer.json()) as { items: { price: { amount: number } }[] }).items[0]?.price.amount

/** What the log says of the requests for products since then. */
const waysTaken = (since: number) =>
  shop.lines
    .slice(since)
    .map((line) => JSON.parse(line) as { route?: string; isKnown?: true })
    .filter(({ route }) => route?.endsWith('/products'))
    .map(({ isKnown }) => isKnown ?? false)

describe('KNR1 how an answer is read is kept, never what it said', () => {
  test('the second time no route is looked for, and what was written meanwhile is in it', async () => {
    const since = shop.lines.length
    const first = await fetch(list())
    expect(await priceIn(first)).toBe(1_000)
    const etag = first.headers.get('etag') ?? ''
    const same = await fetch(list(), { headers: { 'if-none-match': etag } })
    expect([same.status, same.headers.get('etag')]).toEqual([304, etag])
    await change(sql`update product_variants set price_minor = 1200 where id = ${variant.variantId}`)
    const other = await fetch(list(), { headers: { 'if-none-match': etag } })
    expect([other.status, await priceIn(other)]).toEqual([200, 1_200])
    expect(other.headers.get('content-type')).toBe('application/json')
    expect(other.headers.get('x-content-type-options')).toBe('nosniff')
    expect(other.headers.get('x-request-id')).not.toBeNull()
    expect(waysTaken(since)).toEqual([false, true, true])
  })

  test('it is known by host and address: another store has its own', async () => {
    const other = await addTestStore(db)
    const of = async (slug: string) => (await fetch(list().replace(store.slug, slug))).text()
    const [mine, theirs] = [await of(store.slug), await of(other.slug)]
    expect([await of(store.slug), await of(other.slug)]).toEqual([mine, theirs])
    expect(theirs).not.toBe(mine)
  })

  test('a host of its own and the default one are told apart behind a proxy', async () => {
    const host = `${store.slug}.example`
    await change(sql`update stores set host = ${host} where id = ${store.id}`)
    const at = async (forwarded: string) => {
      const answer = await fetch(`${proxied.url}/api/products?limit=5`, {
        headers: { 'x-forwarded-host': forwarded },
      })
      return ((await answer.json()) as { items: { id: string }[] }).items.map((item) => item.id)
    }
    const twice = [
      await at(host),
      await at('elsewhere.example'),
      await at(host),
      await at('elsewhere.example'),
    ]
    expect(twice[0]).toEqual([variant.productId])
    expect(twice[1]).not.toEqual(twice[0])
    expect(twice.slice(2)).toEqual(twice.slice(0, 2))
  })
})

describe('KNR2 who asks in one turn of the event loop shares one reading', () => {
  const turn = () => new Promise((resolve) => setImmediate(resolve))

  test('it begins when all of them have asked; who comes later begins another', async () => {
    const { config, log, metrics } = shop.deps
    const known = createKnownReads({ config, log, metrics, limits: createLimits(false), isReady: () => true })
    const begun: PromiseWithResolvers<Serialised>[] = []
    known.remember('shop.example', '/list', '/list', {
      findStore: () => Promise.resolve(store),
      read: () => {
        const reading = Promise.withResolvers<Serialised>()
        begun.push(reading)
        return reading.promise
      },
    })
    const ask = async () => {
      const incoming = Object.assign(new IncomingMessage(new Socket()), { method: 'GET', url: '/list' })
      incoming.headers.host = 'shop.example'
      const answer = await known.answer({ incoming }, () => new Response(null, { status: 500 }))
      return answer?.text()
    }
    const together = [ask(), ask()]
    await Promise.resolve()
    together.push(ask())
    expect(begun).toHaveLength(0)
    await turn()
    const later = ask()
    await turn()
    expect(begun).toHaveLength(2)
    begun[1]?.resolve({ body: 'after', etag: '"2"' })
    begun[0]?.resolve({ body: 'before', etag: '"1"' })
    expect(await Promise.all(together)).toEqual(['before', 'before', 'before'])
    expect(await later).toBe('after')
  })
})

describe('KNR3 whatever is not answered well goes the whole way', () => {
  test('a store that has closed, a product that is gone', async () => {
    const product = `${shop.url}/api/stores/${store.slug}/products/${variant.slug}`
    for (const url of [product, list(), product, list()]) expect((await fetch(url)).status).toBe(200)
    await change(sql`update products set status = 'archived' where id = ${variant.productId}`)
    const gone = await fetch(product)
    expect([gone.status, gone.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
    await change(sql`update stores set status = 'suspended' where id = ${store.id}`)
    shop.deps.stores.forget()
    expect((await fetch(list())).status).toBe(403)
  })

  test('and counts once: six hundred a minute, known or not', async () => {
    const from = { headers: { 'x-forwarded-for': '198.51.100.40' } }
    const at = (path: string) => fetch(`${proxied.url}/api/stores/${store.slug}${path}`, from)
    await at(`/products/${variant.slug}`)
    await change(sql`update products set status = 'archived' where id = ${variant.productId}`)
    const statuses = new Map<number, number>()
    const ask = async (times: number, path: string) => {
      for (const { status } of await Promise.all(Array.from({ length: times }, () => at(path))))
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    await ask(299, `/products/${variant.slug}`)
    await ask(310, '/products?limit=5')
    expect([...statuses]).toEqual([
      [404, 299],
      [200, 300],
      [429, 10],
    ])
  })

  test('another method is another question', async () => {
    await fetch(list())
    const head = await fetch(list(), { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect((await fetch(list(), { method: 'DELETE' })).status).toBe(405)
  })
})
