/**
 * Interleavings that are proven, not hoped for: a rival on a connection of its own holds a row, our call is seen to wait
 * for it, the rival ends, and the outcome is exact.
 */
import { sql } from 'drizzle-orm'
import type pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { newId } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { createLogger } from '../platform/logger.ts'
import { addTestStore, addTestVariant, breaches, testDatabase } from '../platform/test-database.ts'
import { withSystem } from '../platform/tenancy.ts'
import { changeStock, listHolds } from '../stock/stock.ts'
import {
  balancesOf,
  makeOverdue,
  merchant,
  refusalFrom,
  settle,
  shopOf,
  statusOf,
  tally,
  type Buying,
  type Line,
} from '../test-shop.ts'
import { sweepOverdue } from './jobs.ts'

const db = testDatabase()
const log = createLogger('silent')
const { buy, confirm, cancel, extend } = shopOf(db)
/** Two calls of one maker meet in its queue; a maker of its own for each keeps calls apart. */
const buyAlone = (store: Store, lines: Line[], buying?: Buying) => shopOf(db).buy(store, lines, buying)
const times = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n))

afterEach(async () => {
  expect(await breaches(db)).toEqual([])
})

type Rival = {
  client: pg.Client
  pid: number
  commit: () => Promise<unknown>
  rollback: () => Promise<unknown>
}

/** A transaction of the application role in this store that has run these statements and stays open. */
async function rivalOf(store: Store, ...statements: [text: string, values: unknown[]][]): Promise<Rival> {
  const client = await db.connect()
  await client.query(`begin; set local app.store_id = '${store.id}'`)
  for (const [text, values] of statements) await client.query(text, values)
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return {
    client,
    pid: rows[0]?.pid ?? 0,
    commit: () => client.query('commit'),
    rollback: () => client.query('rollback'),
  }
}

/** Backends that wait for this one, once there are so many. */
async function waitersOf(pid: number, count = 1): Promise<number[]> {
  const admin = await watcher()
  for (const until = Date.now() + 2_500; ;) {
    const { rows } = await admin.query<{ pid: number }>(
      'select pid from pg_stat_activity where $1 = any (pg_blocking_pids(pid))',
      [pid],
    )
    if (rows.length >= count) return rows.map((row) => row.pid)
    if (Date.now() > until) throw new Error(`${rows.length} of ${count} wait for the rival`)
  }
}

let watching: Promise<pg.Client> | undefined
const watcher = (): Promise<pg.Client> => (watching ??= db.connect('postgres'))

/** Which of these rows somebody holds: the ones a locking read would skip. */
async function lockedOf(table: 'stock_items' | 'checkouts', ids: string[]): Promise<string[]> {
  const admin = await watcher()
  const { rows } = await admin.query<{ id: string }>(
    `select id from ${table} where id = any ($1) for no key update skip locked`,
    [ids],
  )
  return ids.filter((id) => !rows.some((row) => row.id === id))
}

const takeOne = (stockItemId: string): [string, unknown[]] => [
  'update stock_items set reserved = reserved + 1 where id = $1',
  [stockItemId],
]
const lockItem = (stockItemId: string): [string, unknown[]] => [
  'select 1 from stock_items where id = $1 for no key update',
  [stockItemId],
]
const lockCheckout = (id: string): [string, unknown[]] => [
  'select 1 from checkouts where id = $1 for no key update',
  [id],
]

describe('the last unit, while a rival has it', () => {
  test('STK1 the rival commits: we are refused', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 1 })
    const held = await rivalOf(
      store,
      ['update stock_items set on_hand = 0 where id = $1', [stockItemId]],
      [
        `insert into stock_logs (store_id, stock_item_id, kind, on_hand_delta, reserved_delta, on_hand_after, reserved_after, actor)
         values ($1, $2, 'adjust', -1, 0, 0, 0, 'rival')`,
        [store.id, stockItemId],
      ],
    )
    const ours = refusalFrom(buy(store, [{ variantId }]))
    await waitersOf(held.pid)
    await held.commit()
    expect(await ours).toMatchObject({
      code: 'insufficient-stock',
      details: { shortages: [{ variantId, requested: 1, available: 0 }] },
    })
  })

  test('STK1 the rival rolls back: it is ours', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 1 })
    const held = await rivalOf(store, takeOne(stockItemId))
    const ours = buy(store, [{ variantId }])
    await waitersOf(held.pid)
    await held.rollback()
    await ours
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 1, reserved: 1 })
  })

  test('what became short while we waited is taken from an overdue hold', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 2 })
    const overdue = await buy(store, [{ variantId }])
    await makeOverdue(db, overdue.id)
    const held = await rivalOf(
      store,
      ['update stock_items set on_hand = 1 where id = $1', [stockItemId]],
      [
        `insert into stock_logs (store_id, stock_item_id, kind, on_hand_delta, reserved_delta, on_hand_after, reserved_after, actor)
         values ($1, $2, 'adjust', -1, 0, 1, 1, 'rival')`,
        [store.id, stockItemId],
      ],
    )
    // one unit looks free, so nothing overdue is looked for before the lock
    const ours = buy(store, [{ variantId }])
    await waitersOf(held.pid)
    await held.commit()
    await ours
    expect(await statusOf(db, overdue.id)).toBe('expired')
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 1, reserved: 1 })
  })

  test('an overdue hold that is extended while we wait for it stays', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 1 })
    const overdue = await buy(store, [{ variantId }])
    await makeOverdue(db, overdue.id)
    const held = await rivalOf(store, [
      `update checkouts set expires_at = now() + interval '1 hour' where id = $1`,
      [overdue.id],
    ])
    const ours = refusalFrom(buy(store, [{ variantId }]))
    await waitersOf(held.pid)
    await held.commit()
    expect((await ours).code).toBe('insufficient-stock')
    expect(await statusOf(db, overdue.id)).toBe('pending')
  })

  test('R10 a count that expected the balance before a sale is refused, not written over it', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 5 })
    const sold = await rivalOf(
      store,
      ['update stock_items set on_hand = 2 where id = $1', [stockItemId]],
      [
        `insert into stock_logs (store_id, stock_item_id, kind, on_hand_delta, reserved_delta, on_hand_after, reserved_after, actor)
         values ($1, $2, 'adjust', -3, 0, 2, 0, 'rival')`,
        [store.id, stockItemId],
      ],
    )
    const ours = refusalFrom(
      changeStock(db, store, variantId, { set: 12, expected: 5, reason: 'recuento' }, merchant),
    )
    await waitersOf(sold.pid)
    await sold.commit()
    expect(await ours).toMatchObject({ code: 'stock-changed', details: { onHand: 2, available: 2 } })
  })

  test('CHK5 looking at the holds of an item waits for nobody', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 1 })
    const { id } = await buy(store, [{ variantId }])
    const held = await rivalOf(store, lockItem(stockItemId))
    expect(await listHolds(db, store, variantId)).toMatchObject([{ checkoutId: id, quantity: 1 }])
    await held.rollback()
  })
})

describe('the end of a hold, while a rival ends it', () => {
  const end = (id: string, status: string): [string, unknown[]] => [
    `update checkouts set status = $2, ended_at = now() where id = $1`,
    [id, status],
  ]
  const release = (store: Store, id: string): [string, unknown[]] => [
    `select release_stock($1, array[$2]::uuid[], 'rival', 'rival')`,
    [store.id, id],
  ]
  const sell = (store: Store, id: string): [string, unknown[]] => [
    `select confirm_sale($1, array[$2]::uuid[], 'rival')`,
    [store.id, id],
  ]

  test.each(['commit', 'rollback'] as const)('CHK3 confirm against a cancel that ends in %s', async (how) => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 1 })
    const { id } = await buy(store, [{ variantId }])
    const rival = await rivalOf(store, end(id, 'cancelled'), release(store, id))
    const ours = settle([confirm(store, id)])
    await waitersOf(rival.pid)
    await rival[how]()
    const { refusals } = await ours
    expect(tally(refusals)).toEqual(how === 'commit' ? { 'checkout-not-confirmable': 1 } : {})
    expect(await balancesOf(db, stockItemId)).toEqual(
      how === 'commit' ? { on_hand: 1, reserved: 0 } : { on_hand: 0, reserved: 0 },
    )
  })

  test('CHK3 cancel against a confirm that commits', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 1 })
    const { id } = await buy(store, [{ variantId }])
    const rival = await rivalOf(store, end(id, 'confirmed'), sell(store, id))
    const ours = refusalFrom(cancel(store, id))
    await waitersOf(rival.pid)
    await rival.commit()
    expect(await ours).toMatchObject({
      code: 'checkout-not-pending',
      details: { checkoutStatus: 'confirmed' },
    })
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 0, reserved: 0 })
  })

  test('CHK6 replaces against a confirm that commits: a sale is not replaced', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 5 })
    const first = await buy(store, [{ variantId }])
    const rival = await rivalOf(store, end(first.id, 'confirmed'), sell(store, first.id))
    const ours = refusalFrom(buy(store, [{ variantId, quantity: 2 }], { replaces: first.code }))
    await waitersOf(rival.pid)
    await rival.commit()
    expect(await ours).toMatchObject({
      code: 'checkout-not-pending',
      details: { checkoutStatus: 'confirmed' },
    })
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 4, reserved: 0 })
  })

  test('extend against an expiry that commits: nothing is extended', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 1 })
    const { id } = await buy(store, [{ variantId }])
    const rival = await rivalOf(store, end(id, 'expired'), release(store, id))
    const ours = refusalFrom(extend(store, id, 60))
    await waitersOf(rival.pid)
    await rival.commit()
    expect(await ours).toMatchObject({ code: 'checkout-not-pending', details: { checkoutStatus: 'expired' } })
  })

  test('the sweeper passes by what somebody holds, and takes it the next time', async () => {
    const store = await addTestStore(db)
    const items = await Promise.all(times(2, () => addTestVariant(db, store, { stock: 1 })))
    const { done } = await settle(items.map((item) => buy(store, [item])))
    const [one, two] = done.map((made) => made.id)
    await makeOverdue(db, one ?? '', two ?? '')
    const rival = await rivalOf(store, lockCheckout(one ?? ''))
    await sweepOverdue(db, log)
    expect([await statusOf(db, one ?? ''), await statusOf(db, two ?? '')]).toEqual(['pending', 'expired'])
    await rival.rollback()
    await sweepOverdue(db, log)
    expect(await statusOf(db, one ?? '')).toBe('expired')
  })
})

describe('lock order: checkouts, then stock items, each by id', () => {
  /** Three items of a store, by id, and lines that name them the other way round. */
  const threeItems = async (store: Store) => {
    const made = await Promise.all(times(3, () => addTestVariant(db, store, { stock: 5 })))
    const sorted = made.toSorted((a, b) => (a.stockItemId < b.stockItemId ? -1 : 1))
    return { ids: sorted.map((item) => item.stockItemId), lines: sorted.toReversed() }
  }
  type Scene = { store: Store; ids: string[]; lines: Line[] }
  /** What each call needs before it, and the call. */
  const calls: Record<string, (scene: Scene) => Promise<() => Promise<unknown>>> = {
    reserve: ({ store, lines }) => Promise.resolve(() => buy(store, lines)),
    'release by cancel': async ({ store, lines }) => {
      const { id } = await buy(store, lines)
      return () => cancel(store, id)
    },
    confirm: async ({ store, lines }) => {
      const { id } = await buy(store, lines)
      return () => confirm(store, id)
    },
    'late confirm': async ({ store, lines }) => {
      const { id } = await buy(store, lines)
      await makeOverdue(db, id)
      await sweepOverdue(db, log)
      return () => confirm(store, id)
    },
    sweep: async ({ store, lines }) => {
      const { id } = await buy(store, lines)
      await makeOverdue(db, id)
      return () => sweepOverdue(db, log)
    },
    replaces: async ({ store, lines }) => {
      const { code } = await buy(store, lines.slice(0, 1))
      return () => buy(store, lines, { replaces: code })
    },
    'reserve over an overdue hold': async ({ store, lines }) => {
      const { id } = await buy(
        store,
        lines.map((line) => ({ ...line, quantity: 5 })),
      )
      await makeOverdue(db, id)
      return () => buy(store, lines)
    },
  }

  test.each(Object.keys(calls))(
    '%s: the middle item is held, so the first is taken and the last is not',
    async (name) => {
      const store = await addTestStore(db)
      const { ids, lines } = await threeItems(store)
      const call = await calls[name]?.({ store, ids, lines })
      const rival = await rivalOf(store, lockItem(ids[1] ?? ''))
      const ours = call?.()
      await waitersOf(rival.pid)
      expect(await lockedOf('stock_items', ids)).toEqual(ids.slice(0, 2))
      await rival.rollback()
      await ours
    },
  )

  test.each(['release by cancel', 'confirm', 'late confirm', 'replaces', 'reserve over an overdue hold'])(
    '%s: while the checkout is held, no stock item is',
    async (name) => {
      const store = await addTestStore(db)
      const { ids, lines } = await threeItems(store)
      const call = await calls[name]?.({ store, ids, lines })
      const { rows } = await withSystem(db, (tx) =>
        tx.execute<{ id: string }>(sql`select id from checkouts where store_id = ${store.id}`),
      )
      const rival = await rivalOf(store, lockCheckout(rows[0]?.id ?? ''))
      const ours = call?.()
      await waitersOf(rival.pid)
      expect(await lockedOf('stock_items', ids)).toEqual([])
      await rival.rollback()
      await ours
    },
  )

  test('replaces with an overdue hold on the same items: both checkouts before any item', async () => {
    const store = await addTestStore(db)
    const { ids, lines } = await threeItems(store)
    const own = await buy(store, lines.slice(0, 1))
    const overdue = await buy(
      store,
      lines.slice(1).map((line) => ({ ...line, quantity: 5 })),
    )
    await makeOverdue(db, overdue.id)
    const rival = await rivalOf(store, lockCheckout(overdue.id))
    const ours = buy(store, lines, { replaces: own.code })
    await waitersOf(rival.pid)
    expect(await lockedOf('stock_items', ids)).toEqual([])
    expect(await lockedOf('checkouts', [own.id, overdue.id])).toEqual([own.id, overdue.id])
    await rival.rollback()
    await ours
    expect(await statusOf(db, overdue.id)).toBe('expired')
  })
})

describe('group commit', () => {
  /** Fills the two lanes of a maker with checkouts of an item that a rival holds, so that what follows must wait together. */
  const jam = async (store: Store) => {
    const maker = shopOf(db)
    const blocked = await addTestVariant(db, store, { stock: 10 })
    const rival = await rivalOf(store, lockItem(blocked.stockItemId))
    const lanes = [maker.buy(store, [blocked]), maker.buy(store, [blocked])]
    await waitersOf(rival.pid, 2).catch(() => waitersOf(rival.pid, 1))
    const open = async () => {
      await rival.rollback()
      await Promise.all(lanes)
    }
    return { buy: maker.buy, open }
  }
  /** How many transactions made these checkouts. */
  const transactionsOf = async (ids: string[]): Promise<number> => {
    const { rows } = await withSystem(db, (tx) =>
      tx.execute<{ count: number }>(
        sql`select count(distinct xmin::text)::integer as count from checkouts where id = any (${sql.param(ids)}::uuid[])`,
      ),
    )
    return rows[0]?.count ?? 0
  }

  test('MAK2 plain checkouts that wait together share one transaction, also on one item', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 20 })
    const jammed = await jam(store)
    const waiting = settle(times(20, () => jammed.buy(store, [{ variantId }])))
    await jammed.open()
    const { done } = await waiting
    expect(done).toHaveLength(20)
    expect(await transactionsOf(done.map((made) => made.id))).toBe(1)
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 20, reserved: 20 })
  })

  test('MAK3 of a group, one too big, one unknown, one key spent and one key twice: only these are refused', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 20 })
    const [spent, twice] = [newId(), newId()]
    const before = await buy(store, [{ variantId }], { key: spent })
    const jammed = await jam(store)
    const attempts = {
      fitting: times(5, () => settle([jammed.buy(store, [{ variantId }])])),
      tooBig: settle([jammed.buy(store, [{ variantId, quantity: 99 }])]),
      unknown: settle([jammed.buy(store, [{ variantId: newId() }])]),
      replayed: settle([jammed.buy(store, [{ variantId }], { key: spent })]),
      reused: settle([jammed.buy(store, [{ variantId, quantity: 2 }], { key: spent })]),
      twice: times(2, () => settle([jammed.buy(store, [{ variantId }], { key: twice })])),
      more: times(5, () => settle([jammed.buy(store, [{ variantId }])])),
    }
    await jammed.open()
    for (const { done } of await Promise.all([...attempts.fitting, ...attempts.more]))
      expect(done).toHaveLength(1)
    expect(tally((await attempts.tooBig).refusals)).toEqual({ 'insufficient-stock': 1 })
    expect(tally((await attempts.unknown).refusals)).toEqual({ 'unknown-variant': 1 })
    expect((await attempts.replayed).done).toEqual([before])
    expect(tally((await attempts.reused).refusals)).toEqual({ 'idempotency-key-reused': 1 })
    const [one, two] = await Promise.all(attempts.twice)
    expect(one?.done).toEqual(two?.done)
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 20, reserved: 12 })
  })

  test('MAK3 a group of 15 for the last 7: seven are made', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 7 })
    const jammed = await jam(store)
    const waiting = settle(times(15, () => jammed.buy(store, [{ variantId }])))
    await jammed.open()
    const { done, refusals } = await waiting
    expect([done.length, tally(refusals)]).toEqual([7, { 'insufficient-stock': 8 }])
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 7, reserved: 7 })
  })

  /** Every transaction that makes a checkout in this store runs `body` just before it commits. */
  const atCommit = async (store: Store, body: string) => {
    const owner = await db.connect('owner')
    await owner.query(`create function at_commit() returns trigger language plpgsql as $$ begin
      if new.store_id = '${store.id}' then ${body} end if; return null; end $$;
      create constraint trigger at_commit after insert on checkouts deferrable initially deferred
      for each row execute function at_commit()`)
    return () => owner.query('drop trigger at_commit on checkouts; drop function at_commit()')
  }

  test.each(['40001', '40P01', '55P03', '57014'])(
    'MAK3 of a group, one that runs into %s at every attempt: the others are made',
    async (state) => {
      const store = await addTestStore(db)
      const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 20 })
      const clean = await atCommit(
        store,
        `if new.note = 'unlucky' then raise exception using errcode = '${state}', message = 'not this one'; end if;`,
      )
      try {
        const jammed = await jam(store)
        const waiting = Promise.allSettled(
          times(8, (n) => jammed.buy(store, [{ variantId }], n === 3 ? { note: 'unlucky' } : {})),
        )
        await jammed.open()
        const results = await waiting
        expect(results.map(({ status }) => status)).toEqual(
          times(8, (n) => (n === 3 ? 'rejected' : 'fulfilled')),
        )
        expect(results[3]).toMatchObject({ reason: { code: state } })
        expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 20, reserved: 7 })
      } finally {
        await clean()
      }
    },
  )

  test('MAK3 where the connection is lost, nobody of the group is tried again', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 20 })
    const owner = await db.connect('owner')
    // a sequence remembers what was rolled back
    await owner.query('create sequence attempts; grant usage on sequence attempts to vidriera_app')
    const clean = await atCommit(
      store,
      `if new.note = 'crash' then perform nextval('attempts'); perform pg_terminate_backend(pg_backend_pid()); end if;`,
    )
    try {
      const jammed = await jam(store)
      const waiting = Promise.allSettled(
        times(8, () => jammed.buy(store, [{ variantId }], { note: 'crash' })),
      )
      await jammed.open()
      const results = await waiting
      expect(results.map(({ status }) => status)).toEqual(times(8, () => 'rejected'))
      const { rows } = await owner.query('select last_value, is_called from attempts')
      expect(rows).toEqual([{ last_value: 1, is_called: true }])
      expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 20, reserved: 0 })
    } finally {
      await clean()
      await owner.query('drop sequence attempts')
    }
  })

  test('MAK1 nobody of a group is answered before its COMMIT', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 50 })
    const gate = await db.connect()
    await gate.query('select pg_advisory_lock(4711)')
    const { rows } = await gate.query<{ pid: number }>('select pg_backend_pid() as pid')
    const clean = await atCommit(store, 'perform pg_advisory_xact_lock_shared(4711);')
    try {
      let answered = 0
      const all = times(12, () =>
        buy(store, [{ variantId }]).then((made) => {
          answered++
          return made
        }),
      )
      await waitersOf(rows[0]?.pid ?? 0)
      await withSystem(db, (tx) => tx.execute(sql`select 1`)) // a round trip later, still nobody
      expect(answered).toBe(0)
      expect(await transactionsOf([])).toBe(0)
      await gate.query('select pg_advisory_unlock(4711)')
      expect(await Promise.all(all)).toHaveLength(12)
    } finally {
      await clean()
    }
  })

  test('MAK1 where COMMIT fails nobody is told that it was made, and no key is spent', async () => {
    const store = await addTestStore(db)
    const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 50 })
    const sent = times(6, () => newId())
    const clean = await atCommit(store, `raise exception 'the disk is full';`)
    const failed = await Promise.allSettled(sent.map((key) => buy(store, [{ variantId }], { key })))
    await clean()
    expect(failed.map((result) => result.status)).toEqual(times(6, () => 'rejected'))
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 50, reserved: 0 })
    const { done } = await settle(sent.map((key) => buy(store, [{ variantId }], { key })))
    expect(done).toHaveLength(6)
  })

  test.each(['commits', 'dies'] as const)(
    'CHK4 the same key while the first stands before COMMIT and then %s',
    async (fate) => {
      const store = await addTestStore(db)
      const { variantId, stockItemId } = await addTestVariant(db, store, { stock: 5 })
      const gate = await db.connect()
      await gate.query('select pg_advisory_lock(4712)')
      const { rows } = await gate.query<{ pid: number }>('select pg_backend_pid() as pid')
      const clean = await atCommit(store, 'perform pg_advisory_xact_lock_shared(4712);')
      try {
        const key = newId()
        const first = Promise.allSettled([buyAlone(store, [{ variantId }], { key })])
        const [held = 0] = await waitersOf(rows[0]?.pid ?? 0)
        const second = buyAlone(store, [{ variantId }], { key })
        await waitersOf(held)
        if (fate === 'dies') await (await watcher()).query('select pg_terminate_backend($1)', [held])
        await gate.query('select pg_advisory_unlock(4712)')
        const [result] = await first
        const made = await second
        expect(result?.status).toBe(fate === 'commits' ? 'fulfilled' : 'rejected')
        if (result?.status === 'fulfilled') expect(made).toEqual(result.value)
        expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 5, reserved: 1 })
      } finally {
        await clean()
      }
    },
  )
})
