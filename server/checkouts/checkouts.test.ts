import { sql } from 'drizzle-orm'
import { afterEach, describe, expect, test } from 'vitest'
import { newId, sha256 } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { createLogger } from '../platform/logger.ts'
import { addTestStore, addTestVariant, breaches, testDatabase } from '../platform/test-database.ts'
import { withSystem } from '../platform/tenancy.ts'
import { changeSettings } from '../stores/stores.ts'
import {
  addToken,
  balancesOf,
  isSoak,
  logKinds,
  makeOverdue,
  merchant,
  refusalFrom,
  settle,
  shopOf,
  statusOf,
  tally,
  testApp,
} from '../test-shop.ts'
import { confirmCheckout, reportEvent } from './end-checkouts.ts'
import { sweepOverdue } from './jobs.ts'
import { readCheckout, readMerchantCheckout } from './read-checkouts.ts'

const db = testDatabase()
const app = testApp(db)
const { buy, confirm, cancel, extend } = shopOf(db)
const log = createLogger('silent')
const links = () => ({ db, keys: app.deps().keys, publicUrl: 'http://localhost:3000' })
const times = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n))
const selectionId = () => newId().replaceAll('-', '').slice(-22)
const shuffle = <T>(list: T[]): T[] =>
  list
    .map((value) => ({ value, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value)

afterEach(async () => {
  expect(await breaches(db)).toEqual([])
})

describe('No oversell', () => {
  test.each(isSoak ? times(20, (n) => n + 1) : [1, 2])(
    'R1 seven units, 500 buyers at once: exactly seven succeed (round %i)',
    async () => {
      const store = await addTestStore(db)
      const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 7 })
      const { done, refusals } = await settle(times(500, () => buy(store, [{ variantId }])))
      expect(done).toHaveLength(7)
      expect(tally(refusals)).toEqual({ 'insufficient-stock': 493 })
      expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 7, reserved: 7 })
      expect(await logKinds(db, stockItemId)).toEqual(['receive', ...times(7, () => 'reserve')])
    },
  )

  test('R1 over HTTP: seven answers of 201, 493 of 409, none of 5xx', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 7 })
    const body = { items: [{ variantId, quantity: 1 }] }
    const answers = await Promise.all(
      times(500, () =>
        app.send('POST', `/api/stores/${store.slug}/checkouts`, body, { 'idempotency-key': newId() }),
      ),
    )
    const statuses = answers.map((answer) => answer.status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(7)
    expect(statuses.filter((status) => status === 409)).toHaveLength(493)
    expect(answers.find((answer) => answer.status === 409)?.json).toMatchObject({
      code: 'insufficient-stock',
      shortages: [{ variantId, requested: 1, available: 0 }],
    })
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 7, reserved: 7 })
  })

  test('R2 two variants of one stock item in one checkout add up', async () => {
    const store = await addTestStore(db)
    const one = await addTestVariant(db, store, { stock: 6 })
    const two = await addTestVariant(db, store, { stockItemId: one.stockItemId })
    const refusal = await refusalFrom(
      buy(store, [
        { variantId: one.variantId, quantity: 3 },
        { variantId: two.variantId, quantity: 4 },
      ]),
    )
    expect(refusal.code).toBe('insufficient-stock')
    expect(await balancesOf(db, one.stockItemId)).toEqual({ on_hand: 6, reserved: 0 })
    await buy(store, [
      { variantId: one.variantId, quantity: 3 },
      { variantId: two.variantId, quantity: 3 },
    ])
    expect(await balancesOf(db, one.stockItemId)).toEqual({ on_hand: 6, reserved: 6 })
  })

  test('R2 the same variant on two lines adds up, and only what was asked for is named as short', async () => {
    const store = await addTestStore(db)
    const one = await addTestVariant(db, store, { stock: 6 })
    await addTestVariant(db, store, { stockItemId: one.stockItemId })
    const refusal = await refusalFrom(
      buy(store, [
        { variantId: one.variantId, quantity: 3 },
        { variantId: one.variantId, quantity: 4 },
      ]),
    )
    expect(refusal.details).toEqual({
      shortages: [{ variantId: one.variantId, name: 'Producto', requested: 7, available: 6 }],
    })
  })

  test('R7 a reservation while a hold of the last unit expires in the same moment: never both', async () => {
    const rounds = isSoak ? 500 : 100
    const store = await addTestStore(db)
    for (let round = 0; round < rounds; round += 20) {
      await Promise.all(
        times(20, async () => {
          const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 1 })
          const held = await buy(store, [{ variantId }])
          await makeOverdue(db, held.id)
          const { done } = await settle([
            buy(store, [{ variantId }]).then((made) => made.id),
            confirm(store, held.id).then(() => held.id),
            sweepOverdue(db, log).then(() => undefined),
          ])
          const winners = done.filter((id) => id !== undefined)
          expect(winners).toHaveLength(1)
          const isSold = winners[0] === held.id
          expect(await balancesOf(db, stockItemId)).toEqual(
            isSold ? { on_hand: 0, reserved: 0 } : { on_hand: 1, reserved: 1 },
          )
        }),
      )
    }
  })

  test('STK5 an untracked item reserves always and logs nothing', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: null })
    const { done } = await settle(times(20, () => buy(store, [{ variantId, quantity: 900 }])))
    expect(done).toHaveLength(20)
    await confirm(store, done[0]?.id ?? '')
    await cancel(store, done[1]?.id ?? '')
    expect(await logKinds(db, stockItemId)).toEqual([])
  })

  test('a backorder goes beyond what is there, and its confirmation below zero', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 1, allowsBackorder: true })
    const made = await buy(store, [{ variantId, quantity: 5 }])
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 1, reserved: 5 })
    await confirm(store, made.id)
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: -4, reserved: 0 })
  })
})

describe('All or nothing', () => {
  test('R4 five of one and two of the other, 100 buyers: two succeed, nothing is half reserved', async () => {
    const store = await addTestStore(db)
    const plenty = await addTestVariant(db, store, { stock: 5 })
    const scarce = await addTestVariant(db, store, { stock: 2 })
    const lines = [{ variantId: plenty.variantId }, { variantId: scarce.variantId }]
    const { done, refusals } = await settle(times(100, () => buy(store, lines)))
    expect(done).toHaveLength(2)
    expect(tally(refusals)).toEqual({ 'insufficient-stock': 98 })
    expect(await balancesOf(db, plenty.stockItemId)).toEqual({ on_hand: 5, reserved: 2 })
    expect(await balancesOf(db, scarce.stockItemId)).toEqual({ on_hand: 2, reserved: 2 })
  })

  test('R3 400 buyers with three lines each in any order: no deadlock reaches anybody, and waiting for each other costs no multiple of the work', async () => {
    const store = await addTestStore(db)
    const items = await Promise.all(times(6, () => addTestVariant(db, store, { stock: 150 })))
    const uncounted = await Promise.all(times(6, () => addTestVariant(db, store, { stock: null })))
    const all = async (of: typeof items) => {
      const started = performance.now()
      // one of a selection goes alone: none shares a transaction with others
      const outcome = await settle(
        times(400, () => buy(store, shuffle(of).slice(0, 3), { selectionId: selectionId() })),
      )
      return { ...outcome, ms: performance.now() - started }
    }
    const before = await deadlocks()
    const { done, refusals, ms } = await all(items)
    // on a machine that has other work, against the same without anything to wait for
    if (ms > 3_000) expect(ms).toBeLessThan(4 * (await all(uncounted)).ms)
    expect(done.length + refusals.length).toBe(400)
    expect(Object.keys(tally(refusals))).toEqual(refusals.length ? ['insufficient-stock'] : [])
    expect((await deadlocks()) - before).toBe(0)
  })

  test('R3 making, replacing, confirming, cancelling and sweeping at once: Postgres sees no deadlock', async () => {
    const store = await addTestStore(db)
    const items = await Promise.all(times(5, () => addTestVariant(db, store, { stock: 40 })))
    const some = () => shuffle(items).slice(0, 3)
    const { done: held } = await settle(times(isSoak ? 120 : 60, () => buy(store, some())))
    await makeOverdue(db, ...held.filter((_, n) => n % 3 === 0).map((made) => made.id))
    const before = await deadlocks()
    await settle(
      shuffle([
        ...held.map((made) => () => buy(store, some(), { replaces: made.code })),
        ...held.map((made) => () => confirm(store, made.id)),
        ...held.map((made) => () => cancel(store, made.id)),
        ...times(30, () => () => buy(store, some())),
        ...times(4, () => () => sweepOverdue(db, log)),
      ]).map((work): Promise<unknown> => work()),
    )
    expect((await deadlocks()) - before).toBe(0)
  })

  test('an unknown variant, one of another store and a hidden one refuse the whole checkout', async () => {
    const store = await addTestStore(db)
    const other = await addTestStore(db)
    const good = await addTestVariant(db, store, { stock: 5 })
    const foreign = await addTestVariant(db, other, { stock: 5 })
    const hidden = await addTestVariant(db, store, { stock: 5, status: 'draft' })
    const priceless = await addTestVariant(db, store, { stock: 5, priceMinor: null })
    for (const bad of [newId(), foreign.variantId, hidden.variantId, priceless.variantId]) {
      const refusal = await refusalFrom(buy(store, [{ variantId: good.variantId }, { variantId: bad }]))
      expect(refusal).toMatchObject({ code: 'unknown-variant', details: { variantIds: [bad] } })
    }
    expect(await balancesOf(db, good.stockItemId)).toEqual({ on_hand: 5, reserved: 0 })
    expect(await balancesOf(db, foreign.stockItemId)).toEqual({ on_hand: 5, reserved: 0 })
  })

  test.each([
    [
      'the right to write it was taken away',
      ['revoke insert on stock_logs from vidriera_app'],
      ['grant insert on stock_logs to vidriera_app'],
    ],
    [
      'the disk is full',
      [
        `create function full_disk() returns trigger language plpgsql as
          $$ begin raise exception using errcode = 'disk_full', message = 'No space left on device'; end $$`,
        'create trigger full_disk before insert on stock_logs execute function full_disk()',
      ],
      ['drop function full_disk cascade'],
    ],
    [
      'the database only reads, as while another takes its place',
      [
        `create function only_reads() returns trigger language plpgsql as
          $$ begin raise exception using errcode = 'read_only_sql_transaction', message = 'no space for writes'; end $$`,
        'create trigger only_reads before insert on stock_logs execute function only_reads()',
      ],
      ['drop function only_reads cascade'],
    ],
  ])('R15 the log refuses a line because %s: 503, and no counter moves', async (_, refuse, mend) => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 5 })
    const held = await buy(store, [{ variantId }])
    const at = `/api/stores/${store.slug}/checkouts`
    const token = { authorization: `Bearer ${await addToken(db, store, 'agent')}` }
    const attempts = {
      make: (key: string) =>
        app.send('POST', at, { items: [{ variantId, quantity: 1 }] }, { 'idempotency-key': key }),
      confirm: () => app.send('POST', `${at}/${held.code}/confirm`, {}, token),
      cancel: () => app.send('POST', `${at}/${held.code}/cancel`, {}),
      receive: () =>
        app.send(
          'POST',
          `/api/stores/${store.slug}/variants/${variantId}/stock`,
          { delta: 1, reason: 'x' },
          token,
        ),
    }
    const key = newId()
    const owner = await db.connect('owner')
    for (const statement of refuse) await owner.query(statement)
    try {
      for (const [name, attempt] of Object.entries(attempts)) {
        const answer = await attempt(key)
        expect([name, answer.status, answer.type, answer.json]).toMatchObject([
          name,
          503,
          'application/problem+json',
          { code: 'database-unavailable' },
        ])
        expect(answer.headers.get('retry-after')).not.toBeNull()
        expect(answer.text).not.toMatch(/permission|stock_logs|space/)
      }
    } finally {
      for (const statement of mend) await owner.query(statement)
    }
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 5, reserved: 1 })
    expect(await statusOf(db, held.id)).toBe('pending')
    // the key was not spent
    expect((await attempts.make(key)).status).toBe(201)
  })

  test('what row-level security forbids is no missing right but a fault of ours', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store)
    const owner = await db.connect('owner')
    await owner.query('create policy nobody on stock_logs as restrictive for insert with check (false)')
    try {
      const items = [{ variantId, quantity: 1 }]
      const headers = { 'idempotency-key': newId() }
      const answer = await app.send('POST', `/api/stores/${store.slug}/checkouts`, { items }, headers)
      expect(answer).toMatchObject({ status: 500, json: { code: 'internal' } })
      expect(answer.text).not.toContain('security')
    } finally {
      await owner.query('drop policy nobody on stock_logs')
    }
  })
})

describe('Exactly once', () => {
  test('R8 one key pressed 100 times at once makes one checkout and one answer', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 50 })
    const key = newId()
    const { done } = await settle(times(100, () => buy(store, [{ variantId, quantity: 2 }], { key })))
    expect(new Set(done.map((made) => JSON.stringify(made))).size).toBe(1)
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 50, reserved: 2 })
  })

  test('R8 the same with a selection, whose old checkout is overdue', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 3 })
    for (let round = 0; round < 5; round++) {
      const selection = selectionId()
      const old = await buy(store, [{ variantId, quantity: 3 }], { selectionId: selection })
      await makeOverdue(db, old.id)
      const key = newId()
      const { done, refusals } = await settle(
        times(40, () => buy(store, [{ variantId, quantity: 3 }], { key, selectionId: selection })),
      )
      expect(tally(refusals)).toEqual({})
      expect(new Set(done.map((made) => JSON.stringify(made))).size).toBe(1)
      expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 3, reserved: 3 })
      await cancel(store, done[0]?.id ?? '')
    }
  })

  test('R8 the key with another body is refused; a refused request spends no key', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 5 })
    const key = newId()
    expect((await refusalFrom(buy(store, [{ variantId, quantity: 6 }], { key }))).code).toBe(
      'insufficient-stock',
    )
    await buy(store, [{ variantId, quantity: 5 }], { key })
    expect((await refusalFrom(buy(store, [{ variantId, quantity: 4 }], { key }))).code).toBe(
      'idempotency-key-reused',
    )
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 5, reserved: 5 })
  })

  test('R8 different bodies under one key at once: one is made, the others are refused', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 100 })
    const key = newId()
    const { done, refusals } = await settle(
      times(10, (n) => buy(store, [{ variantId, quantity: n + 1 }], { key })),
    )
    expect(done).toHaveLength(1)
    expect(tally(refusals)).toEqual({ 'idempotency-key-reused': 9 })
    const quantity = done[0]?.items[0]?.quantity
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 100, reserved: quantity })
  })

  test('R8 a key belongs to its store', async () => {
    const [one, two] = [await addTestStore(db), await addTestStore(db)]
    const key = newId()
    const made = await buy(one, [await addTestVariant(db, one)], { key })
    expect((await buy(two, [await addTestVariant(db, two)], { key })).id).not.toBe(made.id)
  })

  test('R9 a reply lost after COMMIT: the retry answers the checkout that was made, whatever became of it', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 1 })
    const path = `/api/stores/${store.slug}/checkouts`
    const headers = { 'idempotency-key': newId() }
    const body = { items: [{ variantId, quantity: 1, configuration: { zeta: '1', alfa: '2' } }] }
    const lost = await app.send('POST', path, body, headers)
    const again = await app.send('POST', path, body, headers)
    expect(again.text).toBe(lost.text)
    const { id } = again.json as { id: string }
    await extend(store, id, 60)
    await confirm(store, id)
    // the keys of an object have no order
    const reordered = { items: [{ configuration: { alfa: '2', zeta: '1' }, quantity: 1, variantId }] }
    expect(await app.send('POST', path, reordered, headers)).toMatchObject({ status: 201, text: lost.text })
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 0, reserved: 0 })
  })

  test('CHK4 a replay is worded as the first answer, whatever the store says of itself and wherever one asks by then', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store)
    const [key, replacing] = [newId(), newId()]
    const first = await buy(store, [{ variantId }], { key })
    const second = await buy(store, [{ variantId }], { key: replacing, replaces: first.code })
    const since: Store = {
      ...store,
      name: 'Otro nombre',
      whatsapp: '+5491155559999',
      locale: 'pt-BR',
      timeZone: 'Asia/Tokyo',
      settings: { ...store.settings, whatsappTemplate: 'Otra cosa: {link}' },
    }
    const elsewhere = shopOf(db, { publicUrl: 'https://otra.example' })
    expect(await elsewhere.buy(since, [{ variantId }], { key })).toEqual(first)
    expect(await elsewhere.buy(since, [{ variantId }], { key: replacing, replaces: first.code })).toEqual(
      second,
    )
    // the page goes on with the store as it is now
    const page = await readCheckout({ ...links(), publicUrl: 'https://otra.example' }, since, second.code)
    expect(decodeURIComponent(page.whatsappUrl ?? '')).toMatch(
      /5491155559999\?text=Otra cosa: https:\/\/otra\.example/,
    )
  })

  test('R9 the retry of a replacement is a replay as well, even when the replaced one was confirmed late', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 9 })
    const first = await buy(store, [{ variantId }])
    await makeOverdue(db, first.id)
    await sweepOverdue(db, log)
    const key = newId()
    const made = await buy(store, [{ variantId, quantity: 2 }], { replaces: first.code, key })
    await confirm(store, first.id)
    expect(await buy(store, [{ variantId, quantity: 2 }], { replaces: first.code, key })).toEqual(made)
  })

  test('a key of a wrong form is refused, and none as well', async () => {
    const store = await addTestStore(db)
    const body = { items: [{ variantId: newId(), quantity: 1 }] }
    const attempts: Record<string, string>[] = [
      {},
      { 'idempotency-key': '' },
      { 'idempotency-key': 'short' },
      { 'idempotency-key': 'with spaces in it' },
      { 'idempotency-key': 'x'.repeat(129) },
    ]
    for (const headers of attempts) {
      const answer = await app.send('POST', `/api/stores/${store.slug}/checkouts`, body, headers)
      expect(answer).toMatchObject({ status: 400, json: { code: 'idempotency-key-required' } })
    }
  })
})

describe('An end comes once', () => {
  test('R5 200 holds, each confirmed twice, expired and cancelled at once: 200 winners', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 1000 })
    const { done: held } = await settle(times(200, () => buy(store, [{ variantId }])))
    const overdue = new Set(held.filter((_, n) => n % 2 === 0).map((made) => made.id))
    await makeOverdue(db, ...overdue)
    const wins = new Map<string, string[]>()
    const attempt = async (id: string, end: string, work: Promise<unknown>) => {
      const { done } = await settle([work])
      if (done.length > 0) wins.set(id, [...(wins.get(id) ?? []), end])
    }
    await Promise.all([
      ...times(6, () => sweepOverdue(db, log)),
      ...shuffle(
        held.flatMap(({ id }) => [
          () => attempt(id, 'confirmed', confirm(store, id)),
          () => attempt(id, 'cancelled', cancel(store, id)),
          () => attempt(id, 'confirmed', confirm(store, id)),
        ]),
      ).map((work) => work()),
    ])
    await sweepOverdue(db, log)
    let confirmed = 0
    for (const { id } of held) {
      const status = await statusOf(db, id)
      if (status === 'confirmed') confirmed++
      expect([id, wins.get(id) ?? ['expired']]).toEqual([id, [status]])
    }
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 1000 - confirmed, reserved: 0 })
  })

  test('R6 cancel pressed ten times at once and once more later: one release', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 5 })
    const made = await buy(store, [{ variantId, quantity: 2 }])
    const { done, refusals } = await settle(times(10, () => cancel(store, made.id)))
    expect(done).toHaveLength(1)
    expect(tally(refusals)).toEqual({ 'checkout-not-pending': 9 })
    expect((await refusalFrom(cancel(store, made.id))).details).toEqual({ checkoutStatus: 'cancelled' })
    expect(await logKinds(db, stockItemId)).toEqual(['receive', 'reserve', 'release'])
  })

  test.each([
    ['confirmed', 'confirm', 'checkout-not-confirmable'],
    ['confirmed', 'cancel', 'checkout-not-pending'],
    ['confirmed', 'extend', 'checkout-not-pending'],
    ['cancelled', 'confirm', 'checkout-not-confirmable'],
    ['cancelled', 'cancel', 'checkout-not-pending'],
    ['cancelled', 'extend', 'checkout-not-pending'],
    ['expired', 'cancel', 'checkout-not-pending'],
    ['expired', 'extend', 'checkout-not-pending'],
  ] as const)('CHK2 %s, then %s: %s', async (status, action, code) => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store)
    const { id } = await buy(store, [{ variantId }])
    if (status === 'confirmed') await confirm(store, id)
    if (status === 'cancelled') await cancel(store, id)
    if (status === 'expired') await makeOverdue(db, id).then(() => sweepOverdue(db, log))
    const work =
      action === 'confirm'
        ? confirm(store, id)
        : action === 'cancel'
          ? cancel(store, id)
          : extend(store, id, 5)
    expect(await refusalFrom(work)).toMatchObject({ code, details: { checkoutStatus: status } })
    expect(await statusOf(db, id)).toBe(status)
  })

  test('a late confirmation takes the stock again where it is there', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 2 })
    const { id } = await buy(store, [{ variantId, quantity: 2 }])
    await makeOverdue(db, id)
    await sweepOverdue(db, log)
    await confirm(store, id)
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 0, reserved: 0 })
    expect(await logKinds(db, stockItemId)).toEqual(['receive', 'reserve', 'release', 'reserve', 'confirm'])
  })

  test('a late confirmation pressed ten times at once: one sale, nine say it is done', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 1 })
    const { id } = await buy(store, [{ variantId }])
    await makeOverdue(db, id)
    await sweepOverdue(db, log)
    const { done, refusals } = await settle(times(10, () => confirm(store, id)))
    expect(done).toHaveLength(1)
    expect(tally(refusals)).toEqual({ 'checkout-not-confirmable': 9 })
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 0, reserved: 0 })
  })

  test('a late confirmation without stock names what is missing, also where the article was renamed since', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 2, name: 'Bolso' })
    const { id } = await buy(store, [{ variantId, quantity: 2 }])
    await makeOverdue(db, id)
    const rival = await buy(store, [{ variantId, quantity: 1 }])
    expect(await statusOf(db, id)).toBe('expired')
    await renameProducts(store.id, 'Otro')
    expect(await refusalFrom(confirm(store, id))).toMatchObject({
      code: 'insufficient-stock',
      details: { shortages: [{ variantId, name: 'Bolso', requested: 2, available: 1 }] },
    })
    await cancel(store, rival.id)
    await confirm(store, id)
    expect(await statusOf(db, id)).toBe('confirmed')
  })

  test('a late confirmation sells what is no longer counted', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 1 })
    const { id } = await buy(store, [{ variantId }])
    await makeOverdue(db, id)
    const rival = await buy(store, [{ variantId }])
    await confirm(store, rival.id)
    await withSystem(db, (tx) =>
      tx.execute(sql`update stock_items set is_tracked = false where id = ${stockItemId}`),
    )
    await confirm(store, id)
    expect(await statusOf(db, id)).toBe('confirmed')
  })

  test('a hold that is overdue but not swept may still be confirmed', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 1 })
    const { id } = await buy(store, [{ variantId }])
    await makeOverdue(db, id)
    await confirm(store, id)
    expect(await logKinds(db, stockItemId)).toEqual(['receive', 'reserve', 'confirm'])
  })

  test('every action is an event, in its order and with its actor', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store)
    const { id } = await buy(store, [{ variantId }])
    await reportEvent(db, store, id, 'seen')
    await reportEvent(db, store, id, 'seen')
    await reportEvent(db, store, id, 'opened-whatsapp')
    await extend(store, id, 10)
    await makeOverdue(db, id)
    await sweepOverdue(db, log)
    await confirm(store, id)
    const { events } = await readMerchantCheckout(links(), store, id)
    expect(events.map(({ kind }) => kind)).toEqual([
      'made',
      'seen',
      'opened-whatsapp',
      'extended',
      'expired',
      'confirmed',
    ])
    expect(events.at(-1)?.actor).toMatch(/^token:/)
    expect(events.at(-2)?.actor).toBe('system')
  })
})

describe('Nothing lost: holds and the sweeper', () => {
  test('R12 with the sweeper off, what is sold out by overdue holds alone is for sale', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 3 })
    const { done: held } = await settle(times(3, () => buy(store, [{ variantId }])))
    await makeOverdue(db, ...held.map(({ id }) => id))
    await buy(store, [{ variantId, quantity: 3 }])
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 3, reserved: 3 })
    expect(await Promise.all(held.map(({ id }) => statusOf(db, id)))).toEqual([
      'expired',
      'expired',
      'expired',
    ])
  })

  test('R12 two sweepers, one of them killed in its batch: every hold ends once', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 400 })
    const { done: held } = await settle(times(60, () => buy(store, [{ variantId }])))
    await makeOverdue(db, ...held.map(({ id }) => id))
    const victim = await db.connect('system')
    victim.on('error', () => undefined)
    await victim.query('begin')
    const { rows } = await victim.query<{ pid: number; n: number }>(
      'select pg_backend_pid() as pid, sweep_overdue($1, 25) as n',
      [store.id],
    )
    expect(rows[0]?.n).toBe(25)
    // the second sweeper takes the rest: what the first has locked is skipped, the item itself waits for it
    const second = sweepOverdue(db, log)
    const admin = await db.connect('postgres')
    await admin.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    await second
    await sweepOverdue(db, log)
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 400, reserved: 0 })
    expect((await logKinds(db, stockItemId)).filter((kind) => kind === 'release')).toHaveLength(60)
  })

  test('R12 four sweepers at once free each of 500 holds once', async () => {
    const store = await addTestStore(db)
    const items = await Promise.all(times(10, () => addTestVariant(db, store, { stock: 500 })))
    const { done: held } = await settle(
      times(isSoak ? 500 : 200, (n) => buy(store, [items[n % 10] ?? items[0]!, items[(n * 7 + 1) % 10]!])),
    )
    await makeOverdue(db, ...held.map(({ id }) => id))
    const ended = await Promise.all(times(4, () => sweepOverdue(db, log)))
    expect(ended.reduce((sum, n) => sum + n, 0)).toBe(held.length)
    for (const { stockItemId } of items) expect((await balancesOf(db, stockItemId)).reserved).toBe(0)
  })

  test('R13 settings changed while holds live: each keeps its own end', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store)
    const long = await buy(store, [{ variantId }])
    const settings = await changeSettings(db, store, { holdMinutes: 1, firstHoldMinutes: 1 })
    const shorter = { ...store, settings }
    const short = await buy(shorter, [{ variantId }])
    const left = (made: { expiresAt: string }) => (Date.parse(made.expiresAt) - Date.now()) / 60_000
    expect(left(long)).toBeGreaterThan(1439)
    expect(left(short)).toBeLessThan(1.1)
    await sweepOverdue(db, log)
    expect(await Promise.all([long, short].map(({ id }) => statusOf(db, id)))).toEqual(['pending', 'pending'])
  })

  test.each([
    ['cut', { firstHoldMinutes: 2, holdMinutes: 5 }],
    ['given up', { firstHoldMinutes: null, holdMinutes: 5 }],
    ['kept', { firstHoldMinutes: 15, holdMinutes: 600 }],
  ])(
    'R13 opening WhatsApp brings the end that was promised when it was made, also where first holds were %s since',
    async (_, change) => {
      const base = await addTestStore(db)
      const { variantId } = await addTestVariant(db, base)
      const store = { ...base, settings: { ...base.settings, firstHoldMinutes: 15, holdMinutes: 600 } }
      const made = await buy(store, [{ variantId }])
      const shown = async () => minutesOf(await readMerchantCheckout(links(), store, made.id))
      const now = { ...store, settings: { ...store.settings, ...change } }
      // until then what is shown is what is held
      expect([minutesOf(made), await shown()]).toEqual([expect.closeTo(15, 0), expect.closeTo(15, 0)])
      await reportEvent(db, now, made.id, 'seen')
      expect(await shown()).toBeCloseTo(15, 0)
      await reportEvent(db, now, made.id, 'opened-whatsapp')
      expect(await shown()).toBeCloseTo(600, 0)
      await reportEvent(db, now, made.id, 'opened-whatsapp')
      expect(await shown()).toBeCloseTo(600, 0)
    },
  )

  test('R13 a hold that was whole from the start is not lengthened because first holds are given since', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store)
    const made = await buy(store, [{ variantId }])
    const later = { ...store, settings: { ...store.settings, firstHoldMinutes: 15, holdMinutes: 6_000 } }
    await reportEvent(db, later, made.id, 'opened-whatsapp')
    expect(minutesOf(await readMerchantCheckout(links(), store, made.id))).toBeCloseTo(1440, 0)
  })

  test('opening WhatsApp after the hold has ended, or after an extension, moves nothing', async () => {
    const base = await addTestStore(db)
    const { variantId } = await addTestVariant(db, base)
    const store = { ...base, settings: { ...base.settings, firstHoldMinutes: 15, holdMinutes: 600 } }
    const late = await buy(store, [{ variantId }])
    await makeOverdue(db, late.id)
    await reportEvent(db, store, late.id, 'opened-whatsapp')
    await sweepOverdue(db, log)
    expect(await statusOf(db, late.id)).toBe('expired')
    const extended = await buy(store, [{ variantId }])
    await extend(store, extended.id, 45)
    await reportEvent(db, store, extended.id, 'opened-whatsapp')
    expect(minutesOf(await readMerchantCheckout(links(), store, extended.id))).toBeCloseTo(60, 0)
  })

  test('an extension counts only before the end has come', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store)
    const made = await buy(store, [{ variantId }])
    await extend(store, made.id, 60)
    expect(minutesOf(await readMerchantCheckout(links(), store, made.id))).toBeCloseTo(1500, 0)
    await makeOverdue(db, made.id)
    expect((await refusalFrom(extend(store, made.id, 60))).code).toBe('checkout-not-pending')
    expect((await refusalFrom(extend(store, newId(), 60))).code).toBe('checkout-not-found')
  })
})

describe('R14 replaces: an edit never competes with its own hold', () => {
  test('the own last unit is free for the edit, and the old link is cancelled', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 1 })
    const other = await addTestVariant(db, store, { stock: 1 })
    const selection = selectionId()
    const first = await buy(store, [{ variantId }], { selectionId: selection })
    expect((await refusalFrom(buy(store, [{ variantId }], { selectionId: selection }))).code).toBe(
      'selection-processing',
    )
    const second = await buy(store, [{ variantId }, other], { selectionId: selection, replaces: first.code })
    const old = await readMerchantCheckout(links(), store, first.id)
    expect(old).toMatchObject({ status: 'cancelled', endReason: 'replaced' })
    expect(old.events.map(({ kind }) => kind)).toEqual(['made', 'replaced'])
    expect(await statusOf(db, second.id)).toBe('pending')
    expect(await logKinds(db, stockItemId)).toEqual(['receive', 'reserve', 'release', 'reserve'])
  })

  test('the old link leads to the newest one, for whoever holds its code and for nobody else', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 9 })
    const first = await buy(store, [{ variantId }])
    const second = await buy(store, [{ variantId, quantity: 2 }], { replaces: first.code })
    const third = await buy(store, [{ variantId, quantity: 3 }], { replaces: second.code })
    const page = async (code: string) => (await readCheckout(links(), store, code)).replacedBy
    expect(await Promise.all([first, second, third].map(({ code }) => page(code)))).toEqual([
      third.code,
      third.code,
      null,
    ])
    // by its id, which opens nothing, there is no way to the others
    const seen = JSON.stringify(await readMerchantCheckout(links(), store, first.id))
    for (const { code } of [first, second, third]) expect(seen).not.toContain(code)
    // cancelled by the shopper, it leads nowhere
    await cancel(store, third.id)
    expect(await page(third.code)).toBeNull()
  })

  test('the message names the reservation that it takes the place of, at once and on its page', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store)
    const first = await buy(store, [{ variantId }])
    const second = await buy(store, [{ variantId }], { replaces: first.code })
    const { reference } = await readMerchantCheckout(links(), store, first.id)
    const texts = [second.whatsappUrl, (await readCheckout(links(), store, second.code)).whatsappUrl]
    for (const text of texts)
      expect(decodeURIComponent(text ?? '')).toContain(`Reemplaza a mi reserva ${reference}.`)
    expect(decodeURIComponent(first.whatsappUrl ?? '')).not.toContain('Reemplaza')
  })

  test('an edit that does not fit leaves the old hold as it was', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 2 })
    const first = await buy(store, [{ variantId, quantity: 2 }])
    const refusal = await refusalFrom(buy(store, [{ variantId, quantity: 3 }], { replaces: first.code }))
    expect(refusal).toMatchObject({
      code: 'insufficient-stock',
      details: { shortages: [{ requested: 3, available: 2 }] },
    })
    expect(await statusOf(db, first.id)).toBe('pending')
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 2, reserved: 2 })
  })

  test('what is confirmed, unknown or of another store is not replaced', async () => {
    const [store, other] = [await addTestStore(db), await addTestStore(db)]
    const { variantId } = await addTestVariant(db, store)
    const first = await buy(store, [{ variantId }])
    await confirm(store, first.id)
    expect(await refusalFrom(buy(store, [{ variantId }], { replaces: first.code }))).toMatchObject({
      code: 'checkout-not-pending',
      details: { checkoutStatus: 'confirmed' },
    })
    const foreign = await buy(other, [await addTestVariant(db, other)])
    for (const replaces of [foreign.code, 'A'.repeat(22)]) {
      expect((await refusalFrom(buy(store, [{ variantId }], { replaces }))).code).toBe('checkout-not-found')
    }
    expect(await statusOf(db, foreign.id)).toBe('pending')
  })

  test('what has expired is simply followed by the new one', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 1 })
    const first = await buy(store, [{ variantId }])
    await makeOverdue(db, first.id)
    await sweepOverdue(db, log)
    const second = await buy(store, [{ variantId }], { replaces: first.code })
    expect(await readCheckout(links(), store, first.code)).toMatchObject({
      status: 'expired',
      replacedBy: second.code,
    })
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 1, reserved: 1 })
  })

  test('ten edits of one selection at once: it has one pending checkout and one hold', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 100 })
    const selection = selectionId()
    const first = await buy(store, [{ variantId }], { selectionId: selection })
    const { done, refusals } = await settle(
      times(10, (n) =>
        buy(store, [{ variantId, quantity: n + 1 }], { selectionId: selection, replaces: first.code }),
      ),
    )
    expect(done).toHaveLength(1)
    expect(tally(refusals)).toEqual({ 'selection-processing': 9 })
    expect((await balancesOf(db, stockItemId)).reserved).toBe(done[0]?.items[0]?.quantity)
  })

  test('a selection whose checkout is overdue is free again, and a refusal then reads like any other', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 2 })
    const selection = selectionId()
    const first = await buy(store, [{ variantId }], { selectionId: selection })
    await makeOverdue(db, first.id)
    const refusal = await refusalFrom(buy(store, [{ variantId, quantity: 3 }], { selectionId: selection }))
    expect(refusal).toMatchObject({ code: 'insufficient-stock', details: { shortages: [{ variantId }] } })
    await buy(store, [{ variantId, quantity: 2 }], { selectionId: selection })
    expect(await statusOf(db, first.id)).toBe('expired')
  })
})

describe('caps against hoarding', () => {
  const capped = shopOf(db, { areCapsOn: true })
  const by = {
    phone: (n: number) => ({ customer: { phone: '+5491155550001' }, address: `10.0.0.${n}` }),
    device: (n: number) => ({ device: 'one-device-of-many', address: `10.0.0.${n}` }),
    address: () => ({ address: '10.0.0.1' }),
  }

  test.each([
    ['phone', 3],
    ['device', 3],
    ['address', 30],
  ] as const)('%s: %i open holds, one by one and all at once', async (kind, cap) => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 500 })
    const { done, refusals } = await settle(
      times(cap + 10, (n) => capped.buy(store, [{ variantId }], by[kind](n))),
    )
    expect(done).toHaveLength(cap)
    expect(tally(refusals)).toEqual({ 'too-many-holds': 10 })
    expect(refusals[0]?.details).toEqual({ cap: kind, limit: cap, open: cap })
    // an ended, an overdue and a replaced hold no longer count
    await cancel(store, done[0]?.id ?? '')
    await makeOverdue(db, done[1]?.id ?? '')
    const more = [
      await capped.buy(store, [{ variantId }], by[kind](99)),
      await capped.buy(store, [{ variantId }], by[kind](98)),
    ]
    expect((await refusalFrom(capped.buy(store, [{ variantId }], by[kind](97)))).code).toBe('too-many-holds')
    await capped.buy(store, [{ variantId, quantity: 2 }], { ...by[kind](96), replaces: more[0]?.code })
  })

  test('caps are per store', async () => {
    const [one, two] = [await addTestStore(db), await addTestStore(db)]
    const [a, b] = [await addTestVariant(db, one), await addTestVariant(db, two)]
    for (let n = 0; n < 3; n++) await capped.buy(one, [a], by.phone(n))
    await capped.buy(two, [b], by.phone(1))
    expect((await refusalFrom(capped.buy(one, [a], by.phone(9)))).code).toBe('too-many-holds')
  })

  test('20 units of one stock item, over all its variants', async () => {
    const store = await addTestStore(db)
    const one = await addTestVariant(db, store, { stock: 500 })
    const two = await addTestVariant(db, store, { stockItemId: one.stockItemId })
    await capped.buy(store, [{ variantId: one.variantId, quantity: 20 }])
    const refusal = await refusalFrom(
      capped.buy(store, [
        { variantId: one.variantId, quantity: 10 },
        { variantId: two.variantId, quantity: 11 },
      ]),
    )
    expect(refusal).toMatchObject({
      code: 'too-many-units',
      details: { lines: [{ requested: 21, limit: 20 }] },
    })
  })

  test('a replay is answered even where the cap is reached', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store)
    const key = newId()
    const first = await capped.buy(store, [{ variantId }], { ...by.phone(1), key })
    for (let n = 0; n < 2; n++) await capped.buy(store, [{ variantId }], by.phone(n))
    expect(await capped.buy(store, [{ variantId }], { ...by.phone(1), key })).toEqual(first)
  })
})

describe('The server decides', () => {
  test('prices are frozen: a later change moves no checkout', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { priceMinor: 900, compareAtMinor: 1000 })
    const made = await buy(store, [{ variantId, quantity: 3 }])
    expect(made).toMatchObject({
      subtotal: { amount: 3000, currency: 'ARS' },
      discount: { amount: 300 },
      total: { amount: 2700 },
      items: [{ unitPrice: { amount: 1000 }, lineDiscount: { amount: 300 }, lineTotal: { amount: 2700 } }],
    })
    await withSystem(db, (tx) =>
      tx.execute(
        sql`update product_variants set price_minor = 5, compare_at_minor = null where id = ${variantId}`,
      ),
    )
    await confirm(store, made.id)
    expect(await readMerchantCheckout(links(), store, made.id)).toMatchObject({
      total: { amount: 2700 },
      items: [{ unitPrice: { amount: 1000 } }],
    })
  })

  test.each([
    ['before its window', '1 hour', '2 hours', 1000, 0],
    ['within its window', '-1 hour', '1 hour', 1000, 100],
    ['after its window', '-2 hours', '-1 hour', 1000, 0],
    ['without an end', '-1 hour', null, 1000, 100],
    ['without a beginning', null, '1 hour', 1000, 100],
  ])('an offer %s', async (_name, starts, ends, unit, discount) => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { priceMinor: 900, compareAtMinor: 1000 })
    await withSystem(db, (tx) =>
      tx.execute(sql`update product_variants set sale_starts_at = now() + ${starts}::interval,
        sale_ends_at = now() + ${ends}::interval where id = ${variantId}`),
    )
    const made = await buy(store, [{ variantId }])
    expect([made.subtotal.amount, made.discount.amount]).toEqual([unit, discount])
  })

  test('a compare-at price that is not higher is no offer', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { priceMinor: 900, compareAtMinor: 800 })
    expect(await buy(store, [{ variantId }])).toMatchObject({
      subtotal: { amount: 900 },
      discount: { amount: 0 },
    })
  })

  test('what the screen expected is compared, never used: was and now of every line', async () => {
    const store = await addTestStore(db)
    const a = await addTestVariant(db, store, { priceMinor: 1000 })
    const b = await addTestVariant(db, store, { priceMinor: 500 })
    const ars = (amount: number) => ({ amount, currency: 'ARS' })
    const lines = [a, { ...b, quantity: 2 }]
    const expected = (total: number, unitA: number) => ({
      total: ars(total),
      lines: [
        { variantId: a.variantId, unitPrice: ars(unitA) },
        { variantId: b.variantId, unitPrice: ars(500) },
      ],
    })
    expect(await refusalFrom(buy(store, lines, { expected: expected(1001, 1) }))).toMatchObject({
      code: 'price-changed',
      details: {
        total: { was: ars(1001), now: ars(2000) },
        changes: [{ variantId: a.variantId, was: ars(1), now: ars(1000) }],
      },
    })
    expect((await refusalFrom(buy(store, lines, { expected: expected(1999, 1000) }))).code).toBe(
      'price-changed',
    )
    expect((await balancesOf(db, a.stockItemId)).reserved).toBe(0)
    const usd = { total: { amount: 2000, currency: 'USD' }, lines: [] }
    expect((await refusalFrom(buy(store, lines, { expected: usd }))).code).toBe('invalid-request')
    expect((await buy(store, lines, { expected: expected(2000, 1000) })).total).toEqual(ars(2000))
  })

  test('a request cannot carry a price, a status or a store', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store)
    const items = [{ variantId, quantity: 1 }]
    for (const body of [
      { items: [{ variantId, quantity: 1, unitPrice: 1 }] },
      { items, total: { amount: 1, currency: 'ARS' } },
      { items, status: 'confirmed' },
      { items, storeId: newId() },
    ]) {
      const answer = await app.send('POST', `/api/stores/${store.slug}/checkouts`, body, {
        'idempotency-key': newId(),
      })
      expect(answer).toMatchObject({ status: 400, json: { code: 'invalid-request' } })
    }
  })
})

describe('CHK5 codes and links', () => {
  test('the code follows from the id, its hash alone is stored, and no dump holds it', async () => {
    const store = await addTestStore(db)
    const made = await buy(store, [await addTestVariant(db, store)])
    expect(made.code).toMatch(/^[A-Za-z0-9_-]{22}$/)
    expect(made.url).toBe(`http://localhost:3000/c/${made.code}`)
    const { rows } = await withSystem(db, (tx) =>
      tx.execute<{ hash: Buffer }>(sql`select code_hash as hash from checkouts where id = ${made.id}`),
    )
    expect(rows[0]?.hash).toEqual(sha256(made.code))
    const admin = await db.connect('postgres')
    const tables = await admin.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    )
    for (const { name } of tables.rows) {
      const found = await admin.query(`select 1 from "${name}" t where position($1 in t::text) > 0`, [
        made.code,
      ])
      expect([name, found.rowCount]).toEqual([name, 0])
    }
  })

  test('two checkouts never share a code, and the id is no key to the link', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: null })
    const { done } = await settle(times(100, () => buy(store, [{ variantId }])))
    expect(new Set(done.map((made) => made.code)).size).toBe(100)
    const path = `/api/stores/${store.slug}/checkouts/${done[0]?.id}`
    expect((await app.request(path)).status).toBe(400)
    expect((await app.send('POST', `${path}/cancel`, {})).status).toBe(404)
    expect((await app.send('POST', `${path}/confirm`, {})).status).toBe(401)
    expect(await statusOf(db, done[0]?.id ?? '')).toBe('pending')
  })

  test('the link shows the lines and nothing of the customer, is not stored and not indexed', async () => {
    const store = await addTestStore(db)
    const made = await buy(store, [await addTestVariant(db, store)], {
      customer: { name: 'Perla Quintana', phone: '+5491155550177' },
      note: 'timbre segundo',
      device: 'device-of-perla-1',
    })
    const answer = await app.request(`/api/stores/${store.slug}/checkouts/${made.code}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-robots-tag')).toContain('noindex')
    for (const secret of ['Perla', '55550177', 'timbre', 'device-of-perla']) {
      expect(answer.text).not.toContain(secret)
    }
  })

  test('the shopper cancels with the code; the merchant sees it', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 1 })
    const made = await buy(store, [{ variantId }])
    const path = `/api/stores/${store.slug}/checkouts/${made.code}/cancel`
    expect((await app.send('POST', path, { reason: 'ya no' })).status).toBe(204)
    expect((await app.send('POST', path, {})).json).toMatchObject({ code: 'checkout-not-pending' })
    expect((await balancesOf(db, stockItemId)).reserved).toBe(0)
    expect(await readMerchantCheckout(links(), store, made.id)).toMatchObject({ endReason: 'ya no' })
  })

  test('a code of another store is as unknown as a guessed one', async () => {
    const [store, other] = [await addTestStore(db), await addTestStore(db)]
    const made = await buy(other, [await addTestVariant(db, other)])
    const guessed = 'B'.repeat(22)
    const problems = await Promise.all(
      [made.code, guessed].map((code) => app.request(`/api/stores/${store.slug}/checkouts/${code}`)),
    )
    const [foreign, unknown] = problems.map(({ status, json }) => ({
      status,
      ...(json as object),
      requestId: '',
    }))
    expect(foreign).toEqual(unknown)
    expect((await refusalFrom(confirmCheckout(db, store, made.id, merchant))).code).toBe('checkout-not-found')
  })
})

const minutesOf = (hold: { expiresAt: string }): number => (Date.parse(hold.expiresAt) - Date.now()) / 60_000

async function deadlocks(): Promise<number> {
  const admin = await db.connect('postgres')
  // counters are flushed by each backend within a second of idling: read them from the log of every backend at once
  await admin.query('select pg_stat_force_next_flush()')
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  const { rows } = await admin.query<{ deadlocks: string }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  )
  return Number(rows[0]?.deadlocks)
}

async function renameProducts(storeId: string, name: string): Promise<void> {
  await withSystem(db, (tx) =>
    tx.execute(sql`update products set name = ${name} where store_id = ${storeId}`),
  )
}
