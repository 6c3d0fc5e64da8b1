import { describe, expect, test } from 'vitest'
import { addTestStore, addTestVariant, breaches, testDatabase } from '../platform/test-database.ts'
import { deriveKeys, newId } from '../platform/crypto.ts'
import { Refusal } from '../platform/problem.ts'
import { makeCheckout } from './checkouts.ts'
import { createCheckoutMaker } from './make-checkouts.ts'

const db = testDatabase()
const deps = () => ({
  db,
  keys: deriveKeys('a secret for tests that is long enough'),
  makeCheckout: createCheckoutMaker({ db }),
  publicUrl: 'http://localhost:3000',
  areCapsOn: false,
})
const sender = () => ({ key: newId(), deviceId: undefined, address: '127.0.0.1' })

describe('No oversell', () => {
  test('STK1 seven units, 200 buyers at once: exactly seven succeed', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 7 })
    const making = deps()
    const results = await Promise.allSettled(
      Array.from({ length: 200 }, () =>
        makeCheckout(making, store, { items: [{ variantId, quantity: 1 }] }, sender()),
      ),
    )
    const refusals = results.filter((r) => r.status === 'rejected').map((r) => r.reason as unknown)
    expect(refusals.filter((e) => e instanceof Refusal && e.code === 'insufficient-stock')).toHaveLength(193)
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(7)
    expect(await breaches(db)).toEqual([])
  })
})
