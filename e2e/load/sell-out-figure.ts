import { randomUUID } from 'node:crypto'
import { HttpConnection, requestText } from './http-client.ts'
import { median, type Figure } from './measure.ts'
import { SLUG, type Shop } from './shop.ts'

const UNITS = 7
const BUYERS = 500

/** The last units and many more buyers than units, all at once: how long until the last of them has an answer. */
export async function sellOutFigure(shop: Shop, rounds: number): Promise<Figure> {
  const connections = Array.from({ length: BUYERS }, () => new HttpConnection(shop.port))
  const seconds: number[] = []
  let isExact = true
  for (let round = 0; round < rounds; round++) {
    const variantId = await leaveOnly(shop, UNITS, round + 1)
    const requests = connections.map(() =>
      requestText(
        'POST',
        `/api/stores/${SLUG}/checkouts`,
        { 'Idempotency-Key': randomUUID() },
        { items: [{ variantId, quantity: 1 }] },
      ),
    )
    const started = performance.now()
    const answers = await Promise.all(connections.map((each, i) => each.send(requests[i] ?? '')))
    seconds.push((performance.now() - started) / 1_000)
    const made = answers.filter((answer) => answer.status === 201).length
    const refused = answers.filter((answer) => answer.status === 409).length
    await leaveOnly(shop, 1_000_000, round + 1)
    isExact &&= made === UNITS && refused === BUYERS - UNITS
  }
  connections.forEach((connection) => connection.close())
  const took = median(seconds)
  return {
    what: `${UNITS} units, ${BUYERS} buyers at once`,
    baseline: '',
    ours: `${took.toFixed(2)} s${isExact ? '' : ', wrong counts'}`,
    ratio: null,
    goal: `≤ 1 s, ${UNITS} sold`,
    isReached: isExact && took <= 1,
  }
}

/** Counts the nth variant so that so many units are free, through the log. */
async function leaveOnly(shop: Shop, units: number, nth: number): Promise<string> {
  const variantId = shop.variants[nth] ?? ''
  await shop.superuser.query(
    `with before as (
      select s.* from stock_items s join product_variants v on v.store_id = s.store_id and v.stock_item_id = s.id
      where v.id = $1
    ), changed as (
      update stock_items s set on_hand = s.reserved + $2::integer from before b where s.store_id = b.store_id and s.id = b.id
      returning s.*, s.on_hand - b.on_hand as delta)
    insert into stock_logs (store_id, stock_item_id, kind, on_hand_delta, reserved_delta, on_hand_after, reserved_after, actor)
    select store_id, id, 'count', delta, 0, on_hand, reserved, 'load' from changed`,
    [variantId, units],
  )
  return variantId
}
