/** Rules CHK8 and CHK9 of checkouts.ts, with people in the selection over real sockets. */
import { sql } from 'drizzle-orm'
import type pg from 'pg'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { addLine, setQuantity } from '../../shared/selection-document.ts'
import type { Store } from '../platform/http.ts'
import { createLogger } from '../platform/logger.ts'
import {
  addTestStore,
  addTestVariant,
  breaches,
  testDatabase,
  type TestVariant,
} from '../platform/test-database.ts'
import { withStore, withSystem } from '../platform/tenancy.ts'
import { addLink } from '../sync/links.ts'
import { readSelection } from '../sync/sync.ts'
import { enter, leaveAll, newSelectionId, soon, type Place } from '../sync/test-replicas.ts'
import { testServer } from '../test-server.ts'
import { keys, makeOverdue, refusalFrom, settle, shopOf, statusOf, tally } from '../test-shop.ts'
import { sweepOverdue } from './jobs.ts'

const db = testDatabase()
const server = testServer(db.connection, { environment: { LIMITS: 'off' } })
const { buy, confirm, cancel } = shopOf(db)
const log = createLogger('silent')
let store: Store
let shirt: TestVariant
let hat: TestVariant
let listener: pg.Client
const heard: string[] = []

beforeAll(async () => {
  store = await addTestStore(db)
  shirt = await addTestVariant(db, store, { stock: 1_000 })
  hat = await addTestVariant(db, store, { stock: 1_000 })
  listener = await db.connect()
  listener.on('notification', ({ payload }) => heard.push(payload ?? ''))
  await listener.query('listen vidriera_selections')
})
afterEach(async () => {
  leaveAll()
  heard.length = 0
  expect(await breaches(db)).toEqual([])
})

const read = (id: string) => withStore(db, store.id, (tx) => readSelection(tx, store.id, id))
const standing = async (id: string) => {
  const { status, generation, lines } = await read(id)
  return { status, generation, lines: Object.fromEntries(lines.map((line) => [line.lineId, line.quantity])) }
}
const statusIn = async (id: string) => (await read(id)).status
const changed = (id: string) => `${store.id}/${id}/changed`

/** Two shirts and a hat, in the database. */
async function filled() {
  const place: Place = { slug: store.slug, id: newSelectionId() }
  const ana = enter(server, place)
  await ana.synced()
  addLine(ana.doc, { variantId: shirt.variantId, quantity: 2 }, 'ana', 1)
  addLine(ana.doc, { variantId: hat.variantId, quantity: 1 }, 'ana', 2)
  await soon(() => standing(place.id)).toMatchObject({
    lines: { [shirt.variantId]: 2, [hat.variantId]: 1 },
  })
  return { place, id: place.id, ana }
}
const twoShirts = () => [{ variantId: shirt.variantId, quantity: 2 }]

describe('CHK8 a selection is PROCESSING while its checkout is pending', () => {
  test('reserving closes it for who is in it, cancelling opens it, and what was tapped meanwhile merges', async () => {
    const { place, id, ana } = await filled()
    const { id: checkout } = await buy(store, twoShirts(), { selectionId: id })
    expect(await statusIn(id)).toBe('PROCESSING')
    setQuantity(ana.doc, hat.variantId, 3)
    await soon(() => ana.closed).toContain(4423)
    const beto = enter(server, place)
    await soon(() => [beto.lines()[hat.variantId], beto.closed]).toEqual([1, [4423]])
    await cancel(store, checkout)
    expect(await statusIn(id)).toBe('AVAILABLE')
    await soon(() => heard).toContain(changed(id))
    ana.provider.connect()
    await soon(() => standing(id)).toEqual({
      status: 'AVAILABLE',
      generation: 0,
      lines: { [shirt.variantId]: 2, [hat.variantId]: 3 },
    })
  })

  test('rooms of every process are told when it is made through the server', async () => {
    const { id, ana } = await filled()
    const answer = await fetch(`${server.url}/api/stores/${store.slug}/checkouts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': newSelectionId() },
      body: JSON.stringify({ items: twoShirts(), selectionId: id }),
    })
    expect(answer.status).toBe(201)
    await soon(() => heard).toContain(changed(id))
    await soon(() => ana.closed).toContain(4423)
  })

  test('an overdue hold opens it, swept or in somebody’s way', async () => {
    const [one, other] = [newSelectionId(), newSelectionId()]
    const { variantId } = await addTestVariant(db, store, { stock: 2 })
    const lines = [{ variantId }]
    const swept = await buy(store, lines, { selectionId: one })
    const inTheWay = await buy(store, lines, { selectionId: other })
    await makeOverdue(db, swept.id)
    expect(await sweepOverdue(db, log)).toBe(1)
    expect([await statusIn(one), await statusIn(other)]).toEqual(['AVAILABLE', 'PROCESSING'])
    await buy(store, lines)
    await makeOverdue(db, inTheWay.id)
    await buy(store, lines)
    expect(await statusIn(other)).toBe('AVAILABLE')
    await soon(() => heard).toEqual(expect.arrayContaining([changed(one), changed(other)]))
  })

  test('the one that replaces it keeps it closed, and opens it when it ends', async () => {
    const { id } = await filled()
    const first = await buy(store, twoShirts(), { selectionId: id })
    const second = await buy(store, twoShirts(), { selectionId: id, replaces: first.code })
    expect([await statusOf(db, first.id), await statusIn(id)]).toEqual(['cancelled', 'PROCESSING'])
    await cancel(store, second.id)
    expect(await statusIn(id)).toBe('AVAILABLE')
  })

  test('of twenty presses on one selection one reserves, and the others change nothing', async () => {
    const { id } = await filled()
    const presses = Array.from({ length: 20 }, () => buy(store, twoShirts(), { selectionId: id }))
    const { done, refusals } = await settle(presses)
    expect([done.length, tally(refusals)]).toEqual([1, { 'selection-processing': 19 }])
    expect(await statusIn(id)).toBe('PROCESSING')
  })

  test('what is refused, or dies on the way, leaves it open', async () => {
    const { id } = await filled()
    const scarce = await addTestVariant(db, store, { stock: 1 })
    const tooMany = buy(store, [{ variantId: scarce.variantId, quantity: 2 }], { selectionId: id })
    expect((await refusalFrom(tooMany)).code).toBe('insufficient-stock')
    expect(await statusIn(id)).toBe('AVAILABLE')
    const rival = await db.connect()
    await rival.query(`begin; set local app.store_id = '${store.id}'`)
    await rival.query('select from stock_items where store_id = $1 and id = $2 for no key update', [
      store.id,
      scarce.stockItemId,
    ])
    const dying = buy(store, [{ variantId: scarce.variantId }], { selectionId: id }).catch(
      (error: unknown) => error,
    )
    const { rows } = await rival.query<{ pid: number }>('select pg_backend_pid() as pid')
    const kill = `select pg_terminate_backend(pid) from pg_stat_activity
      where $1 = any (pg_blocking_pids(pid)) and query like '%make_checkouts%'`
    await soon(async () => (await listener.query(kill, [rows[0]?.pid])).rowCount).toBe(1)
    expect(await dying).toBeInstanceOf(Error)
    await rival.query('rollback')
    expect(await statusIn(id)).toBe('AVAILABLE')
  })

  test('a link to choose together reserves the selection it leads to; a link to look reserves none', async () => {
    const { id } = await filled()
    const place = { storeId: store.id, selectionId: id }
    const tokenOf = async (access: 'edit' | 'view') => (await addLink({ db, keys }, place, access)).token
    const [edit, view] = [await tokenOf('edit'), await tokenOf('view')]
    const looking = buy(store, twoShirts(), { selectionId: view })
    expect((await refusalFrom(looking)).code).toBe('forbidden')
    expect(await statusIn(id)).toBe('AVAILABLE')
    await buy(store, twoShirts(), { selectionId: edit })
    expect(await statusIn(id)).toBe('PROCESSING')
    expect((await refusalFrom(buy(store, twoShirts(), { selectionId: id }))).code).toBe(
      'selection-processing',
    )
  })

  test('a checkout of no selection leaves no trace among them', async () => {
    const count = async () => {
      const { rows } = await withSystem(db, (tx) =>
        tx.execute<{ count: number }>(sql`select count(*)::integer as count from selections`),
      )
      return rows[0]?.count
    }
    const before = await count()
    const { id } = await buy(store, twoShirts())
    await cancel(store, id)
    expect(await count()).toBe(before)
  })
})

describe('CHK9 a sale begins the next generation without what was sold', () => {
  test('whoever is in it is sent away, and finds what is left', async () => {
    const { place, id, ana } = await filled()
    const sold = await buy(store, [...twoShirts()], { selectionId: id })
    await confirm(store, sold.id)
    expect(await standing(id)).toEqual({
      status: 'AVAILABLE',
      generation: 1,
      lines: { [hat.variantId]: 1 },
    })
    await soon(() => heard).toContain(changed(id))
    const stale = enter(server, place, { doc: ana.doc })
    await soon(() => stale.closed).toEqual([4409])
    const beto = enter(server, place)
    await beto.synced()
    expect(beto.lines()).toEqual({ [hat.variantId]: 1 })
  })

  test('a late one takes out what it sold, and opens nothing that another checkout keeps closed', async () => {
    const { id, ana } = await filled()
    const late = await buy(store, [{ variantId: shirt.variantId, quantity: 1 }], { selectionId: id })
    await makeOverdue(db, late.id)
    await sweepOverdue(db, log)
    ana.provider.connect()
    const pending = await buy(store, [{ variantId: hat.variantId }], { selectionId: id })
    await confirm(store, late.id)
    expect(await standing(id)).toEqual({
      status: 'PROCESSING',
      generation: 1,
      lines: { [shirt.variantId]: 1, [hat.variantId]: 1 },
    })
    await soon(() => heard).toContain(changed(id))
    await confirm(store, pending.id)
    expect(await standing(id)).toEqual({
      status: 'AVAILABLE',
      generation: 2,
      lines: { [shirt.variantId]: 1 },
    })
  })

  test('of a selection that was never written to there is nothing to take out', async () => {
    const id = newSelectionId()
    const sold = await buy(store, twoShirts(), { selectionId: id })
    await confirm(store, sold.id)
    expect(await standing(id)).toMatchObject({ status: 'AVAILABLE', lines: {} })
  })

  test('confirmed and cancelled at once, it ends in one of the two', async () => {
    const { id } = await filled()
    const { id: checkout } = await buy(store, twoShirts(), { selectionId: id })
    await settle([confirm(store, checkout), cancel(store, checkout)])
    const isSold = (await statusOf(db, checkout)) === 'confirmed'
    expect(await standing(id)).toEqual({
      status: 'AVAILABLE',
      generation: isSold ? 1 : 0,
      lines: { [hat.variantId]: 1, ...(!isSold && { [shirt.variantId]: 2 }) },
    })
  })
})
