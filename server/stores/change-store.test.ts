import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Role } from '../../shared/accounts.ts'
import type { StoreChange } from '../../shared/store.ts'
import { newId } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { withStore } from '../platform/tenancy.ts'
import {
  addTestStore,
  addTestVariant,
  breaches,
  testDatabase,
  type TestVariant,
} from '../platform/test-database.ts'
import {
  addSession,
  addToken,
  balancesOf,
  makeOverdue,
  refusalFrom,
  shopOf,
  statusOf,
  testApp,
  type Answer,
} from '../test-shop.ts'

const db = testDatabase()
const app = testApp(db, { PUBLIC_URL: 'http://vidriera.example' })
const shop = shopOf(db)
let store: Store
let at: string
beforeEach(async () => {
  store = await addTestStore(db)
  at = `/api/stores/${store.slug}`
})

const as = async (role: Role) => ({ authorization: `Bearer ${await addToken(db, store, role)}` })
const change = async (change: Record<string, unknown> | StoreChange, role: Role = 'owner'): Promise<Answer> =>
  app.send('PATCH', at, change, await as(role))
const codeOf = ({ json }: Answer) => (json as { code?: string }).code
const reserve = (variant: TestVariant, key: string = newId()) =>
  app.send(
    'POST',
    `${at}/checkouts`,
    { items: [{ variantId: variant.variantId, quantity: 1 }] },
    { 'idempotency-key': key },
  )

describe('what a store says of itself', () => {
  test('is changed in part, and seen at once', async () => {
    const week = {
      mon: [{ from: '09:00', to: '18:00' }],
      tue: [],
      wed: [],
      thu: [],
      fri: [],
      sat: [],
      sun: [],
    }
    const wanted = {
      name: 'Otra',
      tagline: 'Cosas lindas',
      whatsapp: '+5491155550199',
      locale: 'es-UY',
      timeZone: 'America/Montevideo',
      host: 'otra.example',
      hours: week,
      theme: { ground: '#f4f0e6', accent: '#1f4d3b', typeface: 'grotesk' },
    } as const
    const answer = await change(wanted)
    expect([answer.status, answer.json]).toEqual([200, expect.objectContaining(wanted) as unknown])
    const translations = { en: { tagline: 'Pretty things' } }
    expect((await change({ translations })).json).toMatchObject({ translations, tagline: 'Cosas lindas' })
    for (const [lang, tagline] of [
      ['en', 'Pretty things'],
      ['pt', 'Cosas lindas'],
      ['es', 'Cosas lindas'],
    ])
      expect((await app.request(`${at}/store?lang=${lang}`)).json).toMatchObject({ tagline })
    expect((await change({ translations: { fr: { tagline: 'X' } } })).status).toBe(400)
    const { host: _host, ...shown } = wanted
    const profile = await app.request(`${at}/store`)
    expect(profile.json).toMatchObject(shown)
    expect(profile.json).not.toHaveProperty('host')
    expect(profile.json).not.toHaveProperty('translations')
    await change({ tagline: null, whatsapp: null, hours: null, theme: null, host: null })
    const rest = await app.request(at, { headers: await as('viewer') })
    expect(rest.json).toMatchObject({
      name: 'Otra',
      tagline: null,
      whatsapp: null,
      hours: null,
      theme: null,
      host: null,
    })
  })

  test('is changed by admins and owners alone, and nothing is half changed', async () => {
    for (const role of ['agent', 'viewer'] as const)
      expect((await change({ name: 'X' }, role)).status).toBe(403)
    expect((await app.send('PATCH', at, { name: 'X' })).status).toBe(401)
    expect((await change({ name: 'Con admin' }, 'admin')).status).toBe(200)
    expect((await change({ name: 'A medias', status: 'suspended' }, 'admin')).status).toBe(403)
    expect((await app.request(`${at}/store`)).json).toMatchObject({ name: 'Con admin', status: 'active' })
  })

  test('a shape that is wrong is refused with its field', async () => {
    const wrong: [string, unknown][] = [
      ['name', ''],
      ['whatsapp', '11 5555 0100'],
      ['timeZone', 'Marte/Olimpo'],
      ['status', 'closed'],
      ['host', 'localhost'],
      ['host', '10.0.0.1'],
      ['hours', { mon: [] }],
      ['theme', { ground: 'red', accent: '#000000', typeface: 'grotesk' }],
      ['', { slug: 'otro' }],
    ]
    for (const [field, value] of wrong) {
      const answer = await change(field === '' ? (value as Record<string, unknown>) : { [field]: value })
      expect([field, answer.status, codeOf(answer)]).toEqual([field, 400, 'invalid-request'])
    }
  })

  test('STO6 a domain is of one store, set by owners, and never the installation’s own', async () => {
    const host = `${randomUUID().slice(0, 8)}.example`
    const other = await addTestStore(db, { host: `${randomUUID().slice(0, 8)}.example` })
    expect((await change({ host }, 'admin')).status).toBe(403)
    expect((await change({ host })).status).toBe(200)
    expect((await app.request('/api/store', { headers: { host } })).json).toMatchObject({ slug: store.slug })
    // whoever sends the whole form back has not moved it
    expect((await change({ host, name: 'Otra' }, 'admin')).status).toBe(200)
    const taken = await app.send(
      'PATCH',
      `/api/stores/${other.slug}`,
      { host },
      { authorization: `Bearer ${await addToken(db, other, 'owner')}` },
    )
    expect([taken.status, taken.json]).toEqual([
      409,
      expect.objectContaining({ code: 'conflict', path: 'host' }) as unknown,
    ])
    const ours = await change({ host: 'vidriera.example' })
    expect([ours.status, ours.json]).toEqual([409, expect.objectContaining({ path: 'host' }) as unknown])
  })

  test('STO6 the currency changes only while nothing is priced in it', async () => {
    expect((await change({ currency: 'UYU' }, 'admin')).json).toMatchObject({ currency: 'UYU' })
    await addTestVariant(db, store)
    const refused = await change({ currency: 'ARS' })
    expect([refused.status, refused.json]).toEqual([
      409,
      expect.objectContaining({ path: 'currency' }) as unknown,
    ])
    expect((await change({ currency: 'UYU', name: 'Igual' })).status).toBe(200)
  })

  test('STO6 a product on its way and a new currency wait for each other', async () => {
    const rival = await db.connect('app')
    await rival.query(`begin; set local app.store_id = '${store.id}'`)
    await rival.query(
      `insert into products (store_id, id, slug, name, status) values ($1, $2, 'x', 'X', 'draft')`,
      [store.id, newId()],
    )
    const changing = change({ currency: 'UYU' })
    await expectWaiting()
    await rival.query('commit')
    expect((await changing).status).toBe(409)
  })
})

/** Until somebody waits for a lock. */
async function expectWaiting(): Promise<void> {
  const spy = await db.connect('postgres')
  await expect
    .poll(
      async () =>
        (
          await spy.query(
            'select from pg_stat_activity where wait_event_type = $1 and datname = current_database()',
            ['Lock'],
          )
        ).rowCount,
    )
    .toBe(1)
}

describe('STO4 an inactive store', () => {
  test('shows its window and reserves nothing; what was reserved can still be sold', async () => {
    const variant = await addTestVariant(db, store, { stock: 5 })
    const key = newId()
    const made = await reserve(variant, key)
    expect((await change({ status: 'inactive' }, 'admin')).status).toBe(200)
    const list = await app.request(`${at}/products`)
    expect([list.status, (list.json as { items: unknown[] }).items.length]).toEqual([200, 1])
    expect((await app.request(`${at}/store`)).json).toMatchObject({ status: 'inactive' })
    const refused = await reserve(variant)
    expect([refused.status, codeOf(refused)]).toEqual([409, 'store-inactive'])
    expect(await balancesOf(db, variant.stockItemId)).toEqual({ on_hand: 5, reserved: 1 })
    // the answer to a press that was made before is the same as ever
    expect((await reserve(variant, key)).text).toBe(made.text)
    const { id, code } = made.json as { id: string; code: string }
    expect((await app.request(`${at}/checkouts/${code}`)).status).toBe(200)
    expect((await app.send('POST', `${at}/checkouts/${id}/confirm`, {}, await as('agent'))).status).toBe(200)
    expect((await change({ status: 'active' }, 'admin')).status).toBe(200)
    expect((await reserve(variant)).status).toBe(201)
    expect(await breaches(db)).toEqual([])
  })

  test('is refused by the database, also where a process still takes it for an active one', async () => {
    const variant = await addTestVariant(db, store)
    await withStore(db, store.id, (tx) => tx.execute(sql`update stores set status = 'inactive'`))
    expect(store.status).toBe('active')
    const refusals = await Promise.all([1, 2, 3].map(() => refusalFrom(shop.buy(store, [variant]))))
    expect(refusals.map(({ code }) => code)).toEqual(Array(3).fill('store-inactive'))
  })
})

describe('STO5 a suspended store', () => {
  test('is closed to shoppers, open to its people, and sells nothing', async () => {
    const variant = await addTestVariant(db, store, { stock: 5 })
    const [held, late] = [await shop.buy(store, [variant]), await shop.buy(store, [variant])]
    await makeOverdue(db, late.id)
    expect((await change({ status: 'suspended' }, 'owner')).status).toBe(200)
    const agent = await as('agent')
    const session = { cookie: await addSession(db, store, 'agent') }
    for (const path of ['/store', '/products', `/products/${variant.slug}`, `/checkouts/${held.code}`]) {
      for (const headers of [{}, agent, session]) {
        const answer = await app.request(at + path, { headers })
        expect([path, answer.status, codeOf(answer)]).toEqual([path, 403, 'store-unavailable'])
        // whoever came by the host learns which store it is that is closed, and its page says whose it is
        expect(answer.json).toMatchObject({ slug: store.slug, store: { locale: store.locale } })
      }
    }
    const cancelling = await app.send('POST', `${at}/checkouts/${held.code}/cancel`, {})
    expect([cancelling.status, codeOf(cancelling)]).toEqual([403, 'store-unavailable'])
    expect(codeOf(await reserve(variant))).toBe('store-unavailable')
    expect((await refusalFrom(shop.buy(store, [variant]))).code).toBe('store-unavailable')

    for (const path of ['', '/settings', '/checkouts', '/stock', `/checkouts/${held.id}/merchant`])
      for (const headers of [agent, session])
        expect([path, (await app.request(at + path, { headers })).status]).toEqual([path, 200])
    for (const id of [held.id, late.id]) {
      const sale = await app.send('POST', `${at}/checkouts/${id}/confirm`, {}, agent)
      expect([sale.status, codeOf(sale)]).toEqual([403, 'store-unavailable'])
    }
    expect(await statusOf(db, held.id)).toBe('pending')
    await shop.cancel(store, held.id)
    expect((await balancesOf(db, variant.stockItemId)).on_hand).toBe(5)
    expect(await breaches(db)).toEqual([])
  })

  test('is suspended and reopened by owners alone', async () => {
    expect((await change({ status: 'suspended' }, 'admin')).status).toBe(403)
    expect((await change({ status: 'suspended' }, 'owner')).status).toBe(200)
    for (const status of ['active', 'inactive']) expect((await change({ status }, 'admin')).status).toBe(403)
    // the rest of it can be put right meanwhile
    expect((await change({ name: 'Con paciencia', status: 'suspended' }, 'admin')).status).toBe(200)
    expect((await change({ status: 'active' }, 'owner')).status).toBe(200)
    expect((await app.request(`${at}/products`)).status).toBe(200)
  })
})
