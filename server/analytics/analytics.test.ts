import { describe, expect, test } from 'vitest'
import { newId } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { withSystem } from '../platform/tenancy.ts'
import { shopOf, testApp } from '../test-shop.ts'
import { sql } from 'drizzle-orm'
import { createVisits, readVisits } from './analytics.ts'

const db = testDatabase()
const app = testApp(db)

const rows = async (store: Store) =>
  (
    await withSystem(db, (tx) =>
      tx.execute(sql`select day::text, kind, product_id, count::int from daily_visits
        where store_id = ${store.id} order by day, kind, product_id nulls first`),
    )
  ).rows

describe('visits', () => {
  test('ANA1 what is kept is a day, a kind, a product and a number, and the same day is one row', async () => {
    const store = await addTestStore(db)
    const { productId } = await addTestVariant(db, store)
    const at = Date.parse('2026-03-02T02:59:00Z') // still the first of March in Buenos Aires
    const visits = createVisits(db, () => at)
    for (let n = 0; n < 3; n++) visits.count(store, { kind: 'window' })
    visits.count(store, { kind: 'product', productId })
    await visits.flush()
    visits.count(store, { kind: 'product', productId })
    await visits.flush()
    expect(await rows(store)).toEqual([
      { day: '2026-03-01', kind: 'product', product_id: productId, count: 2 },
      { day: '2026-03-01', kind: 'window', product_id: null, count: 3 },
    ])
  })

  test('ANA2 nothing is counted where the store does not want it, nor of browsers that ask not to be', async () => {
    const open = await addTestStore(db)
    const off = { ...open, settings: { ...open.settings, countsVisits: false } }
    const visits = createVisits(db)
    visits.count(off, { kind: 'window' })
    await visits.flush()
    expect(await rows(open)).toEqual([])
    const send = (headers: Record<string, string>) =>
      app.send('POST', `/api/stores/${open.slug}/visits`, { kind: 'window' }, headers)
    expect((await send({ 'sec-gpc': '1' })).status).toBe(204)
    expect((await send({ dnt: '1' })).status).toBe(204)
    expect((await send({})).status).toBe(204)
    await app.deps().visits.flush()
    expect(await rows(open)).toMatchObject([{ kind: 'window', count: 1 }])
  })

  test('ANA3 what could not be written is written the next time', async () => {
    const store = await addTestStore(db)
    let isAway = true
    const pools = {
      ...db.pools,
      get system() {
        if (isAway) throw new Error('away')
        return db.pools.system
      },
    }
    const visits = createVisits({ pools })
    visits.count(store, { kind: 'window' })
    await expect(visits.flush()).rejects.toThrow('away')
    visits.count(store, { kind: 'window' })
    isAway = false
    await visits.flush()
    expect(await rows(store)).toMatchObject([{ count: 2 }])
  })

  test('ANA4 a product of another store, or of none, is not counted', async () => {
    const [store, other] = [await addTestStore(db), await addTestStore(db)]
    const foreign = await addTestVariant(db, other)
    const visits = createVisits(db)
    visits.count(store, { kind: 'product', productId: foreign.productId })
    visits.count(store, { kind: 'selected', productId: newId() })
    await visits.flush()
    expect(await rows(store)).toEqual([])
    expect(await rows(other)).toEqual([])
  })

  test('the report has every day, and what was reserved and confirmed beside what was looked at', async () => {
    const store = await addTestStore(db)
    const variant = await addTestVariant(db, store)
    const visits = createVisits(db)
    visits.count(store, { kind: 'window' })
    visits.count(store, { kind: 'product', productId: variant.productId })
    visits.count(store, { kind: 'selected', productId: variant.productId })
    await visits.flush()
    await shopOf(db).buy(store, [variant])
    const report = await readVisits(db, store, 7)
    expect(report.days).toHaveLength(7)
    expect(report.days.at(-1)).toMatchObject({
      window: 1,
      product: 1,
      selected: 1,
      checkouts: 1,
      confirmed: 0,
    })
    expect(report.days.slice(0, -1).every((day) => day.window + day.checkouts === 0)).toBe(true)
    expect(report.products).toMatchObject([
      { productId: variant.productId, product: 1, selected: 1, checkouts: 1, confirmed: 0 },
    ])
  })
})
