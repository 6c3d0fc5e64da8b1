import { beforeAll, expect, test } from 'vitest'
import { deriveKeys, newId } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { makeCheckout } from './checkouts.ts'
import { createCheckoutMaker } from './make-checkouts.ts'
import { listCheckouts } from './list-checkouts.ts'
import { readMerchantCheckout } from './read-checkouts.ts'

const db = testDatabase()
const keys = deriveKeys('a secret for tests that is long enough')
const publicUrl = 'http://localhost:3000'
let store: Store
let made: Awaited<ReturnType<typeof makeCheckout>>
beforeAll(async () => {
  store = await addTestStore(db)
  const { variantId } = await addTestVariant(db, store)
  const making = { db, keys, publicUrl, areCapsOn: false, makeCheckout: createCheckoutMaker({ db }) }
  const sender = { key: newId(), deviceId: undefined, address: '127.0.0.1' }
  made = await makeCheckout(making, store, { items: [{ variantId, quantity: 1 }] }, sender)
})

test('a link cancels, so it is shown only to those who may act', async () => {
  const reading = { db, keys, publicUrl }
  const acting = { ...reading, showsLinks: true }
  expect((await listCheckouts(acting, store, {})).items.map((item) => item.url)).toEqual([made.url])
  expect((await listCheckouts(reading, store, {})).items.map((item) => item.url)).toEqual([null])
  expect((await readMerchantCheckout(reading, store, made.id)).url).toBeNull()
  expect(JSON.stringify(await readMerchantCheckout(reading, store, made.id))).not.toContain(made.code)
})
