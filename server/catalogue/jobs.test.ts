import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { withSystem } from '../platform/tenancy.ts'
import { createSortPriceRefresher } from './jobs.ts'

const db = testDatabase()

test('an offer that begins or ends moves its product to its place, and is looked at once', async () => {
  const store = await addTestStore(db)
  const { productId, variantId } = await addTestVariant(db, store, { priceMinor: 700, compareAtMinor: 1000 })
  await addTestVariant(db, store, { priceMinor: 500 })
  const setWindow = (from: string, to: string) =>
    withSystem(db, (tx) =>
      tx.execute(sql`update product_variants set sale_starts_at = now() + ${from}::interval,
        sale_ends_at = now() + ${to}::interval where id = ${variantId}`),
    )
  const sortPrice = async () => {
    const { rows } = await withSystem(db, (tx) =>
      tx.execute<{ price: number }>(
        sql`select sort_price_minor as price from products where id = ${productId}`,
      ),
    )
    return rows[0]?.price
  }
  const forget = () =>
    withSystem(db, (tx) => tx.execute(sql`update products set sort_price_minor = 1 where id = ${productId}`))

  await setWindow('-1 hour', '1 hour')
  expect(await sortPrice()).toBe(700) // the trigger has seen to it
  await forget()
  const refresh = createSortPriceRefresher(db)
  expect(await refresh()).toBe(1) // the first call takes everything that has a window
  expect(await sortPrice()).toBe(700)
  await forget()
  expect(await refresh()).toBe(0) // nothing has begun or ended since
  expect(await sortPrice()).toBe(1)

  await setWindow('-2 hours', '0.1 seconds')
  await forget()
  await withSystem(db, (tx) => tx.execute(sql`select pg_sleep(0.2)`))
  expect(await refresh()).toBe(1) // it has ended
  expect(await sortPrice()).toBe(1000)
})
