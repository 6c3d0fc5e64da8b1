/** Rule CHK10 of checkouts.ts, with people in the selection over real sockets. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { addLine, removeLine } from '../../shared/selection-document.ts'
import { MAX_LINES } from '../../shared/selection.ts'
import { newId } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import {
  addTestStore,
  addTestVariant,
  breaches,
  testDatabase,
  type TestVariant,
} from '../platform/test-database.ts'
import { withStore } from '../platform/tenancy.ts'
import { editSelection, readSelection, setStatus } from '../sync/sync.ts'
import { enter, leaveAll, newSelectionId, soon, type Place } from '../sync/test-replicas.ts'
import { testServer } from '../test-server.ts'
import { refusalFrom, settle, shopOf } from '../test-shop.ts'
import { createCheckoutMaker, type CheckoutMaker } from './make-checkouts.ts'

const PRICE = 1_500
const db = testDatabase()
const server = testServer(db.connection, { environment: { LIMITS: 'off' } })
const { buyChosen, confirm, cancel } = shopOf(db)
let store: Store
let shirt: TestVariant
let hat: TestVariant

beforeAll(async () => {
  store = await addTestStore(db)
  shirt = await addTestVariant(db, store, { stock: 10_000, priceMinor: PRICE })
  hat = await addTestVariant(db, store, { stock: 10_000 })
})
afterEach(async () => {
  leaveAll()
  expect(await breaches(db)).toEqual([])
})

const read = (id: string) => withStore(db, store.id, (tx) => readSelection(tx, store.id, id))
const linesIn = async (id: string) =>
  Object.fromEntries((await read(id)).lines.map((line) => [line.lineId, line.quantity]))
const asLines = (items: { variantId: string; quantity: number }[]) =>
  Object.fromEntries(items.map(({ variantId, quantity }) => [variantId, quantity]))

/** Somebody in a selection with two shirts, in the database. */
async function filled() {
  const place: Place = { slug: store.slug, id: newSelectionId() }
  const ana = enter(server, place)
  await ana.synced()
  addLine(ana.doc, { variantId: shirt.variantId, quantity: 2 }, 'ana', 1)
  await soon(() => linesIn(place.id)).toEqual({ [shirt.variantId]: 2 })
  return { place, id: place.id, ana }
}

/** One with lines of these variants, which nobody is in: in an open one the shop takes out at once what it does not sell. */
async function left(variantIds: string[]): Promise<string> {
  const id = newSelectionId()
  await withStore(db, store.id, async (tx) => {
    await setStatus(tx, store.id, id, 'AVAILABLE')
    await editSelection(tx, { storeId: store.id, id }, (doc) => {
      doc.transact(() => variantIds.forEach((variantId) => addLine(doc, { variantId, quantity: 1 }, 'ana')))
      return Promise.resolve()
    })
  })
  return id
}

/** A maker that has something done between the reading of the selection and its reservation. */
const makerAfter = (meanwhile: () => Promise<void>): CheckoutMaker => {
  const make = createCheckoutMaker({ db })
  return async (draft) => {
    await meanwhile()
    return make(draft)
  }
}

describe('CHK10 without items, what the selection holds is reserved', () => {
  test('the lines are those of the document, with what was chosen of each, and it is closed', async () => {
    const { id, ana } = await filled()
    const configuration = { color: 'verde' }
    addLine(ana.doc, { variantId: hat.variantId, quantity: 3, configuration }, 'ana', 2)
    await soon(async () => (await read(id)).lines.length).toBe(2)
    const { items } = await buyChosen(store, id)
    expect(items.map((item) => [item.variantId, item.quantity, item.configuration])).toEqual([
      [shirt.variantId, 2, null],
      [hat.variantId, 3, configuration],
    ])
    expect((await read(id)).status).toBe('PROCESSING')
  })

  test('over HTTP the id alone is enough, and neither items nor an id is no request', async () => {
    const { id } = await filled()
    const post = (body: unknown) =>
      fetch(`${server.url}/api/stores/${store.slug}/checkouts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': newSelectionId() },
        body: JSON.stringify(body),
      })
    expect((await post({ note: 'nada' })).status).toBe(400)
    const answer = await post({ selectionId: id })
    expect(answer.status).toBe(201)
    expect(asLines(((await answer.json()) as { items: never[] }).items)).toEqual({ [shirt.variantId]: 2 })
  })

  test('what is written after it was read is in the checkout', async () => {
    const { id, ana } = await filled()
    let times = 0
    const maker = makerAfter(async () => {
      if (times++ > 0) return
      addLine(ana.doc, { variantId: hat.variantId, quantity: 1 }, 'ana', 2)
      await soon(() => linesIn(id)).toMatchObject({ [hat.variantId]: 1 })
    })
    const { items } = await shopOf(db, { maker }).buyChosen(store, id)
    expect(asLines(items)).toEqual({ [shirt.variantId]: 2, [hat.variantId]: 1 })
    expect(times).toBe(2)
  })

  test('one that is never left alone is refused, and nothing of it is reserved', async () => {
    const { id, ana } = await filled()
    let hats = 0
    const maker = makerAfter(async () => {
      addLine(ana.doc, { variantId: hat.variantId, quantity: 1 }, 'ana', 2)
      hats++
      await soon(() => linesIn(id)).toMatchObject({ [hat.variantId]: hats })
    })
    expect((await refusalFrom(shopOf(db, { maker }).buyChosen(store, id))).code).toBe('conflict')
    expect((await read(id)).status).toBe('AVAILABLE')
  })

  test('pressed by ten while another one goes on choosing: the one that is made holds what the document does', async () => {
    for (let round = 0; round < 5; round++) {
      const { id, ana } = await filled()
      const choosing = async () => {
        for (let n = 0; n < 10 && ana.closed.length === 0; n++) {
          addLine(ana.doc, { variantId: hat.variantId, quantity: 1 }, 'ana', 2)
          await new Promise((resolve) => setImmediate(resolve))
        }
      }
      const [{ done, refusals }] = await Promise.all([
        settle(Array.from({ length: 10 }, () => buyChosen(store, id))),
        choosing(),
      ])
      expect([done.length, refusals.length]).toEqual([1, 9])
      expect(asLines(done[0]?.items ?? [])).toEqual(await linesIn(id))
    }
  })

  test('what the screen showed is compared with what the selection holds by then', async () => {
    const { id } = await filled()
    const money = (amount: number) => ({ amount, currency: store.currency })
    const lines = [{ variantId: shirt.variantId, unitPrice: money(PRICE) }]
    const one = buyChosen(store, id, { expected: { total: money(PRICE), lines } })
    const refusal = await refusalFrom(one)
    expect([refusal.code, refusal.details]).toEqual([
      'price-changed',
      { total: { was: money(PRICE), now: money(2 * PRICE) }, changes: [] },
    ])
    const both = await buyChosen(store, id, { expected: { total: money(2 * PRICE), lines } })
    expect(both.total).toEqual(money(2 * PRICE))
  })

  test('the same key answers the same, also when nothing is left in the selection', async () => {
    const { id } = await filled()
    const key = newId()
    const made = await buyChosen(store, id, { key })
    expect(await buyChosen(store, id, { key })).toEqual(made)
    await confirm(store, made.id)
    expect(await linesIn(id)).toEqual({})
    expect(await buyChosen(store, id, { key })).toEqual(made)
    expect((await refusalFrom(buyChosen(store, id))).code).toBe('selection-empty')
  })

  test('with items they are what is reserved, whatever the selection holds', async () => {
    const { id } = await filled()
    const { items, id: checkout } = await shopOf(db).buy(store, [{ variantId: hat.variantId }], {
      selectionId: id,
    })
    expect(asLines(items)).toEqual({ [hat.variantId]: 1 })
    await cancel(store, checkout)
  })
})

describe('CHK10 what cannot be ordered is refused, and says why', () => {
  test('an empty selection, and one that nobody has written to', async () => {
    const { id, ana } = await filled()
    removeLine(ana.doc, shirt.variantId)
    await soon(() => linesIn(id)).toEqual({})
    for (const empty of [id, newSelectionId()])
      expect((await refusalFrom(buyChosen(store, empty))).code).toBe('selection-empty')
  })

  test('more lines than one checkout may have', async () => {
    const id = await left(Array.from({ length: MAX_LINES + 1 }, newId))
    const refusal = await refusalFrom(buyChosen(store, id))
    expect([refusal.code, refusal.details]).toEqual([
      'selection-not-orderable',
      { lines: MAX_LINES + 1, mostLines: MAX_LINES, mostUnits: 999, beyond: [] },
    ])
    expect((await read(id)).status).toBe('AVAILABLE')
  })

  test('more units of one line than it may hold, asked for on two phones', async () => {
    const { place, id } = await filled()
    const doc = new Y.Doc()
    addLine(doc, { variantId: shirt.variantId, quantity: 998 }, 'beto', 2)
    enter(server, place, { doc, params: { device: 'another' } })
    await soon(() => linesIn(id)).toEqual({ [shirt.variantId]: 999 })
    const refusal = await refusalFrom(buyChosen(store, id))
    expect([refusal.code, refusal.details['beyond']]).toEqual([
      'selection-not-orderable',
      [{ lineId: shirt.variantId, variantId: shirt.variantId }],
    ])
  })

  test('what is the name of no variant', async () => {
    const id = await left(['nothing-of-ours'])
    const refusal = await refusalFrom(buyChosen(store, id))
    expect([refusal.code, refusal.details]).toEqual(['unknown-variant', { variantIds: ['nothing-of-ours'] }])
  })
})
