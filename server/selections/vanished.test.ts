/** SEL6, SEL7: what is no longer sold leaves selections, on real sockets and a real database. */
import { sql } from 'drizzle-orm'
import { describe, expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { addLine } from '../../shared/selection-document.ts'
import { readNotices } from '../../shared/selection-document-notices.ts'
import type { Bus } from '../platform/bus.ts'
import { newId } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { createLogger } from '../platform/logger.ts'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { withStore, withSystem } from '../platform/tenancy.ts'
import { readSelection } from '../sync/sync.ts'
import { readStored } from '../sync/stored.ts'
import { newSelectionId, soon } from '../sync/test-replicas.ts'
import { createTestRooms, type TestPerson } from '../sync/test-rooms.ts'
import { shopOf } from '../test-shop.ts'
import { createVanished, takeOutVanished } from './vanished.ts'

const db = testDatabase()
const { buy, cancel, confirm } = shopOf(db)
const log = createLogger('silent')
/** Nothing is heard between processes: each looks for itself. */
const silent: Bus = {
  publish: () => undefined,
  subscribe: () => () => undefined,
  close: () => Promise.resolve(),
}
/** `asked`: how often what is no longer sold has been asked for. */
function process(everyMs = 50) {
  let asked = 0
  const real = createVanished({ db, log })
  const find: typeof real.find = async (...args) => {
    const found = await real.find(...args)
    asked++
    return found
  }
  const rooms = createTestRooms(db, { bus: silent, everyMs, vanished: { ...real, find } })
  onTestFinished(rooms.close)
  return { ...rooms, asked: () => asked }
}

const show = (productId: string, status: 'active' | 'draft' | 'archived') =>
  withSystem(db, (tx) => tx.execute(sql`update products set status = ${status} where id = ${productId}`))
const setStock = (stockItemId: string, onHand: number) =>
  withSystem(db, (tx) =>
    tx.execute(sql`update stock_items set on_hand = ${onHand} where id = ${stockItemId}`),
  )
const seqOf = async (store: Store, id: string) =>
  (await withStore(db, store.id, (tx) => readStored(tx, store.id, id))).seq
const linesOf = async (store: Store, id: string) =>
  (await withStore(db, store.id, (tx) => readSelection(tx, store.id, id))).lines.map((line) => line.lineId)
const takeOut = (store: Store, id: string) =>
  withStore(db, store.id, (tx) => takeOutVanished(tx, { storeId: store.id, id }))
const noticesOf = ({ doc }: { doc: Y.Doc }) =>
  readNotices(doc).map(({ variantId, reason, quantity }) => ({ variantId, reason, quantity }))

/** A bag and a belt, and a selection to put them in. */
async function shop() {
  const store = await addTestStore(db)
  const [bag, belt] = [await addTestVariant(db, store), await addTestVariant(db, store)]
  return { store, bag, belt, id: newSelectionId() }
}
async function fill(person: TestPerson, ...variants: { variantId: string }[]) {
  for (const { variantId } of variants) person.add(variantId, 2)
  await person.saved()
}

describe('SEL6 what is no longer sold leaves the selection for everybody', () => {
  test('a hidden product, at once for who is there, in either process, with one notice that says why', async () => {
    const { store, bag, belt, id } = await shop()
    const [one, two] = [process(), process()]
    const [ana, beto] = [one.enter(store.id, id), two.enter(store.id, id)]
    await fill(ana, bag, belt)
    await soon(() => beto.lines()).toEqual(ana.lines())
    await soon(() => Math.min(one.asked(), two.asked())).toBeGreaterThan(0)
    await show(bag.productId, 'draft')
    const notice = { variantId: bag.variantId, reason: 'hidden', quantity: 2 }
    for (const person of [ana, beto]) {
      await soon(() => person.lines()).toEqual({ [belt.variantId]: 2 })
      expect(noticesOf(person)).toEqual([notice])
    }
  })

  test('each reason: gone, without a price, sold out; what can be back-ordered or is not counted stays', async () => {
    const { store, bag, id } = await shop()
    const foreign = await addTestVariant(db, await addTestStore(db))
    const priceless = await addTestVariant(db, store, { priceMinor: null })
    const soldOut = await addTestVariant(db, store, { stock: 0 })
    const backorder = await addTestVariant(db, store, { stock: 0, allowsBackorder: true })
    const uncounted = await addTestVariant(db, store, { stock: null })
    const unknown = { variantId: newId() }
    const noneOfOurs = { variantId: 'none-of-ours' }
    const ana = process().enter(store.id, id)
    await fill(ana, bag, foreign, priceless, soldOut, backorder, uncounted, unknown, noneOfOurs)
    const left = [bag, backorder, uncounted].map(({ variantId }) => variantId).sort()
    await soon(() => Object.keys(ana.lines()).sort()).toEqual(left)
    const reasons = new Map(noticesOf(ana).map(({ variantId, reason }) => [variantId, reason]))
    expect(
      [foreign, unknown, noneOfOurs, priceless, soldOut].map((one) => reasons.get(one.variantId)),
    ).toEqual(['gone', 'gone', 'gone', 'no-price', 'sold-out'])
    expect(reasons.size).toBe(5)
  })

  test('comes to who was away, and what they added of it meanwhile goes as well', async () => {
    const { store, bag, belt, id } = await shop()
    const rooms = process()
    const [ana, beto] = [rooms.enter(store.id, id), rooms.enter(store.id, id)]
    await fill(ana, bag, belt)
    await soon(() => beto.lines()).toEqual(ana.lines())
    beto.leave()
    await beto.code
    await show(bag.productId, 'archived')
    await soon(() => ana.lines()).toEqual({ [belt.variantId]: 2 })
    addLine(beto.doc, { variantId: bag.variantId, quantity: 1 }, 'beto')
    const again = rooms.enter(store.id, id, beto.doc)
    await soon(() => again.lines()).toEqual({ [belt.variantId]: 2 })
    await soon(() => ana.lines()).toEqual({ [belt.variantId]: 2 })
    // still one notice, and of all that was taken out
    for (const person of [ana, again])
      await soon(() => noticesOf(person)).toEqual([
        { variantId: bag.variantId, reason: 'hidden', quantity: 3 },
      ])
  })

  test('a selection nobody is in is cleaned when it is opened', async () => {
    const { store, bag, belt, id } = await shop()
    const first = process()
    const ana = first.enter(store.id, id)
    await fill(ana, bag, belt)
    ana.leave()
    await soon(() => first.count().rooms).toBe(0)
    await show(bag.productId, 'draft')
    const beto = process().enter(store.id, id)
    await soon(() => beto.lines()).toEqual({ [belt.variantId]: 2 })
    expect(noticesOf(beto)).toHaveLength(1)
  })

  test('done again it changes nothing', async () => {
    const { store, bag, belt, id } = await shop()
    const ana = process().enter(store.id, id)
    await fill(ana, bag, belt)
    await show(bag.productId, 'draft')
    await soon(() => ana.lines()).toEqual({ [belt.variantId]: 2 })
    const seq = await seqOf(store, id)
    for (let n = 0; n < 5; n++) expect(await takeOut(store, id)).toEqual([])
    expect(await seqOf(store, id)).toBe(seq)
  })

  test('eight at once take it out once', async () => {
    const { store, bag, belt, id } = await shop()
    const ana = createTestRooms(db, { bus: silent }).enter(store.id, id)
    await fill(ana, bag, belt)
    await show(bag.productId, 'draft')
    const before = await seqOf(store, id)
    const taken = await Promise.all(Array.from({ length: 8 }, () => takeOut(store, id)))
    expect(taken.map((one) => one?.length).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 1])
    expect(await seqOf(store, id)).toBe(before + 1)
    expect(await linesOf(store, id)).toEqual([belt.variantId])
  })

  test('sold again and added again, the line stays and its notice goes, for everybody', async () => {
    const { store, bag, belt, id } = await shop()
    const rooms = process()
    const [ana, beto] = [rooms.enter(store.id, id), rooms.enter(store.id, id)]
    await fill(ana, bag, belt)
    await show(bag.productId, 'draft')
    await soon(() => noticesOf(beto)).toHaveLength(1)
    await show(bag.productId, 'active')
    const [notice] = readNotices(beto.doc)
    addLine(beto.doc, { variantId: bag.variantId, quantity: notice?.quantity ?? 0 }, 'beto')
    const both = { [bag.variantId]: 2, [belt.variantId]: 2 }
    for (const { doc } of [ana, beto]) await soon(() => doc.getMap('notices').size).toBe(0)
    expect([ana.lines(), beto.lines()]).toEqual([both, both])
    // taken out by hand, it is nobody's notice any more
    beto.remove(bag.variantId)
    await beto.saved()
    expect(noticesOf(beto)).toEqual([])
  })

  test('after a sale it is still told, to who stays and to who comes, and what is sold again can go again', async () => {
    const { store, bag, belt, id } = await shop()
    const rooms = process()
    const ana = rooms.enter(store.id, id)
    await fill(ana, bag, belt)
    await show(bag.productId, 'draft')
    await soon(() => noticesOf(ana)).toHaveLength(1)
    const told = noticesOf(ana)
    const bought = await buy(store, [{ variantId: belt.variantId, quantity: 1 }], { selectionId: id })
    await confirm(store, bought.id)
    // her room hears of the checkout or of the sale, and is gone with her: whoever comes now gets what that has left
    expect([4423, 4409]).toContain(await ana.code)
    await soon(() => rooms.count().rooms).toBe(0)
    const beto = rooms.enter(store.id, id)
    await soon(() => beto.lines()).toEqual({ [belt.variantId]: 1 })
    expect(noticesOf(beto)).toEqual(told)
    await show(bag.productId, 'active')
    beto.add(bag.variantId, 1)
    await soon(() => beto.doc.getMap('notices').size).toBe(0)
    await show(bag.productId, 'draft')
    await soon(() => noticesOf(beto)).toMatchObject([{ variantId: bag.variantId, quantity: 1 }])
  })

  test('SYN10 who hears of it from another tab, and passes it on to a process that has not, is let be', async () => {
    const { store, bag, belt, id } = await shop()
    const [one, other] = [process(), process(60_000)]
    const [ana, beto] = [one.enter(store.id, id), other.enter(store.id, id)]
    await fill(ana, bag, belt)
    await beto.saved()
    await show(bag.productId, 'draft')
    await soon(() => noticesOf(ana)).toHaveLength(1)
    Y.applyUpdate(beto.doc, Y.encodeStateAsUpdate(ana.doc))
    await beto.saved()
    await show(bag.productId, 'active')
    ana.add(bag.variantId, 1)
    await ana.saved()
    beto.add(belt.variantId, 1)
    await soon(() => beto.lines()[bag.variantId]).toBe(1)
    await soon(() => ana.doc.getMap('notices').size).toBe(0)
    // only that the notice is gone is new to them
    Y.applyUpdate(beto.doc, Y.encodeStateAsUpdate(ana.doc))
    await beto.saved()
    beto.add(belt.variantId, 1)
    await beto.saved()
    await soon(() => ana.lines()).toEqual(beto.lines())
  })

  test('the same id in another store is another selection', async () => {
    const { store, bag, id } = await shop()
    const other = await addTestStore(db)
    const theirs = await addTestVariant(db, other, { variantId: bag.variantId })
    const rooms = process()
    const [ana, eva] = [rooms.enter(store.id, id), rooms.enter(other.id, id)]
    await Promise.all([fill(ana, bag), fill(eva, theirs)])
    await show(bag.productId, 'draft')
    await soon(() => ana.lines()).toEqual({})
    await takeOut(other, id)
    expect([eva.lines(), noticesOf(eva)]).toEqual([{ [bag.variantId]: 2 }, []])
  })
})

describe('SEL7 what is held or reserved stays', () => {
  test('nothing leaves while a checkout of it is pending; what then is no longer sold goes when it ends', async () => {
    const { store, bag, belt, id } = await shop()
    const ana = process().enter(store.id, id)
    await fill(ana, bag, belt)
    const checkout = await buy(store, [bag], { selectionId: id })
    await show(bag.productId, 'draft')
    expect(await ana.code).toBe(4423)
    const late = process().enter(store.id, id)
    expect(await late.code).toBe(4423)
    expect(await takeOut(store, id)).toBeUndefined()
    expect(await linesOf(store, id)).toEqual([bag.variantId, belt.variantId].sort())
    await cancel(store, checkout.id)
    const again = process().enter(store.id, id)
    await soon(() => again.lines()).toEqual({ [belt.variantId]: 2 })
  })

  test('the last unit in somebody else’s hold is not sold out; once it is sold, it is', async () => {
    const { store, belt, id } = await shop()
    const last = await addTestVariant(db, store, { stock: 1 })
    const ana = process().enter(store.id, id)
    await fill(ana, last, belt)
    const held = await buy(store, [last])
    expect(await takeOut(store, id)).toEqual([])
    expect(Object.keys(ana.lines())).toHaveLength(2)
    await confirm(store, held.id)
    await soon(() => ana.lines()).toEqual({ [belt.variantId]: 2 })
    expect(noticesOf(ana)).toMatchObject([{ variantId: last.variantId, reason: 'sold-out' }])
    await setStock(last.stockItemId, 3)
    ana.add(last.variantId, 1)
    await soon(() => noticesOf(ana)).toEqual([])
    expect(ana.lines()[last.variantId]).toBe(1)
  })
})

describe('SYN11 what rooms hold is asked for with one question a store', () => {
  test('and only of what was not there before', async () => {
    const { store, bag, belt } = await shop()
    const real = createVanished({ db, log })
    const asked: string[][] = []
    const rooms = createTestRooms(db, {
      bus: silent,
      everyMs: 60_000,
      vanished: {
        ...real,
        find: (storeId, variantIds) => {
          asked.push([...variantIds].sort())
          return real.find(storeId, variantIds)
        },
      },
    })
    onTestFinished(rooms.close)
    const people = Array.from({ length: 10 }, () => rooms.enter(store.id, newSelectionId()))
    await Promise.all(people.map((person) => fill(person, bag)))
    await soon(() => asked.length).toBeGreaterThan(0)
    expect(asked.length).toBeLessThan(5)
    const before = asked.length
    await fill(people[0] as TestPerson, bag)
    await fill(people[1] as TestPerson, belt)
    await soon(() => asked.slice(before)).toEqual([[belt.variantId]])
  })

  test('one that cannot be cleaned keeps no other one of its store waiting', async () => {
    const { store, bag } = await shop()
    const ids = [newSelectionId(), newSelectionId(), newSelectionId()]
    const cleaned = new Set<string>()
    const rooms = createTestRooms(db, {
      bus: silent,
      everyMs: 60_000,
      vanished: {
        find: (_storeId, variantIds) => Promise.resolve(new Set(variantIds)),
        takeOut: (_storeId, id) => {
          if (id === ids[0]) return Promise.reject(new Error('it cannot be read'))
          cleaned.add(id)
          return Promise.resolve()
        },
      },
    })
    onTestFinished(rooms.close)
    const people = ids.map((id) => rooms.enter(store.id, id))
    // the first of them is asked for first
    for (const person of people) await fill(person, bag)
    await soon(() => [...cleaned].toSorted()).toEqual(ids.slice(1).toSorted())
  })
})
