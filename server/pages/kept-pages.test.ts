import path from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { sql, type SQL } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { createDeps, type Deps } from '../deps.ts'
import { deriveKeys } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { createLogger } from '../platform/logger.ts'
import { withSystem } from '../platform/tenancy.ts'
import { addTestStore, addTestVariant, testDatabase, type TestVariant } from '../platform/test-database.ts'
import { FinishedPage } from './finished-page.ts'
import { KeptPages } from './kept-pages.ts'
import { createPages } from './pages.ts'
import type { FetchApi } from './bundle.ts'

const db = testDatabase()
const log = createLogger('silent')
let deps: Deps
let app: ReturnType<typeof createApp>
/** What the pages asked our API, and how it answered. */
const asked: { path: string; status: number }[] = []
/** Stands between the pages and the API where a test wants it to. */
let between: ((path: string, next: () => Promise<Response>) => Promise<Response>) | null = null

const fetchApi: FetchApi = async (at, init) => {
  const next = async () => app.fetch(new Request(`http://localhost${at}`, init), { isInternal: true })
  const answer = await (between ? between(at, next) : next())
  asked.push({ path: at, status: answer.status })
  return answer
}

let store: Store
let product: TestVariant
beforeAll(async () => {
  const config = readConfig({ HOST: '127.0.0.1', PORT: '0' })
  deps = createDeps(config, log, { connection: db.connection, keys: deriveKeys('k'.repeat(32)) })
  const root = path.join(import.meta.dirname, '../..')
  const pages = await createPages({ fetchApi, isDev: false, publicUrl: null, log: () => undefined, root })
  app = createApp(deps, { pages: pages.routes })
}, 60_000) // the first run builds what is missing
afterAll(() => deps.close())
beforeEach(async () => {
  between = null
  store = await addTestStore(db, { name: 'Casa Tala' })
  product = await addTestVariant(db, store, { name: 'Taza azul', priceMinor: 123_400, stock: 5 })
})

const at = (of: Store, rest = '') => `/s/${of.slug}/${rest}`
const ask = async (where: string, headers: Record<string, string> = {}) => app.request(where, { headers })
const htmlOf = async (where: string, headers: Record<string, string> = {}) =>
  (await ask(where, headers)).text()
const run = (statement: SQL) => withSystem(db, (tx) => tx.execute(statement))
/** Answers the page, and whether it was rendered for that. */
async function look(where: string, headers: Record<string, string> = {}) {
  asked.length = 0
  const html = await htmlOf(where, headers)
  return { html, isRendered: asked.some(({ path, status }) => path.includes('/products') && status !== 304) }
}

describe('PAG7 a page is given again while what it was made of is the same', () => {
  it('once rendered, and asked about each time', async () => {
    for (const where of [at(store), at(store, '?q=taza&sort=name'), at(store, `p/${product.slug}`)]) {
      const first = await look(where)
      const second = await look(where)
      expect([where, first.isRendered, second.isRendered]).toEqual([where, true, false])
      expect(asked.length).toBeGreaterThan(1)
      expect(second.html).toBe(first.html)
      expect(second.html).toContain('Taza azul')
    }
  })

  it('all who come at once share one look', async () => {
    await htmlOf(at(store))
    asked.length = 0
    await htmlOf(at(store))
    const once = asked.length
    asked.length = 0
    const pages = await Promise.all(Array.from({ length: 20 }, () => htmlOf(at(store))))
    expect(new Set(pages).size).toBe(1)
    expect(asked.length).toBe(once)
  })

  it('what tells only how somebody came does not make it another page', async () => {
    await htmlOf(at(store))
    const { html, isRendered } = await look(at(store, '?utm_source=mail&fbclid=AbC123'))
    expect(isRendered).toBe(false)
    expect(html).not.toContain('AbC123')
    expect((await look(at(store, '?sort=name'))).isRendered).toBe(true)
  })

  const changes: [what: string, change: () => Promise<unknown>, shown: string | RegExp][] = [
    [
      'a price',
      () => run(sql`update product_variants set price_minor = 777700 where id = ${product.variantId}`),
      />7\.777</,
    ],
    [
      'an offer',
      () =>
        run(sql`update product_variants set price_minor = 99900, compare_at_minor = 123400, sale_starts_at = now() - interval '1 hour',
          sale_ends_at = now() + interval '1 hour' where id = ${product.variantId}`),
      />999</,
    ],
    [
      'the last unit sold',
      () => run(sql`update stock_items set on_hand = 0 where id = ${product.stockItemId}`),
      /agot/i,
    ],
    [
      'a name',
      () => run(sql`update products set name = 'Taza verde' where id = ${product.productId}`),
      'Taza verde',
    ],
  ]
  it.each(changes)('%s changes: who asks after the COMMIT sees it', async (_, change, shown) => {
    const addresses = [at(store), at(store, `p/${product.slug}`)]
    for (const where of addresses) expect((await look(where)).html).not.toMatch(shown)
    await change()
    for (const where of addresses) {
      const { html, isRendered } = await look(where)
      expect(isRendered, where).toBe(true)
      expect(html, where).toMatch(shown)
      expect((await look(where)).isRendered, where).toBe(false)
    }
  })

  it('an offer that ends by the clock alone is gone when it has ended', async () => {
    await run(sql`update product_variants set price_minor = 99900, compare_at_minor = 123400, sale_starts_at = now() - interval '1 hour',
      sale_ends_at = clock_timestamp() + interval '0.4 seconds' where id = ${product.variantId}`)
    expect(await htmlOf(at(store))).toMatch(/>999</)
    await run(sql`select pg_sleep(0.5)`)
    expect(await htmlOf(at(store))).not.toMatch(/>999</)
  })

  it('so is what the store says of itself, wears, and whether it is open at all', async () => {
    const where = at(store)
    const change = async (set: SQL) => {
      await run(sql`update stores set ${set} where id = ${store.id}`)
      deps.stores.forget()
    }
    await htmlOf(where)
    await change(sql`theme = '{"ground":"#fdf6ea","accent":"#d8391f","typeface":"grotesk"}'::jsonb`)
    expect(await htmlOf(where)).toContain('--surface:#fdf6ea')
    await change(sql`name = 'Casa Ombú'`)
    expect(await htmlOf(where)).toContain('Casa Ombú')
    await change(sql`status = 'suspended'`)
    const closed = await ask(where)
    expect([closed.status, closed.headers.get('cache-control')]).toEqual([403, 'no-store'])
    await change(sql`status = 'active'`)
    expect((await ask(where)).status).toBe(200)
  })

  it('what is read from the clock is of this minute: today’s hours change at midnight', async () => {
    const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
    const hours = { ...closed, mon: [{ from: '09:00', to: '13:00' }], tue: [{ from: '10:10', to: '12:12' }] }
    await run(sql`update stores set hours = ${JSON.stringify(hours)}::jsonb where id = ${store.id}`)
    deps.stores.forget()
    const today = async () => /class="today[^"]*">([^<]*)/.exec(await htmlOf(at(store)))?.[1]
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      vi.setSystemTime('2026-11-23T23:59:58-03:00')
      expect(await today()).toContain('09:00\u201313:00')
      vi.setSystemTime('2026-11-24T00:00:01-03:00')
      expect(await today()).toContain('10:10\u201312:12')
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('PAG7 nobody is shown the page of another', () => {
  it('two stores, asked for at once', async () => {
    const other = await addTestStore(db, { name: 'La Otra' })
    await addTestVariant(db, other, { name: 'Manta roja' })
    for (let round = 0; round < 3; round++) {
      const [mine, theirs] = await Promise.all([htmlOf(at(store)), htmlOf(at(other))])
      expect([/Taza azul/, /Manta roja/].map((of) => [of.test(mine), of.test(theirs)])).toEqual([
        [true, false],
        [false, true],
      ])
    }
  })

  it('three languages, by whatever they are asked for; the choice is written to who made it alone', async () => {
    const words = { es: 'Seleccion|Selección', en: 'Selection', pt: 'Seleção' }
    const langOf = (html: string) => /<html lang="(\w+)/.exec(html)?.[1]
    for (let round = 0; round < 2; round++) {
      const pages = await Promise.all(
        Object.keys(words).flatMap((language) => [
          htmlOf(at(store), { 'accept-language': language }),
          htmlOf(at(store), { cookie: `lang=${language}` }),
          htmlOf(at(store, `?lang=${language}`)),
        ]),
      )
      expect(pages.map(langOf)).toEqual(['es', 'es', 'es', 'en', 'en', 'en', 'pt', 'pt', 'pt'])
    }
    expect((await ask(at(store, '?lang=en'))).headers.get('set-cookie')).toMatch(/^lang=en/)
    expect((await ask(at(store, '?lang=en'))).headers.get('set-cookie')).toMatch(/^lang=en/)
    expect((await ask(at(store), { cookie: 'lang=en' })).headers.get('set-cookie')).toBe(null)
  })

  it('each host has addresses of its own', async () => {
    const canonical = async (host: string) =>
      /rel="canonical" href="([^"]*)"/.exec(await htmlOf(`http://${host}${at(store)}`, { host }))?.[1]
    expect(await canonical('uno.example')).toBe(`http://uno.example${at(store)}`)
    expect(await canonical('otro.example')).toBe(`http://otro.example${at(store)}`)
  })
})

describe('PAG7 only what is whole is kept', () => {
  it('a page that had to do without one of its parts is rendered again', async () => {
    between = (where, next) =>
      where.includes('/facets') ? Promise.resolve(Response.json({}, { status: 500 })) : next()
    expect((await ask(at(store))).status).toBe(200)
    expect((await look(at(store))).isRendered).toBe(true)
    between = null
    expect((await look(at(store))).isRendered).toBe(true)
    expect((await look(at(store))).isRendered).toBe(false)
  })

  it('a fault, also one that comes while a page is looked at again, is not', async () => {
    await htmlOf(at(store))
    between = () => Promise.reject(new Error('broken'))
    const broken = await ask(at(store))
    expect([broken.status, broken.headers.get('etag')]).toEqual([500, null])
    between = null
    expect((await ask(at(store))).status).toBe(200)
  })

  it('nor is what is not there', async () => {
    const missing = at(store, 'p/nada')
    expect((await ask(missing)).status).toBe(404)
    await run(sql`update products set slug = 'nada' where id = ${product.productId}`)
    expect((await ask(missing)).status).toBe(200)
  })

  it('an API that no longer answers does not hold a page back for ever', async () => {
    await htmlOf(at(store))
    let isStuck = true
    between = (_, next) => (isStuck ? new Promise(() => (isStuck = false)) : next())
    expect((await ask(at(store))).status).toBe(200)
  })
})

describe('PAG8 an address of before leads on to the present one', () => {
  const rename = (slug: string) =>
    run(sql`update products set slug = ${slug} where id = ${product.productId}`)

  it('for good, with what was asked for; back again when it is given back', async () => {
    const old = at(store, `p/${product.slug}`)
    expect((await ask(old)).status).toBe(200)
    await rename('taza-verde')
    const moved = await ask(`${old}?lang=pt&x=%C3%B1`)
    expect([moved.status, moved.headers.get('location'), moved.headers.get('cache-control')]).toEqual([
      301,
      `${at(store, 'p/taza-verde')}?lang=pt&x=%C3%B1`,
      'no-cache',
    ])
    expect((await ask(at(store, 'p/taza-verde'))).status).toBe(200)
    await rename(product.slug)
    expect((await ask(old)).status).toBe(200)
    const back = await ask(at(store, 'p/taza-verde'))
    expect([back.status, back.headers.get('location')]).toEqual([301, old])
  })

  it('a product that has the address now is shown, whoever had it before', async () => {
    await rename('taza-verde')
    const other = await addTestVariant(db, store, { name: 'Jarra' })
    await run(sql`update products set slug = ${product.slug} where id = ${other.productId}`)
    expect(await htmlOf(at(store, `p/${product.slug}`))).toContain('Jarra')
  })
})

describe('a page that is there already, and its compressed forms', () => {
  it('is not sent again while it is the same', async () => {
    const etag = (await ask(at(store))).headers.get('etag') ?? ''
    const again = await ask(at(store), { 'if-none-match': `"x", ${etag}` })
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, ''])
    await run(sql`update product_variants set price_minor = 1 where id = ${product.variantId}`)
    expect((await ask(at(store), { 'if-none-match': etag })).status).toBe(200)
  })

  it.each([
    ['br', 'gzip, deflate, br', brotliDecompressSync],
    ['gzip', 'gzip, br;q=0', gunzipSync],
  ] as const)('%s holds the same page', async (encoding, accepted, unpack) => {
    const plain = await htmlOf(at(store))
    const answer = await ask(at(store), { 'accept-encoding': accepted })
    expect([answer.headers.get('content-encoding'), answer.headers.get('vary')]).toEqual([
      encoding,
      'Accept-Language, Cookie, Accept-Encoding',
    ])
    expect(unpack(Buffer.from(await answer.arrayBuffer())).toString()).toBe(plain)
  })

  it('what is somebody’s is neither compared nor compressed', async () => {
    const accepted = { 'accept-encoding': 'br, gzip' }
    for (const where of ['/c/AAAAAAAAAAAAAAAAAAAAAA', '/admin', at(store, 'selection')]) {
      const { headers } = await ask(where, accepted)
      expect([where, headers.get('content-encoding'), headers.get('etag')]).toEqual([where, null, null])
      expect(headers.get('cache-control')).toBe('no-store')
    }
  })
})

describe('what is kept is bounded', () => {
  const page = (text: string) =>
    new FinishedPage(
      { html: text.repeat(1000), inlineScripts: [], inlineStyles: [] },
      { status: 200, isPrivate: false, isDev: false },
    )
  it('in bytes; what was asked for longest ago goes first', async () => {
    const kept = new KeptPages<FinishedPage>(4_700) // three of 1,500
    const rendered: string[] = []
    const read = (key: string) =>
      kept.read(key, fetchApi, () => {
        rendered.push(key)
        return Promise.resolve({ page: page(key), isKeepable: true })
      })
    for (const key of ['a', 'b', 'c', 'a', 'd']) await read(key)
    expect(kept.size).toBe(4_500)
    rendered.length = 0
    for (const key of ['a', 'c', 'd', 'b']) await read(key)
    expect(rendered).toEqual(['b'])
  })
})
