import { HttpConnection, requestText } from './http-client.ts'
import { freshness, list } from './list-figures.ts'
import { compare, milliseconds, perSecond, type Figure } from './measure.ts'
import { SLUG, type Shop } from './shop.ts'
import { generateOnly } from './tasks.ts'

const SECONDS = 2
const WINDOW = `/s/${SLUG}/`
const PROBES = 200
/** A server that has just started compiles while it renders. */
const WARMING = 30
const PATIENCE_MS = 30

/** The pages themselves: the window beside the list it shows, and how long whoever comes first waits for one. */
export async function windowFigures(shop: Shop, rounds: number): Promise<Figure[]> {
  const window = (): Promise<{ perSecond: number }> =>
    generateOnly(200, {
      target: { kind: 'get', port: shop.port, path: WINDOW },
      clients: 50,
      seconds: SECONDS,
    })
  await window() // warm
  const throughput = await compare(rounds, {
    baseline: async () => (await list(shop.port)).perSecond,
    ours: async () => (await window()).perSecond,
  })
  return [
    {
      what: 'the window as a page, 50 connections',
      baseline: `the list: ${perSecond(throughput.baseline)}`,
      ours: perSecond(throughput.ours),
      ratio: throughput.ratio,
      goal: '≥ 0.25×',
      isReached: throughput.ratio >= 0.25,
    },
    await firstByte('a window after a write', shop, async () => {
      await changeAPrice(shop)
      return WINDOW
    }),
    await firstByte('a product nobody has looked at', shop, (probe) => addressOf(shop, probe)),
    await freshness(shop, {
      what: (writes) => `${writes} writes, each seen in the page under load`,
      path: WINDOW,
      writes: 200,
      shown: (price) => `={amount:${price},`,
    }),
  ]
}

/** Nobody has asked for what `prepare` names. Pages leave whole, so the last byte comes with the first. */
async function firstByte(
  what: string,
  shop: Shop,
  prepare: (probe: number) => Promise<string>,
): Promise<Figure> {
  const connection = new HttpConnection(shop.port)
  const waits: number[] = []
  for (let probe = 0; probe < WARMING + PROBES; probe++) {
    const path = await prepare(probe)
    const asked = performance.now()
    const { status } = await connection.send(requestText('GET', path))
    if (status !== 200) throw new Error(`${path} answers ${status}`)
    if (probe >= WARMING) waits.push(performance.now() - asked)
  }
  connection.close()
  waits.sort((a, b) => a - b)
  const at = (share: number): number => waits[Math.floor((waits.length - 1) * share)] ?? Number.NaN
  return {
    what: `${what}, until it is there`,
    baseline: '',
    ours: `p50 ${milliseconds(at(0.5))}, p99 ${milliseconds(at(0.99))}`,
    ratio: null,
    goal: `p50 ≤ ${PATIENCE_MS} ms`,
    isReached: at(0.5) <= PATIENCE_MS,
  }
}

const changeAPrice = (shop: Shop): Promise<unknown> =>
  shop.superuser.query('update product_variants set price_minor = price_minor + 1 where id = $1', [
    shop.variants[0],
  ])

async function addressOf(shop: Shop, probe: number): Promise<string> {
  const { rows } = await shop.superuser.query<{ slug: string }>(
    'select slug from products where store_id = $1 order by id desc offset $2 limit 1',
    [shop.storeId, probe],
  )
  return `/s/${SLUG}/p/${rows[0]?.slug ?? ''}`
}
