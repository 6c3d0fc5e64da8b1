import { afterEach, describe, expect, test } from 'vitest'
import { stockChangeSchema } from '../../shared/stock.ts'
import { newId } from '../platform/crypto.ts'
import { addTestStore, addTestVariant, breaches, testDatabase } from '../platform/test-database.ts'
import { balancesOf, merchant, refusalFrom, settle, shopOf, tally } from '../test-shop.ts'
import { changeStock, changeStockSettings, listHolds, listStock, readStockLog } from './stock.ts'

const db = testDatabase()
const { buy, confirm, cancel } = shopOf(db)
const times = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n))
const reason = 'prueba'

afterEach(async () => {
  expect(await breaches(db)).toEqual([])
})

describe('STK2 every change writes its log line', () => {
  test('receive, adjust, count, return, reserve, release and confirm, with the balances after each', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 5 })
    await changeStock(db, store, variantId, { delta: 3, reason }, merchant)
    await changeStock(db, store, variantId, { delta: -1, reason: 'rota' }, merchant)
    await changeStock(db, store, variantId, { set: 7, expected: 7, kind: 'count', reason }, merchant)
    const one = await buy(store, [{ variantId, quantity: 2 }])
    const two = await buy(store, [{ variantId }])
    await confirm(store, one.id)
    await cancel(store, two.id)
    await changeStock(db, store, variantId, { delta: 1, kind: 'return', reason }, merchant)
    const { items } = await readStockLog(db, store, variantId, {})
    expect(
      items.map(({ kind, onHandDelta, reservedDelta, onHandAfter, reservedAfter }) => [
        kind,
        onHandDelta,
        reservedDelta,
        onHandAfter,
        reservedAfter,
      ]),
    ).toEqual([
      ['return', 1, 0, 6, 0],
      ['release', 0, -1, 5, 0],
      ['confirm', -2, -2, 5, 1],
      ['reserve', 0, 1, 7, 3],
      ['reserve', 0, 2, 7, 2],
      ['count', 0, 0, 7, 0],
      ['adjust', -1, 0, 7, 0],
      ['receive', 3, 0, 8, 0],
      ['receive', 5, 0, 5, 0],
    ])
    expect(items.map(({ checkoutId }) => checkoutId).slice(1, 5)).toEqual([two.id, one.id, two.id, one.id])
    expect(items[0]?.actor).toMatch(/^token:/)
  })

  test('the log is read page by page without a gap or a double', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 1 })
    for (let n = 0; n < 9; n++)
      await changeStock(db, store, variantId, { delta: 1, reason: `n${n}` }, merchant)
    const seen: (string | null)[] = []
    for (let cursor: string | undefined; ;) {
      const page = await readStockLog(db, store, variantId, { limit: 3, cursor })
      seen.push(...page.items.map((item) => item.reason))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(seen).toEqual([...times(9, (n) => `n${8 - n}`), null])
  })
})

describe('STK3 never a bare overwrite', () => {
  test('R10 the merchant counts 12 after reading 5, while three are sold', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 5 })
    const { done: held } = await settle(times(3, () => buy(store, [{ variantId }])))
    await settle(held.map(({ id }) => confirm(store, id)))
    expect(
      await refusalFrom(changeStock(db, store, variantId, { set: 12, expected: 5, reason }, merchant)),
    ).toMatchObject({ code: 'stock-changed', details: { onHand: 2, reserved: 0, available: 2 } })
    await changeStock(db, store, variantId, { set: 12, expected: 2, reason }, merchant)
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 12, reserved: 0 })
  })

  test('R10 sets, deltas and sales at once: what is refused changed nothing, what is done is in the log', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 50 })
    const { done: held } = await settle(times(20, () => buy(store, [{ variantId }])))
    const { done } = await settle<unknown>([
      ...held.map(({ id }) => confirm(store, id)),
      ...times(10, (n) => changeStock(db, store, variantId, { set: 60 + n, expected: 50, reason }, merchant)),
      ...times(10, () => changeStock(db, store, variantId, { delta: 1, reason }, merchant)),
    ])
    expect(done.length).toBeGreaterThanOrEqual(30)
  })

  test('two counts that expect the same: one wins', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 5 })
    const { done, refusals } = await settle(
      times(8, (n) => changeStock(db, store, variantId, { set: 10 + n, expected: 5, reason }, merchant)),
    )
    expect([done.length, tally(refusals)]).toEqual([1, { 'stock-changed': 7 }])
  })
})

describe('STK4 what is reserved cannot be taken away', () => {
  test('R11 by a count or by a delta; the refusal names the holds', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 5 })
    const held = await buy(store, [{ variantId, quantity: 3 }])
    for (const change of [
      { set: 2, expected: 5, reason },
      { delta: -3, reason },
    ]) {
      expect(await refusalFrom(changeStock(db, store, variantId, change, merchant))).toMatchObject({
        code: 'stock-below-reserved',
        details: { holds: [{ checkoutId: held.id, quantity: 3 }], onHand: 5, reserved: 3 },
      })
    }
    await changeStock(db, store, variantId, { delta: -2, reason }, merchant)
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 3, reserved: 3 })
    expect(await listHolds(db, store, variantId)).toMatchObject([{ checkoutId: held.id, quantity: 3 }])
  })

  test('the refusal says what there is where nothing is reserved', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 11 })
    expect(
      await refusalFrom(changeStock(db, store, variantId, { delta: -999, reason }, merchant)),
    ).toMatchObject({ code: 'stock-below-reserved', details: { holds: [], onHand: 11, reserved: 0 } })
  })

  test('R11 twenty take one each while five are reserved out of fifteen: ten succeed', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 15 })
    await buy(store, [{ variantId, quantity: 5 }])
    const { done, refusals } = await settle(
      times(20, () => changeStock(db, store, variantId, { delta: -1, reason }, merchant)),
    )
    expect([done.length, tally(refusals)]).toEqual([10, { 'stock-below-reserved': 10 }])
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 5, reserved: 5 })
  })

  test('backorders cannot be switched off while more is promised than there is', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 1, allowsBackorder: true })
    const { id } = await buy(store, [{ variantId, quantity: 3 }])
    expect(await refusalFrom(changeStockSettings(db, store, variantId, { backorder: false }))).toMatchObject({
      code: 'stock-below-reserved',
      details: { holds: [{ checkoutId: id, quantity: 3 }], onHand: 1, reserved: 3 },
    })
    await cancel(store, id)
    await changeStockSettings(db, store, variantId, { backorder: false })
    expect((await refusalFrom(buy(store, [{ variantId, quantity: 3 }]))).code).toBe('insufficient-stock')
  })
})

test('a count may start from whatever balance there can be, far above and below what one receives at once', () => {
  const count = (expected: number) => stockChangeSchema.safeParse({ set: 5, expected, reason }).success
  expect([2_147_483_647, 3_000_000, -3_000_000, -2_147_483_648].map(count)).toEqual(times(4, () => true))
  expect([2_147_483_648, -2_147_483_649, 0.5].map(count)).toEqual(times(3, () => false))
})

test('more than a counter holds is refused, not a fault', async () => {
  const store = await addTestStore(db)
  const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 2_147_000_000 })
  const refusal = await refusalFrom(changeStock(db, store, variantId, { delta: 1_000_000, reason }, merchant))
  expect(refusal.code).toBe('conflict')
  expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 2_147_000_000, reserved: 0 })
})

describe('STK5 tracked or not', () => {
  test('an untracked item takes no change of stock', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: null })
    expect((await refusalFrom(changeStock(db, store, variantId, { delta: 1, reason }, merchant))).code).toBe(
      'stock-not-tracked',
    )
  })

  test('tracking switched off and on while units are held: each hold ends as it began', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 3 })
    const counted = await buy(store, [{ variantId, quantity: 2 }])
    await changeStockSettings(db, store, variantId, { tracked: false })
    const uncounted = await buy(store, [{ variantId, quantity: 50 }])
    await changeStockSettings(db, store, variantId, { tracked: true })
    await cancel(store, uncounted.id)
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 3, reserved: 2 })
    await confirm(store, counted.id)
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 1, reserved: 0 })
  })

  test('tracking switched on and off during a storm of purchases: the books agree', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 20 })
    await settle<unknown>([
      ...times(40, () => buy(store, [{ variantId }]).then(({ id }) => cancel(store, id))),
      ...times(6, (n) => changeStockSettings(db, store, variantId, { tracked: n % 2 === 0 })),
    ])
  })
})

describe('looking', () => {
  test('levels say what is held and free, what is low, and find by name without its accents, or by SKU', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 5, name: 'Camión de Ñandú' })
    await addTestVariant(db, store, { stock: 50, name: 'Otra 100%' })
    await buy(store, [{ variantId, quantity: 4 }])
    await changeStockSettings(db, store, variantId, { lowStockThreshold: 1 })
    const low = await listStock(db, store, { lowOnly: true })
    expect(low.items).toMatchObject([{ variantId, onHand: 5, reserved: 4, available: 1, isLow: true }])
    expect((await listStock(db, store, { q: 'nandu' })).items).toHaveLength(1)
    expect((await listStock(db, store, { q: '100%' })).items).toHaveLength(1)
    expect((await listStock(db, store, { q: '\\' })).items).toEqual([])
    expect((await listStock(db, store, { q: low.items[0]?.sku ?? '' })).items).toHaveLength(1)
  })

  test('pages of levels have every variant once', async () => {
    const store = await addTestStore(db)
    await Promise.all(times(7, () => addTestVariant(db, store)))
    const seen = new Set<string>()
    for (let cursor: string | undefined; ;) {
      const page = await listStock(db, store, { limit: 2, cursor })
      for (const { variantId } of page.items) seen.add(variantId)
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(seen.size).toBe(7)
  })

  test('what is not of this store is not found', async () => {
    const [store, other] = [await addTestStore(db), await addTestStore(db)]
    const { variantId } = await addTestVariant(db, other)
    for (const id of [variantId, newId()]) {
      const calls = [
        changeStock(db, store, id, { delta: 1, reason }, merchant),
        changeStockSettings(db, store, id, {}),
        listHolds(db, store, id),
        readStockLog(db, store, id, {}),
      ]
      expect(tally((await settle<unknown>(calls)).refusals)).toEqual({ 'variant-not-found': 4 })
    }
  })
})
