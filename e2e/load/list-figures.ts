import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { createCatalogue } from '../../server/catalogue/catalogue.ts'
import { createPools } from '../../server/platform/database.ts'
import { createStoreDirectory } from '../../server/stores/stores.ts'
import type { BareTask } from './bare-server.ts'
import { HttpConnection, requestText } from './http-client.ts'
import { compare, milliseconds, perSecond, type Figure } from './measure.ts'
import { SLUG, type Shop } from './shop.ts'
import { generate, generateOnly, type Measured } from './tasks.ts'

const SECONDS = 2
const LIST = `/api/stores/${SLUG}/products?limit=50`

/** One round of the list, 50 connections; conditional ones are answered 304. */
export const list = (port: number, isConditional = false): Promise<Measured> =>
  generateOnly(isConditional ? 304 : 200, {
    target: { kind: 'get', port, path: LIST, isConditional },
    clients: 50,
    seconds: SECONDS,
  })

/** The figures of GET /products: throughput, 304, and that nobody is ever shown the past. */
export async function listFigures(shop: Shop, rounds: number): Promise<Figure[]> {
  const query = await listQuery(shop)
  const perRequest = await startBare({ kind: 'list', host: shop.host, storeId: shop.storeId, ...query })
  const hono = await startBare({ kind: 'not-modified' })
  try {
    await list(shop.port) // warm
    const full = await compare(rounds, {
      baseline: async () => (await list(perRequest.port)).perSecond,
      ours: async () => (await list(shop.port)).perSecond,
    })
    const unchanged = await compare(rounds, {
      baseline: async () => (await list(hono.port, true)).perSecond,
      ours: async () => (await list(shop.port, true)).perSecond,
    })
    return [
      {
        what: 'GET /products, 50 items, 50 connections',
        baseline: perSecond(full.baseline),
        ours: perSecond(full.ours),
        ratio: full.ratio,
        goal: '≥ 3×',
        isReached: full.ratio >= 3,
      },
      {
        what: 'the same answered 304',
        baseline: perSecond(unchanged.baseline),
        ours: perSecond(unchanged.ours),
        ratio: unchanged.ratio,
        goal: '≥ 0.65×',
        isReached: unchanged.ratio >= 0.65,
      },
      await freshness(shop, {
        what: (writes) => `${writes} writes, each read back under load`,
        path: LIST,
        writes: 1_000,
        shown: (price) => `"price":{"amount":${price},`,
      }),
    ]
  } finally {
    perRequest.stop()
    hono.stop()
  }
}

/** The statement the server itself runs for the list, caught on its way. */
async function listQuery(shop: Shop): Promise<{ text: string; values: unknown[] }> {
  const as = (user: string): pg.ClientConfig => ({ host: shop.host, port: 5432, user, database: 'vidriera' })
  const pools = createPools(
    { owner: as('vidriera_owner'), app: as('vidriera_app'), system: as('vidriera_system') },
    (error) => {
      throw error
    },
  )
  const seen: { text: string; values: unknown[] }[] = []
  pools.app.on('connect', (client) => {
    const query = client.query.bind(client) as (...parameters: unknown[]) => unknown
    Object.assign(client, {
      query: (...parameters: unknown[]) => {
        const [first, values] = parameters
        const text = typeof first === 'string' ? first : (first as pg.QueryConfig).text
        if (text.includes('with page as')) seen.push({ text, values: values as unknown[] })
        return query(...parameters)
      },
    })
  })
  const store = await createStoreDirectory({ pools }).bySlug(SLUG)
  if (!store) throw new Error('the store is not there')
  await createCatalogue({ db: { pools } }).listProducts(store, { limit: 50 })
  await Promise.all([pools.app.end(), pools.system.end()])
  const [statement] = seen
  if (!statement) throw new Error('the list ran no statement that is known here')
  return statement
}

function startBare(task: BareTask): Promise<{ port: number; stop: () => void }> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./bare-server.ts', import.meta.url)), { stdio: 'inherit' })
    child.once('error', reject)
    child.once('message', ({ port }: { port: number }) => resolve({ port, stop: () => child.disconnect() }))
    child.send(task)
  })
}

type Reading = {
  what: (writes: number) => string
  path: string
  writes: number
  /** What stands in the answer when the first product has this price. */
  shown: (priceMinor: number) => string
}

/** Writes, waits for the COMMIT, asks with the ETag of before: under load of 40 others the answer must be the new one. */
export async function freshness(shop: Shop, { what, path, writes, shown }: Reading): Promise<Figure> {
  const connection = new HttpConnection(shop.port, true)
  const page = await connection.send(requestText('GET', LIST))
  const first = (JSON.parse(page.body) as { items: { variants: { id: string }[] }[] }).items[0]?.variants[0]
    ?.id
  const load = generate({ target: { kind: 'get', port: shop.port, path }, clients: 40, seconds: 5 })
  let before = await connection.send(requestText('GET', path))
  let stale = 0
  const started = performance.now()
  for (let write = 1; write <= writes; write++) {
    const price = 1_000 + write
    await shop.superuser.query('update product_variants set price_minor = $2 where id = $1', [first, price])
    const after = await connection.send(requestText('GET', path, { 'If-None-Match': before.etag ?? '' }))
    if (after.status !== 200 || !after.body.includes(shown(price))) stale++
    else before = after
  }
  const each = (performance.now() - started) / writes
  connection.close()
  await load
  return {
    what: what(writes),
    baseline: '',
    ours: `${stale} stale, ${milliseconds(each)} each`,
    ratio: null,
    goal: '0 stale',
    isReached: stale === 0,
  }
}
