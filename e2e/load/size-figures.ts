import { overHttp, type Kind } from './checkout-figures.ts'
import { HttpConnection, requestText } from './http-client.ts'
import { list } from './list-figures.ts'
import { compare, median, milliseconds, perSecond, type Figure } from './measure.ts'
import { SLUG, type Shop } from './shop.ts'

const LIMIT = 1.5

type Comparison = { what: string; of: (shop: Shop) => Promise<number>; isTime: boolean }

const throughput =
  (kind: Kind) =>
  async (shop: Shop): Promise<number> =>
    (await overHttp(shop, kind)).perSecond

const comparisons: Comparison[] = [
  { what: 'POST /checkouts', of: throughput('checkouts'), isTime: false },
  { what: 'POST /checkouts, hot product', of: throughput('hot'), isTime: false },
  { what: 'POST /checkouts, 1 client', of: async (shop) => (await overHttp(shop, 'one')).p50, isTime: true },
  { what: 'GET /products', of: async (shop) => (await list(shop.port)).perSecond, isTime: false },
  { what: 'GET /products, 304', of: async (shop) => (await list(shop.port, true)).perSecond, isTime: false },
]

const SEARCH_LIMIT_MS = 15
const things = ['Remera', 'Camisa', 'Vestido', 'Reloj', 'Perfume', 'Cartera', 'Zapatilla']
const kinds = ['clásica', 'de lino', 'bordada', 'dorada', 'liviana']

/** From a word that a seventh of all products have to the code of one; no text twice, or it would come from memory. */
const texts = things.flatMap((thing, n) => [
  thing,
  thing.slice(0, 3),
  ...kinds.flatMap((kind, i) => [
    `${thing} ${kind}`,
    `${thing} ${kind.slice(0, -2)}`,
    `${kind} marca ${n * 5 + i}`,
    `${thing} talla ${'SML'[i % 3] ?? ''} ${kind}`,
    `SKU-${n * 100 + i}`,
  ]),
])

/** Median time of an answer to one client who searches. */
async function search(shop: Shop, round: number): Promise<number> {
  const connection = new HttpConnection(shop.port)
  const times: number[] = []
  for (const text of texts) {
    const path = `/api/stores/${SLUG}/products?limit=${24 - round}&q=${encodeURIComponent(text)}`
    const started = performance.now()
    const { status } = await connection.send(requestText('GET', path))
    if (status !== 200) throw new Error(`${path} was answered ${status}`)
    times.push(performance.now() - started)
  }
  connection.close()
  return median(times)
}

async function searchFigure(small: Shop, large: Shop, rounds: number): Promise<Figure> {
  let round = 0
  const compared = await compare(rounds, {
    baseline: () => search(small, round++ >> 1),
    ours: () => search(large, round++ >> 1),
  })
  return {
    what: 'GET /products?q=, 100,000 products, 1 client, p50',
    baseline: milliseconds(compared.baseline),
    ours: milliseconds(compared.ours),
    ratio: compared.ratio,
    goal: `≤ ${SEARCH_LIMIT_MS} ms`,
    isReached: compared.ours <= SEARCH_LIMIT_MS,
  }
}

/** The same requests to a small and to a large shop, both running: how much slower the large one is. */
export async function sizeFigures(small: Shop, large: Shop, rounds: number): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const { what, of, isTime } of comparisons) {
    await of(large) // warm
    const compared = await compare(rounds, { baseline: () => of(small), ours: () => of(large) })
    const slower = isTime ? compared.ratio : 1 / compared.ratio
    const show = isTime ? milliseconds : perSecond
    figures.push({
      what: `${what}, 100,000 products, 1,000,000 checkouts`,
      baseline: show(compared.baseline),
      ours: show(compared.ours),
      ratio: slower,
      goal: `≤ ${LIMIT}× slower`,
      isReached: slower <= LIMIT,
    })
  }
  return [...figures, await searchFigure(small, large, rounds)]
}
