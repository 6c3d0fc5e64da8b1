/** The caps on open holds, as they meet whoever comes over the network; counting itself is proven in checkouts.test.ts. */
import { beforeEach, expect, test } from 'vitest'
import { newId } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { changeSettings } from '../stores/stores.ts'
import { testServer } from '../test-server.ts'
import { makeCheckout } from './checkouts.ts'

const db = testDatabase()
const server = testServer(db.connection, { environment: { TRUSTED_PROXIES: '127.0.0.1' } })
let store: Store
let items: { variantId: string; quantity: number }[]
beforeEach(async () => {
  store = await addTestStore(db)
  items = [{ variantId: (await addTestVariant(db, store, { stock: 100 })).variantId, quantity: 1 }]
})

type Buyer = { from: string; device?: string; phone?: string }

/** Asks for a checkout through the proxy; answers the status, and which cap refused it. */
async function press({ from, device, phone }: Buyer): Promise<unknown> {
  const answer = await fetch(`${server.url}/api/stores/${store.slug}/checkouts`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': newId(),
      'x-forwarded-for': from,
      ...(device === undefined ? {} : { 'x-device-id': device }),
    },
    body: JSON.stringify({ items, ...(phone === undefined ? {} : { customer: { phone } }) }),
  })
  const { code, cap, limit } = (await answer.json()) as Record<string, unknown>
  return answer.status === 201 ? 201 : [answer.status, code, cap, limit]
}

const refusedBy = (cap: string, limit: number) => [429, 'too-many-holds', cap, limit]

test('three a device, wherever it asks from', async () => {
  const device = 'device-of-somebody-1'
  const from = (n: number) => `198.51.100.${n}`
  for (const n of [1, 2, 3]) expect(await press({ from: from(n), device })).toBe(201)
  expect(await press({ from: from(4), device })).toEqual(refusedBy('device', 3))
  expect(await press({ from: from(4), device: 'device-of-somebody-2' })).toBe(201)
  expect(await press({ from: from(4) })).toBe(201)
})

test('three a phone, on whatever device', async () => {
  const buyer = (n: number) => ({ from: `198.51.100.${n}`, device: `device-of-perla-no-${n}` })
  const phone = '+5491155550177'
  for (const n of [11, 12, 13]) expect(await press({ ...buyer(n), phone })).toBe(201)
  expect(await press({ ...buyer(14), phone })).toEqual(refusedBy('phone', 3))
  expect(await press({ ...buyer(14), phone: '+5491155550178' })).toBe(201)
})

test('thirty an address, whatever the device; the neighbour is somebody else', async () => {
  const { keys, makeCheckout: maker } = server.deps
  const making = { db, keys, makeCheckout: maker, publicUrl: server.url, areCapsOn: true }
  const address = '198.51.100.21'
  // more than thirty requests a minute would be refused for their number
  await Promise.all(
    Array.from({ length: 30 }, () =>
      makeCheckout(making, store, { items }, { key: newId(), deviceId: undefined, address }),
    ),
  )
  const device = 'device-of-somebody-3'
  expect(await press({ from: address, device })).toEqual(refusedBy('address', 30))
  expect(await press({ from: '198.51.100.22', device })).toBe(201)
})

test('the hosts of one /64 count as one address', async () => {
  await changeSettings(db, store, { maxOpenHoldsPerAddress: 2 })
  expect(await press({ from: '2001:db8:7:7::1' })).toBe(201)
  expect(await press({ from: '2001:db8:7:7:dead:beef::2' })).toBe(201)
  expect(await press({ from: '2001:db8:7:7::3' })).toEqual(refusedBy('address', 2))
  expect(await press({ from: '2001:db8:7:8::1' })).toBe(201)
})
