import { compare, median, milliseconds, perSecond, type Figure } from './measure.ts'
import { SLUG, type Shop } from './shop.ts'
import { generateOnly, type Measured, type Target } from './tasks.ts'

const SECONDS = 2

export type Kind = 'checkouts' | 'hot' | 'one'

/** One round of POST /checkouts, three lines each, as the server answers it. */
export const overHttp = (shop: Shop, kind: Kind): Promise<Measured> =>
  round(kind, {
    kind: 'checkouts',
    port: shop.port,
    path: `/api/stores/${SLUG}/checkouts`,
    variants: shop.variants,
    hot: hotOf(shop, kind),
  })

/** The same database function through `pg`, one checkout a call. */
const direct = (shop: Shop, kind: Kind): Promise<Measured> =>
  round(kind, {
    kind: 'direct-checkouts',
    host: shop.host,
    storeId: shop.storeId,
    variants: shop.variants,
    hot: hotOf(shop, kind),
  })

const hotOf = (shop: Shop, kind: Kind): string | undefined => (kind === 'hot' ? shop.variants[0] : undefined)

const round = (kind: Kind, target: Target): Promise<Measured> =>
  generateOnly(201, { target, clients: kind === 'one' ? 1 : 32, seconds: SECONDS })

/** The three figures of POST /checkouts, and that nothing was oversold meanwhile. */
export async function checkoutFigures(shop: Shop, rounds: number): Promise<Figure[]> {
  await overHttp(shop, 'checkouts') // warm
  const p99: Record<'checkouts' | 'hot', number[]> = { checkouts: [], hot: [] }
  const busy = async (kind: 'checkouts' | 'hot') =>
    compare(rounds, {
      baseline: async () => (await direct(shop, kind)).perSecond,
      ours: async () => {
        const measured = await overHttp(shop, kind)
        p99[kind].push(measured.p99)
        return measured.perSecond
      },
    })
  const spread = await busy('checkouts')
  const hot = await busy('hot')
  const one = await compare(rounds, {
    baseline: async () => (await direct(shop, 'one')).p50,
    ours: async () => (await overHttp(shop, 'one')).p50,
  })
  const [spreadP99, hotP99] = [median(p99.checkouts), median(p99.hot)]
  const breaches = await shop.superuser.query('select rule from check_invariants()')
  return [
    {
      what: 'POST /checkouts, 3 lines, 32 clients',
      baseline: perSecond(spread.baseline),
      ours: perSecond(spread.ours),
      ratio: spread.ratio,
      goal: '≥ 1.0×',
      isReached: spread.ratio >= 1,
    },
    {
      what: 'the same, one hot product in each',
      baseline: perSecond(hot.baseline),
      ours: perSecond(hot.ours),
      ratio: hot.ratio,
      goal: '≥ 1.5×',
      isReached: hot.ratio >= 1.5,
    },
    {
      what: 'its p99 against the one above',
      baseline: milliseconds(spreadP99),
      ours: milliseconds(hotP99),
      ratio: hotP99 / spreadP99,
      goal: '≤ 3×',
      isReached: hotP99 / spreadP99 <= 3,
    },
    {
      what: 'the same, 1 client, p50',
      baseline: milliseconds(one.baseline),
      ours: milliseconds(one.ours),
      ratio: one.ratio,
      goal: '≤ 4×',
      isReached: one.ratio <= 4,
    },
    {
      what: 'oversold units, broken invariants',
      baseline: '',
      ours: String(breaches.rowCount),
      ratio: null,
      goal: '0',
      isReached: breaches.rowCount === 0,
    },
  ]
}
