import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Store } from '../platform/http.ts'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { withSystem } from '../platform/tenancy.ts'
import { countCrossedOffers } from './jobs.ts'

const db = testDatabase()
const run = (statement: ReturnType<typeof sql>) => withSystem(db, (tx) => tx.execute(statement))
let store: Store
let productId: string
let variantId: string
beforeAll(async () => {
  store = await addTestStore(db)
  ;({ productId, variantId } = await addTestVariant(db, store, { priceMinor: 700, compareAtMinor: 1000 }))
  await addTestVariant(db, store, { priceMinor: 500 })
})

const setWindow = (from: string, to: string) =>
  run(sql`update product_variants set sale_starts_at = now() + ${from}::interval, sale_ends_at = now() + ${to}::interval
    where id = ${variantId}`)
const sortPrice = async () =>
  (await run(sql`select sort_price_minor as price from products where id = ${productId}`)).rows[0]?.['price']
const version = async () =>
  Number(
    (await run(sql`select version from product_changes where product_id = ${productId}`)).rows[0]?.[
      'version'
    ],
  )
const forget = () => run(sql`update products set sort_price_minor = 1 where id = ${productId}`)
/** As if the last count lay so long ago. */
const countedBefore = (ago: string) =>
  run(sql`update catalogue_versions set prices_at = now() - ${ago}::interval where store_id = ${store.id}`)

test('an offer that begins or ends moves its product to its place and is a change of it, once', async () => {
  await setWindow('-1 hour', '1 hour')
  expect(await sortPrice()).toBe(700) // the trigger has seen to it
  await forget()
  const before = await version()
  expect(await countCrossedOffers(db)).toBe(1) // what began while nobody counted
  expect(await sortPrice()).toBe(700)
  expect(await version()).toBeGreaterThan(before)
  await forget()
  expect(await countCrossedOffers(db)).toBe(0) // nothing has begun or ended since
  expect(await sortPrice()).toBe(1)

  await setWindow('-2 hours', '0.1 seconds')
  await forget()
  await run(sql`select pg_sleep(0.2)`)
  expect(await countCrossedOffers(db)).toBe(1) // it has ended
  expect(await sortPrice()).toBe(1000)
})

test('an offer counts as a change also where the price the product is sorted by stays', async () => {
  await countedBefore('1 hour')
  await setWindow('-2 hours', '-1 minute')
  const before = await version()
  expect(await countCrossedOffers(db)).toBe(1)
  expect(await version()).toBeGreaterThan(before)
})

test('two processes at once count each offer, and neither hangs', async () => {
  await countedBefore('3 hours')
  const counts = await Promise.all(Array.from({ length: 4 }, () => countCrossedOffers(db)))
  expect(counts).toContain(1)
  await countedBefore('-5 minutes')
  expect(await countCrossedOffers(db)).toBe(0)
})
