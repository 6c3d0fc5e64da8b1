import { overHttp, type Kind } from './checkout-figures.ts'
import { list } from './list-figures.ts'
import { compare, milliseconds, perSecond, type Figure } from './measure.ts'
import type { Shop } from './shop.ts'

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
  return figures
}
