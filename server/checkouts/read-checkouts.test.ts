import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../app.ts'
import type { Store } from '../platform/http.ts'
import { createPages } from '../pages/pages.ts'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { addToken, keys, shopOf, testApp } from '../test-shop.ts'
import { listCheckouts } from './list-checkouts.ts'
import { readMerchantCheckout } from './read-checkouts.ts'

const db = testDatabase()
const api = testApp(db)
const { buy } = shopOf(db)
const publicUrl = 'http://localhost:3000'
let store: Store
let variantId: string
let made: Awaited<ReturnType<typeof buy>>
beforeAll(async () => {
  store = await addTestStore(db)
  variantId = (await addTestVariant(db, store)).variantId
  made = await buy(store, [{ variantId }])
})

test('a link cancels, so it is shown only to those who may act', async () => {
  const reading = { db, keys, publicUrl }
  const acting = { ...reading, showsLinks: true }
  expect((await listCheckouts(acting, store, {})).items.map((item) => item.url)).toEqual([made.url])
  expect((await listCheckouts(reading, store, {})).items.map((item) => item.url)).toEqual([null])
  expect((await readMerchantCheckout(reading, store, made.id)).url).toBeNull()
  expect(JSON.stringify(await readMerchantCheckout(reading, store, made.id))).not.toContain(made.code)
})

describe('CHK5 the link shows nothing of the customer, also not what was written as the reason of its end', () => {
  const reason = 'Perla Quintana no contesta en el 1155550177'
  let app: ReturnType<typeof createApp>
  let code: string
  beforeAll(async () => {
    const pages = await createPages({
      fetchApi: async (at, init) =>
        app.fetch(new Request(`http://localhost${at}`, init), { isInternal: true }),
      isDev: false,
      publicUrl: null,
      log: () => undefined,
      root: path.join(import.meta.dirname, '../..'),
    })
    app = createApp(api.deps(), { pages: pages.routes })
    const customer = { name: 'Perla Quintana', phone: '+5491155550177' }
    code = (await buy(store, [{ variantId }], { customer })).code
    const authorization = `Bearer ${await addToken(db, store, 'agent')}`
    const cancel = `/api/stores/${store.slug}/checkouts/${code}/cancel`
    expect((await api.send('POST', cancel, { reason }, { authorization })).status).toBe(204)
  }, 60_000) // the first run builds what is missing

  test('neither in the answer nor on the page; the merchant reads it as it was written', async () => {
    const at = `/api/stores/${store.slug}/checkouts/${code}`
    const shown = await api.request(at)
    const page = await app.request(`/c/${code}`)
    const html = await page.text()
    expect([page.status, html.includes('La reserva se canceló')]).toEqual([200, true])
    const leaks = (text: string) => text.match(/Perla|Quintana|contesta|55550177/g)
    expect({ answer: leaks(shown.text), page: leaks(html) }).toEqual({ answer: null, page: null })
    expect(shown.json).toMatchObject({ status: 'cancelled', endReason: null })
    const authorization = `Bearer ${await addToken(db, store, 'viewer')}`
    const merchants = await api.request(`${at}/merchant`, { headers: { authorization } })
    expect(merchants.json).toMatchObject({ endReason: reason, customerName: 'Perla Quintana' })
  })

  test('that another took its place is said', async () => {
    const first = await buy(store, [{ variantId }])
    await buy(store, [{ variantId }], { replaces: first.code })
    const shown = await api.request(`/api/stores/${store.slug}/checkouts/${first.code}`)
    expect(shown.json).toMatchObject({ status: 'cancelled', endReason: 'replaced' })
  })
})
