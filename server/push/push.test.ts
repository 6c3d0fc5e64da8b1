import type { IncomingMessage, ServerResponse } from 'node:http'
import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { beforeEach, describe, expect, test } from 'vitest'
import type { MadeCheckout } from '../../shared/checkout.ts'
import type { Language } from '../../shared/language.ts'
import { changeStock } from '../stock/stock.ts'
import { newId } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { createLimits } from '../platform/limits.ts'
import { withSystem } from '../platform/tenancy.ts'
import { addTestStore, addTestVariant, testDatabase, type TestVariant } from '../platform/test-database.ts'
import { testInternet } from '../platform/test-internet.ts'
import { keys, merchant, refusalFrom, settle, shopOf, tally } from '../test-shop.ts'
import { createMessenger, forgetOldWishes } from './deliver.ts'
import { caps, expectWish, takeBack, wish } from './push.ts'
import { readVapid, testBrowser } from './test-browser.ts'

const db = testDatabase()
const internet = testInternet()
const faults: string[] = []
const log = pino({ level: 'warn' }, { write: (line: string) => void faults.push(line) })
const messenger = () => createMessenger({ db, keys, log, network: internet.network })

type Arrived = { url: string; headers: IncomingMessage['headers']; body: Buffer }
let arrived: Arrived[] = []
/** What the push service answers to a message that has arrived. */
let answer: (response: ServerResponse, message: Arrived) => unknown

let store: Store
beforeEach(async () => {
  await withSystem(db, (tx) => tx.execute(sql`delete from push_wishes; delete from push_subscriptions`))
  store = await addTestStore(db, { name: 'Rare & Magic', timeZone: 'America/Argentina/Buenos_Aires' })
  arrived = []
  faults.length = 0
  internet.connected.length = 0
  internet.names.clear()
  internet.names.set('fotos.example', [['93.184.215.14']])
  answer = (response) => response.writeHead(201).end()
  internet.answer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const message = { url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) }
      arrived.push(message)
      answer(response, message)
    })
  })
})

let browsers = 0
const newBrowser = () => testBrowser(`https://fotos.example/push/${++browsers}`)
const asker = { address: '198.51.100.7', origin: 'https://tienda.example' }
const deps = { db, keys, areCapsOn: true }

const wishBack = (variant: TestVariant, browser = newBrowser(), language: Language = 'es') => {
  const request = { subscription: browser.subscription, variantId: variant.variantId, language }
  return wish(deps, store, request, asker)
}
const wishNotice = (checkout: MadeCheckout, browser = newBrowser(), language: Language = 'es') => {
  const request = { subscription: browser.subscription, checkoutCode: checkout.code, language }
  return wish(deps, store, request, asker)
}
const receive = (variant: TestVariant, delta = 1) =>
  changeStock(db, store, variant.variantId, { delta, reason: 'llegó' }, merchant)
/** Time is the database's: the hold ends so many minutes from now. */
const endIn = (checkout: MadeCheckout, minutes: number) =>
  withSystem(db, (tx) =>
    tx.execute(sql`update checkouts set expires_at = now() + ${minutes} * interval '1 minute',
      first_expires_at = now() + ${minutes} * interval '1 minute' where id = ${checkout.id}`),
  )
const left = async () => {
  const { rows } = await withSystem(db, (tx) =>
    tx.execute<{ wishes: number; browsers: number }>(sql`select
      (select count(*) from push_wishes)::int as wishes, (select count(*) from push_subscriptions)::int as browsers`),
  )
  return rows[0]
}
/** Makes what was put off due again, and answers in how many seconds it would have been. */
const skipWait = async (): Promise<number | undefined> => {
  const { rows } = await withSystem(db, (tx) =>
    tx.execute<{ seconds: number }>(sql`with waiting as (select id, not_before from push_wishes)
      update push_wishes w set not_before = now() from waiting where waiting.id = w.id
      returning extract(epoch from waiting.not_before - now())::float as seconds`),
  )
  return rows[0]?.seconds
}

describe('PSH2 something is back', () => {
  test('is told once it can be bought, in the language asked for, and leads to its page', async () => {
    const variant = await addTestVariant(db, store, { stock: 0, name: 'Sextante' })
    await withSystem(db, (tx) =>
      tx.execute(
        sql`update products set translations = '{"en": {"name": "Sextant"}}' where id = ${variant.productId}`,
      ),
    )
    const [here, there] = [newBrowser(), newBrowser()]
    const id = await wishBack(variant, here)
    await wishBack(variant, there, 'en')
    expect(await messenger().run()).toBe(0)
    await receive(variant)
    expect(await messenger().run()).toBe(2)
    const mine = arrived.find(({ url }) => here.subscription.endpoint.endsWith(url))
    const theirs = arrived.find(({ url }) => there.subscription.endpoint.endsWith(url))
    expect(here.read(mine?.body ?? Buffer.alloc(0))).toEqual({
      web_push: 8030,
      notification: {
        title: 'Rare & Magic',
        body: 'Volvió Sextante.',
        lang: 'es',
        navigate: `https://tienda.example/s/${store.slug}/p/${variant.slug}`,
        icon: `https://tienda.example/s/${store.slug}/icon-192.png`,
        tag: id,
      },
    })
    expect(there.read(theirs?.body ?? Buffer.alloc(0)).notification.body).toBe('Sextant is back.')
  })

  test('is not told while it is hidden, has no price or the store is closed, and is when that ends', async () => {
    const variant = await addTestVariant(db, store, { stock: 0 })
    await wishBack(variant)
    await receive(variant)
    const states: [string, string, string][] = [
      ['products', `status = 'inactive'`, `status = 'active'`],
      ['product_variants', 'is_active = false', 'is_active = true'],
      ['product_variants', 'price_minor = null', 'price_minor = 1000'],
      ['stores', `status = 'suspended'`, `status = 'active'`],
    ]
    const set = (table: string, change: string) => {
      const id = { products: variant.productId, product_variants: variant.variantId, stores: store.id }[table]
      return withSystem(db, (tx) =>
        tx.execute(sql`update ${sql.identifier(table)} set ${sql.raw(change)} where id = ${id}`),
      )
    }
    for (const [table, off, on] of states) {
      await set(table, off)
      expect([off, await messenger().run()]).toEqual([off, 0])
      await set(table, on)
    }
    expect(await messenger().run()).toBe(1)
  })

  test('counts what is held by others as not there', async () => {
    const variant = await addTestVariant(db, store, { stock: 1 })
    const held = await shopOf(db).buy(store, [variant])
    await wishBack(variant)
    expect(await messenger().run()).toBe(0)
    await shopOf(db).cancel(store, held.id)
    expect(await messenger().run()).toBe(1)
  })

  test('after 90 days a wish ends unheard, and with it what named the browser', async () => {
    const old = await addTestVariant(db, store, { stock: 0 })
    await wishBack(old)
    await withSystem(db, (tx) =>
      tx.execute(sql`update push_wishes set created_at = now() - interval '91 days'`),
    )
    await wishBack(await addTestVariant(db, store, { stock: 0 }))
    expect(await forgetOldWishes(db)).toBe(1)
    expect(await left()).toEqual({ wishes: 1, browsers: 1 })
  })

  test('nothing of another store, of a draft or of nobody can be wished for', async () => {
    const foreign = await addTestVariant(db, await addTestStore(db))
    const draft = await addTestVariant(db, store, { status: 'draft' })
    for (const variantId of [foreign.variantId, draft.variantId, newId()]) {
      const { code } = await refusalFrom(wishBack({ ...draft, variantId }))
      expect(code).toBe('variant-not-found')
    }
  })
})

describe('PSH2 a hold ends soon', () => {
  test('is told two hours before its end as it stands then, in the store’s time, and leads to its page', async () => {
    const variant = await addTestVariant(db, store)
    const made = await shopOf(db).buy(store, [variant], {
      customer: { name: 'Ana', phone: '+5491155550100' },
    })
    const browser = newBrowser()
    const id = await wishNotice(made, browser, 'pt')
    await endIn(made, 121)
    expect(await messenger().run()).toBe(0)
    await endIn(made, 119)
    expect(await messenger().run()).toBe(1)
    const { notification } = browser.read(arrived[0]?.body ?? Buffer.alloc(0))
    expect(notification).toMatchObject({
      lang: 'pt',
      navigate: `https://tienda.example/c/${made.code}`,
      tag: id,
    })
    const hour = new Intl.DateTimeFormat('pt-BR', {
      ...{ timeZone: 'America/Argentina/Buenos_Aires', hour: '2-digit', minute: '2-digit' },
    }).format(Date.now() + 119 * 60_000)
    expect(notification.body).toBe(`Sua reserva termina às ${hour}. Depois volta para a vitrine.`)
    expect(JSON.stringify(notification)).not.toMatch(/Ana|5491155550100/)
    expect(Number(arrived[0]?.headers['ttl'])).toBeGreaterThan(118 * 60)
    expect(Number(arrived[0]?.headers['ttl'])).toBeLessThanOrEqual(119 * 60)
  })

  test('an extended one is told later, an ended, a confirmed and a cancelled one never', async () => {
    const variant = await addTestVariant(db, store)
    const [extended, ended, confirmed, cancelled] = [
      await shopOf(db).buy(store, [variant]),
      await shopOf(db).buy(store, [variant]),
      await shopOf(db).buy(store, [variant]),
      await shopOf(db).buy(store, [variant]),
    ]
    for (const made of [extended, ended, confirmed, cancelled]) {
      await wishNotice(made)
      await endIn(made, 60)
    }
    await shopOf(db).extend(store, extended.id, 300)
    await endIn(ended, -1)
    await shopOf(db).confirm(store, confirmed.id)
    await shopOf(db).cancel(store, cancelled.id)
    expect(await messenger().run()).toBe(0)
    expect(await forgetOldWishes(db)).toBe(2)
    await endIn(extended, 100)
    expect(await messenger().run()).toBe(1)
  })

  test('is for who shows the code, while it is pending and long enough', async () => {
    const variant = await addTestVariant(db, store)
    const made = await shopOf(db).buy(store, [variant])
    const other = await addTestStore(db)
    const foreign = await shopOf(db).buy(other, [await addTestVariant(db, other)])
    const codeOf = async (code: string) => (await refusalFrom(wishNotice({ ...made, code }))).code
    expect(await codeOf('A'.repeat(22))).toBe('checkout-not-found')
    expect(await codeOf(foreign.code)).toBe('checkout-not-found')
    await endIn(made, 119)
    expect(await codeOf(made.code)).toBe('hold-ends-soon')
    await shopOf(db).cancel(store, made.id)
    expect(await codeOf(made.code)).toBe('checkout-not-pending')
    expect(await left()).toEqual({ wishes: 0, browsers: 0 })
  })
})

describe('PSH1 one wish, one message', () => {
  test('what was said is forgotten, and asked again is told again', async () => {
    const variant = await addTestVariant(db, store, { stock: 0 })
    const browser = newBrowser()
    const id = await wishBack(variant, browser)
    expect(await wishBack(variant, browser)).toBe(id)
    await receive(variant)
    expect(await messenger().run()).toBe(1)
    expect(await left()).toEqual({ wishes: 0, browsers: 0 })
    expect((await refusalFrom(expectWish(db, store, id))).code).toBe('wish-not-found')
    await receive(variant)
    expect(await messenger().run()).toBe(0)
    await receive(variant, -2)
    await wishBack(variant, browser)
    await receive(variant)
    expect(await messenger().run()).toBe(1)
    expect(arrived).toHaveLength(2)
  })

  test('what can be bought is nothing to wait for, and nothing is sent', async () => {
    const variant = await addTestVariant(db, store, { stock: 1 })
    expect((await refusalFrom(wishBack(variant, newBrowser()))).code).toBe('variant-available')
    expect(await messenger().run()).toBe(0)
    expect(await left()).toEqual({ wishes: 0, browsers: 0 })
  })

  test('what is taken back is not told; the other wishes of that browser are', async () => {
    const [one, two] = [
      await addTestVariant(db, store, { stock: 0 }),
      await addTestVariant(db, store, { stock: 0 }),
    ]
    const browser = newBrowser()
    const first = await wishBack(one, browser)
    const second = await wishBack(two, browser)
    const other = await addTestStore(db)
    expect((await refusalFrom(takeBack(db, other, first))).code).toBe('wish-not-found')
    await takeBack(db, store, first)
    expect(await left()).toEqual({ wishes: 1, browsers: 1 })
    await receive(one)
    await receive(two)
    expect(await messenger().run()).toBe(1)
    expect(arrived[0]?.headers['topic']).toBe(second.replaceAll('-', ''))
  })

  test('a browser and an address may have so many open wishes and no more', async () => {
    const variants: TestVariant[] = []
    for (let i = 0; i <= caps.browser; i++) variants.push(await addTestVariant(db, store, { stock: 0 }))
    const browser = newBrowser()
    const { refusals } = await settle(variants.map((variant) => wishBack(variant, browser)))
    expect(tally(refusals)).toEqual({ 'too-many-wishes': 1 })
    expect(await left()).toEqual({ wishes: caps.browser, browsers: 1 })
    const [variant] = variants
    if (!variant) throw new Error('none')
    for (let i = caps.browser + 1; i < caps.address; i++) await wishBack(variant)
    const rivals = await settle(Array.from({ length: 12 }, () => wishBack(variant)))
    expect([rivals.done.length, tally(rivals.refusals)]).toEqual([1, { 'too-many-wishes': 11 }])
    expect((await left())?.wishes).toBe(caps.address)
  })
})

test('one client makes thirty wishes a minute and no more', async () => {
  const limits = createLimits(true)
  const ask = (path: string) => limits.take('198.51.100.7', 'POST', path) ?? Promise.resolve()
  const at = ['/api/push/wishes', '/api/stores/tienda/push/wishes']
  for (let i = 0; i < 30; i++) await ask(at[i % 2] ?? '')
  for (const path of at) expect((await refusalFrom(ask(path))).code).toBe('rate-limited')
  await ask('/api/stores/tienda/visits')
})

describe('PSH3 several processes', () => {
  test('send each message once', async () => {
    const variant = await addTestVariant(db, store, { stock: 0 })
    for (let i = 0; i < 30; i++) await wishBack(variant)
    await receive(variant)
    const looked = await Promise.all([1, 2, 3, 4].map(() => messenger().run()))
    expect(looked.reduce((sum, count) => sum + count, 0)).toBe(30)
    expect(new Set(arrived.map(({ url }) => url)).size).toBe(30)
    expect(arrived).toHaveLength(30)
  })

  test('what another has just taken is left to it, before that is committed and after', async () => {
    const variant = await addTestVariant(db, store, { stock: 0 })
    const [taken, free] = [newBrowser(), newBrowser()]
    const id = await wishBack(variant, taken)
    await wishBack(variant, free)
    await receive(variant)
    const other = await db.connect('system')
    await other.query('begin')
    await other.query(
      `update push_wishes set attempts = attempts + 1, not_before = now() + interval '2 minutes' where id = $1`,
      [id],
    )
    expect(await messenger().run()).toBe(1)
    await other.query('commit')
    expect(await messenger().run()).toBe(0)
    expect(arrived.map(({ url }) => url)).toEqual([new URL(free.subscription.endpoint).pathname])
  })

  test('what a process took and did not finish is sent by another under the same name', async () => {
    const variant = await addTestVariant(db, store, { stock: 0 })
    const id = await wishBack(variant)
    await receive(variant)
    const dying = messenger()
    const isHere = new Promise<void>((resolve) => {
      answer = () => resolve() // and never answers
    })
    const run = dying.run()
    await isHere
    dying.stop()
    await run
    answer = (response) => response.writeHead(201).end()
    expect(await messenger().run()).toBe(1)
    expect(arrived.map(({ headers }) => headers['topic'])).toEqual(
      [id, id].map((one) => one.replaceAll('-', '')),
    )
  })
})

describe('PSH4 the push service', () => {
  const back = async (browser = newBrowser()) => {
    const variant = await addTestVariant(db, store, { stock: 0 })
    await wishBack(variant, browser)
    await receive(variant)
  }

  test.each([404, 410])('that answers %i no longer knows the browser: all its wishes end', async (status) => {
    const browser = newBrowser()
    await back(browser)
    await wishBack(await addTestVariant(db, store, { stock: 0 }), browser)
    answer = (response) => response.writeHead(status).end()
    await messenger().run()
    expect(await left()).toEqual({ wishes: 0, browsers: 0 })
  })

  test.each([
    [429, '3600', 3600],
    [503, '1', 30],
    [500, undefined, 30],
    [429, 'soon', 30],
  ])('that answers %i with Retry-After %s is asked again after %i s', async (status, after, seconds) => {
    await back()
    answer = (response) =>
      response.writeHead(status, after === undefined ? {} : { 'retry-after': after }).end()
    await messenger().run()
    expect(await messenger().run()).toBe(0)
    const waited = await skipWait()
    expect(waited).toBeGreaterThan(seconds - 10)
    expect(waited).toBeLessThanOrEqual(seconds)
    answer = (response) => response.writeHead(201).end()
    expect(await messenger().run()).toBe(1)
    expect(await left()).toEqual({ wishes: 0, browsers: 0 })
  })

  test('that never answers well is given up, and one that is away is tried again as well', async () => {
    await back()
    internet.names.delete('fotos.example')
    await messenger().run()
    internet.names.set('fotos.example', [['93.184.215.14']])
    answer = (response) => response.writeHead(502).end()
    for (let i = 0; i < 20 && (await skipWait()) !== undefined; i++) await messenger().run()
    expect(arrived).toHaveLength(8)
    expect(await left()).toEqual({ wishes: 0, browsers: 0 })
  })

  test('that is away is not asked any more once the hold has ended', async () => {
    const made = await shopOf(db).buy(store, [await addTestVariant(db, store)])
    await wishNotice(made)
    await endIn(made, 100)
    answer = (response) => response.writeHead(503).end()
    await messenger().run()
    await endIn(made, -1)
    await skipWait()
    expect(await messenger().run()).toBe(0)
    expect(arrived).toHaveLength(1)
  })

  test('that refuses the message has it not sent again, and we hear of it', async () => {
    await back()
    answer = (response) => response.writeHead(403).end()
    await messenger().run()
    expect(await left()).toEqual({ wishes: 0, browsers: 0 })
    expect(faults).toMatchObject([expect.stringContaining('"status":403')])
  })
})

describe('PSH5 what is sent', () => {
  test('is signed by the key that browsers subscribe with, for that service alone', async () => {
    const variant = await addTestVariant(db, store, { stock: 0 })
    await wishBack(variant)
    await receive(variant)
    await messenger().run()
    const { headers, body } = arrived[0] ?? { headers: {}, body: Buffer.alloc(0) }
    const { key, claims } = readVapid(headers.authorization ?? '')
    expect(key).toBe(keys.push.publicKey)
    expect(claims).toMatchObject({ aud: 'https://fotos.example', sub: 'https://tienda.example' })
    expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'normal', ttl: '86400' })
    expect(body.byteLength).toBeLessThanOrEqual(4096)
    expect(body.toString('latin1')).not.toContain('Volv')
  })
})

describe('PSH6 addresses', () => {
  test.each([
    'http://fotos.example/push',
    'https://127.0.0.1/push',
    'https://[::1]/push',
    'https://2130706433/push',
    'https://10.0.0.7/push',
    'https://169.254.169.254/latest/meta-data',
    'https://fotos.example:8443/push',
    'https://user:word@fotos.example/push',
  ])('%s is no push service', async (endpoint) => {
    const variant = await addTestVariant(db, store, { stock: 0 })
    const { code } = await refusalFrom(wishBack(variant, testBrowser(endpoint)))
    expect(code).toBe('invalid-request')
  })

  test('a name that leads inside is never connected to, and its browser is forgotten', async () => {
    const variant = await addTestVariant(db, store, { stock: 0 })
    internet.names.set('fotos.example', [['10.0.0.7', '93.184.215.14']])
    await wishBack(variant)
    await receive(variant)
    await messenger().run()
    expect(internet.connected).toEqual([])
    expect(await left()).toEqual({ wishes: 0, browsers: 0 })
  })

  test('a redirect is not followed', async () => {
    const variant = await addTestVariant(db, store, { stock: 0 })
    await wishBack(variant)
    await receive(variant)
    answer = (response) => response.writeHead(307, { location: 'https://fotos.example/elsewhere' }).end()
    await messenger().run()
    expect(arrived).toHaveLength(1)
  })

  test('a key that is no point of the curve is refused', async () => {
    const variant = await addTestVariant(db, store, { stock: 0 })
    const { subscription } = newBrowser()
    const broken = { ...subscription, keys: { ...subscription.keys, p256dh: `B${'A'.repeat(86)}` } }
    const request = { subscription: broken, variantId: variant.variantId, language: 'es' as const }
    expect((await refusalFrom(wish(deps, store, request, asker))).code).toBe('invalid-request')
  })

  test('the database holds neither the address nor the keys of a browser in the clear', async () => {
    const browser = newBrowser()
    await wishBack(await addTestVariant(db, store, { stock: 0 }), browser)
    const { rows } = await withSystem(db, (tx) =>
      tx.execute<{ sealed: Buffer }>(sql`select sealed from push_subscriptions`),
    )
    const sealed = rows[0]?.sealed.toString('latin1') ?? ''
    expect(sealed.length).toBeGreaterThan(100)
    for (const secret of ['fotos.example', browser.subscription.keys.auth])
      expect(sealed).not.toContain(secret)
  })
})
