import { expect, test } from 'vitest'
import { productSchema } from '../../shared/catalogue.ts'
import type { Store } from '../platform/http.ts'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { makeOverdue, shopOf, testApp } from '../test-shop.ts'

const db = testDatabase()
const app = testApp(db)
const { buy, cancel, confirm, extend } = shopOf(db)

/** The only variant of the product, as its page is told of it. */
async function read(store: Store, slug: string) {
  const { json } = await app.request(`/api/stores/${store.slug}/products/${slug}`)
  const [variant] = productSchema.parse(json).variants
  return { available: variant?.available, mayFreeUpAt: variant?.mayFreeUpAt }
}

test('CAT9 where others hold all that is free, a product says when the first hold ends', async () => {
  const store = await addTestStore(db)
  const { variantId, slug } = await addTestVariant(db, store, { stock: 2 })
  const first = await buy(store, [{ variantId }])
  expect(await read(store, slug), 'one is free').toEqual({ available: 1, mayFreeUpAt: null })
  const second = await buy(store, [{ variantId }])
  expect(await read(store, slug)).toEqual({ available: 0, mayFreeUpAt: first.expiresAt })
  await extend(store, first.id, 60)
  expect((await read(store, slug)).mayFreeUpAt, 'extended').toBe(second.expiresAt)
  await cancel(store, second.id)
  expect(await read(store, slug), 'freed').toEqual({ available: 1, mayFreeUpAt: null })
})

test('CAT9 what is sold, or may be ordered without being there, frees up at no time', async () => {
  const store = await addTestStore(db)
  const sold = await addTestVariant(db, store, { stock: 1 })
  await confirm(store, (await buy(store, [sold])).id)
  const toOrder = await addTestVariant(db, store, { stock: 1, allowsBackorder: true })
  await buy(store, [{ ...toOrder, quantity: 2 }])
  const untracked = await addTestVariant(db, store, { stock: null })
  await buy(store, [untracked])
  for (const { slug } of [sold, toOrder, untracked]) expect((await read(store, slug)).mayFreeUpAt).toBeNull()
})

test('CAT9 the end of a hold that is over stands until it is swept', async () => {
  const store = await addTestStore(db)
  const { variantId, slug } = await addTestVariant(db, store, { stock: 1 })
  const { id } = await buy(store, [{ variantId }])
  await makeOverdue(db, id)
  const { mayFreeUpAt } = await read(store, slug)
  expect(Date.parse(mayFreeUpAt ?? '')).toBeLessThan(Date.now())
})
