import { sql } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { addLine, readLines, setQuantity } from '../../shared/selection-document.ts'
import type { Bus } from '../platform/bus.ts'
import type { Store } from '../platform/http.ts'
import { testDatabase } from '../platform/test-database.ts'
import { withStore } from '../platform/tenancy.ts'
import { testServer } from '../test-server.ts'
import { createAppend, type Append } from './append.ts'
import { compactStored, documentOf, readStored } from './stored.ts'
import { lockRow } from './sync.ts'
import {
  addTestShop,
  enter,
  enterBare,
  hat,
  leaveAll,
  newSelectionId,
  quantities,
  shirt,
  soon,
  type Place,
} from './test-replicas.ts'
import { createTestRooms } from './test-rooms.ts'
import { helloMessage } from './wire.ts'

const db = testDatabase()
afterEach(leaveAll)
const [one, two] = [
  testServer(db.connection, { environment: { LIMITS: 'off' } }),
  testServer(db.connection, { environment: { LIMITS: 'off' } }),
]
let store: Store
beforeAll(async () => {
  store = await addTestShop(db)
})
const newPlace = (): Place => ({ slug: store.slug, id: newSelectionId() })
const read = (id: string) => withStore(db, store.id, (tx) => readStored(tx, store.id, id))
const compact = (id: string) => withStore(db, store.id, (tx) => compactStored(tx, store.id, id))
const stored = async (id: string) => quantities(documentOf(await read(id)))
const rowsOf = async (id: string) => {
  const { rows } = await withStore(db, store.id, (tx) =>
    tx.execute<{ updates: number; snapshots: number }>(sql`select
      (select count(*)::integer from selection_updates where selection_id = ${id}) as updates,
      (select count(*)::integer from selection_snapshots where selection_id = ${id}) as snapshots`),
  )
  return rows[0]
}

describe('one selection in two processes', () => {
  test('what is written in one is heard in the other', async () => {
    const place = newPlace()
    const [ana, beto] = [enter(one, place), enter(two, place)]
    await Promise.all([ana.synced(), beto.synced()])
    addLine(ana.doc, { variantId: shirt, quantity: 1 }, 'ana')
    addLine(beto.doc, { variantId: shirt, quantity: 2 }, 'beto')
    addLine(ana.doc, { variantId: hat, quantity: 1 }, 'ana')
    const both = { [shirt]: 3, [hat]: 1 }
    await soon(() => [ana.lines(), beto.lines()]).toEqual([both, both])
    expect(await stored(place.id)).toEqual(both)
  })

  test('SYN7 with every signal lost the database tells: whoever writes next, and the timer', async () => {
    const [left, right] = [
      createTestRooms(db, { bus: silent }),
      createTestRooms(db, { bus: silent, everyMs: 50 }),
    ]
    const id = newSelectionId()
    const [ana, beto] = [left.enter(store.id, id), right.enter(store.id, id)]
    ana.add(shirt, 1)
    await soon(() => beto.lines()).toEqual({ [shirt]: 1 })
    beto.add(hat, 1)
    await beto.saved()
    expect(ana.lines()).toEqual({ [shirt]: 1 })
    ana.add(shirt, 1)
    await soon(() => [ana.lines(), beto.lines()]).toEqual([
      { [shirt]: 2, [hat]: 1 },
      { [shirt]: 2, [hat]: 1 },
    ])
    await Promise.all([left.close(), right.close()])
  })

  test('one that compacts takes nothing from the other, which is behind', async () => {
    const [left, right] = [createTestRooms(db, { bus: silent }), createTestRooms(db, { bus: silent })]
    const id = newSelectionId()
    const [ana, beto] = [left.enter(store.id, id), right.enter(store.id, id)]
    for (let n = 0; n < 5; n++) ana.add(shirt, 1)
    await ana.saved()
    await compact(id)
    beto.add(hat, 1)
    await soon(() => beto.lines()).toEqual({ [shirt]: 5, [hat]: 1 })
    await Promise.all([left.close(), right.close()])
  })
})

/** A bus on which nothing is ever heard. */
const silent: Bus = {
  publish: () => undefined,
  subscribe: () => () => undefined,
  close: () => Promise.resolve(),
}

describe('SYN1 written first', () => {
  test('nothing is acknowledged and nobody is told before the commit', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    let arrive: () => void = () => undefined
    const arrived = new Promise<void>((resolve) => (arrive = resolve))
    const real = createAppend(db)
    const append: Append = async (storeId, told) => {
      arrive()
      await held
      return real(storeId, told)
    }
    const rooms = createTestRooms(db, { bus: silent, append })
    const id = newSelectionId()
    const [ana, beto] = [rooms.enter(store.id, id), rooms.enter(store.id, id)]
    await Promise.all([ana.saved(), beto.saved()])
    const before = ana.acks()
    ana.add(shirt, 1)
    const late = rooms.enter(store.id, id)
    await arrived
    // what was sent to them before that comes before the answer
    await Promise.all([ana.roundTrip(), beto.roundTrip(), late.roundTrip()])
    expect([ana.acks() - before, beto.lines(), late.lines()]).toEqual([0, {}, {}])
    release()
    await ana.saved()
    await soon(() => [beto.lines(), late.lines()]).toEqual([{ [shirt]: 1 }, { [shirt]: 1 }])
    await rooms.close()
  })

  test('a commit that fails leaves no trace in the room: who joins then sees what is in the database', async () => {
    const real = createAppend(db)
    let isAway = false
    const append: Append = (storeId, told) =>
      isAway ? Promise.reject(new Error('the database is away')) : real(storeId, told)
    const rooms = createTestRooms(db, { bus: silent, append })
    const id = newSelectionId()
    const ana = rooms.enter(store.id, id)
    ana.add(shirt, 1)
    await ana.saved()
    isAway = true
    ana.add(hat, 1)
    expect(await ana.code).toBe(1013)
    const beto = rooms.enter(store.id, id)
    await beto.introduced()
    expect(beto.lines()).toEqual({ [shirt]: 1 })
    isAway = false
    const again = rooms.enter(store.id, id, ana.doc)
    await soon(() => beto.lines()).toEqual({ [shirt]: 1, [hat]: 1 })
    expect(again.acks()).toBeGreaterThan(0)
    await rooms.close()
  })

  test('what waits for a slow commit is bounded, in bytes as well: whoever says more comes again', async () => {
    const place = newPlace()
    const ana = await enterBare(one, place)
    ana.introduce()
    const doc = new Y.Doc()
    addLine(doc, { variantId: shirt, quantity: 1 }, 'ana')
    ana.tell(Y.encodeStateAsUpdate(doc))
    await soon(() => stored(place.id)).toEqual({ [shirt]: 1 })
    await withStore(db, store.id, async (tx) => {
      await lockRow(tx, store.id, place.id)
      const vector = Y.encodeStateVector(doc)
      addLine(doc, { variantId: hat, quantity: 1 }, 'ana')
      ana.tell(Y.encodeStateAsUpdate(doc, vector))
      for (let n = 0; n < 40; n++) ana.send(helloMessage(new Uint8Array(200 * 1024)))
      expect(await ana.code).toBe(1013)
    })
    expect(await stored(place.id)).toMatchObject({ [shirt]: 1 })
  })

  test('many rooms of one store share commits', async () => {
    const real = createAppend(db)
    const ids = Array.from({ length: 40 }, newSelectionId)
    const doc = new Y.Doc()
    addLine(doc, { variantId: shirt, quantity: 1 }, 'ana')
    const updates = [Y.encodeStateAsUpdate(doc)]
    const done = await Promise.all(
      ids.map((id) => real(store.id, { id, generation: 0, updates, brought: [] })),
    )
    expect(done.map(({ outcome }) => outcome)).toEqual(ids.map(() => 'saved'))
    expect(await commitsOf(ids)).toBeLessThan(5)
  })
  /** Each row names the transaction that wrote it. */
  const commitsOf = async (ids: string[]) => {
    const { rows } = await withStore(db, store.id, (tx) =>
      tx.execute<{ count: number }>(
        sql`select count(distinct xmin::text)::integer as count from selection_updates where selection_id = any (${sql.param(ids)}::text[])`,
      ),
    )
    return rows[0]?.count
  }
})

describe('rooms come and go', () => {
  test('a room is loaded once for all who come at once, and answers none before', async () => {
    const id = newSelectionId()
    const first = createTestRooms(db, { bus: silent })
    const ana = first.enter(store.id, id)
    ana.add(shirt, 3)
    await ana.saved()
    await first.close()
    let reads = 0
    const rooms = createTestRooms(
      countedReads(() => reads++),
      { bus: silent },
    )
    const people = Array.from({ length: 20 }, () => rooms.enter(store.id, id))
    await Promise.all(people.map((person) => person.introduced()))
    for (const person of people) expect(person.lines()).toEqual({ [shirt]: 3 })
    expect(reads).toBe(1)
    await rooms.close()
  })

  test('whoever comes back while the last one leaves never sees less', async () => {
    const rooms = createTestRooms(db, { bus: silent })
    const id = newSelectionId()
    const doc = new Y.Doc()
    for (let round = 1; round <= 30; round++) {
      const ana = rooms.enter(store.id, id, doc)
      ana.add(shirt, 1)
      await (round % 2 === 0 ? ana.saved() : ana.introduced())
      await ana.close()
      const beto = rooms.enter(store.id, id)
      await beto.introduced()
      await soon(() => beto.lines()[shirt] ?? 0).toBeGreaterThanOrEqual(round % 2 === 0 ? round : round - 1)
      beto.leave()
    }
    await soon(() => rooms.count().rooms).toBe(0)
    expect(rooms.count().timers).toBe(0)
    await rooms.close()
  })

  test('a room that nobody uses keeps no document, and wakes with what it had', async () => {
    const rooms = createTestRooms(db, { bus: silent, everyMs: 20, keepMs: 0 })
    const ids = Array.from({ length: 50 }, newSelectionId)
    const people = ids.map((id) => rooms.enter(store.id, id))
    for (const person of people) person.add(shirt, 2)
    await Promise.all(people.map((person) => person.saved()))
    await soon(() => rooms.count()).toMatchObject({ rooms: 50, documents: 0, timers: 1 })
    const late = rooms.enter(store.id, ids[0] ?? '')
    await late.introduced()
    expect(late.lines()).toEqual({ [shirt]: 2 })
    people[0]?.add(hat, 1)
    await soon(() => late.lines()).toEqual({ [shirt]: 2, [hat]: 1 })
    await rooms.close()
  })

  test('whoever is in one is let go once its store is suspended, also where nobody has written', async () => {
    const rooms = createTestRooms(db, { bus: silent, everyMs: 50 })
    const [closed, other] = [await addTestShop(db), store]
    const ana = rooms.enter(closed.id, newSelectionId())
    ana.add(shirt, 1)
    const [beto, caro] = [rooms.enter(closed.id, newSelectionId()), rooms.enter(other.id, newSelectionId())]
    await Promise.all([ana.saved(), beto.saved(), caro.saved()])
    await withStore(db, closed.id, (tx) =>
      tx.execute(sql`update stores set status = 'suspended' where id = ${closed.id}`),
    )
    expect(await Promise.all([ana.code, beto.code])).toEqual([4404, 4404])
    caro.add(shirt, 1)
    await caro.saved()
    await rooms.close()
  })

  test('closing ends what is under way: what was said before is acknowledged or comes again', async () => {
    const rooms = createTestRooms(db, { bus: silent })
    const id = newSelectionId()
    const ana = rooms.enter(store.id, id)
    await ana.introduced()
    for (let n = 0; n < 20; n++) ana.add(shirt, 1)
    const started = performance.now()
    await rooms.close()
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(await ana.code).toBe(1012)
    const next = createTestRooms(db, { bus: silent })
    const again = next.enter(store.id, id, ana.doc)
    await again.saved()
    expect(await stored(id)).toEqual({ [shirt]: 20 })
    await next.close()
  })
})

describe('compaction', () => {
  test('at 200 updates they become one snapshot', async () => {
    const rooms = createTestRooms(db, { bus: silent })
    const id = newSelectionId()
    const ana = rooms.enter(store.id, id)
    for (let n = 1; n <= 210; n++) {
      ana.set(shirt, 1 + (n % 7))
      if (n % 10 === 0) await ana.saved()
    }
    await ana.saved()
    await soon(async () => (await rowsOf(id))?.updates).toBeLessThan(200)
    expect((await rowsOf(id))?.snapshots).toBe(1)
    expect(await stored(id)).toEqual(ana.lines())
    await rooms.close()
  })

  test('several at once, beside writers, lose nothing', async () => {
    const rooms = createTestRooms(db, { bus: silent })
    const id = newSelectionId()
    const [ana, beto] = [rooms.enter(store.id, id), rooms.enter(store.id, id)]
    for (let round = 0; round < 20; round++) {
      ana.add(shirt, 1)
      beto.add(hat, 1)
      await Promise.all([compact(id), compact(id), compact(id), ana.saved(), beto.saved()])
    }
    expect(await stored(id)).toEqual({ [shirt]: 20, [hat]: 20 })
    await rooms.close()
  })

  test('a snapshot that is due with what is refused holds what was saved, and nothing else', async () => {
    const rooms = createTestRooms(db, { bus: silent })
    const id = newSelectionId()
    const [ana, eva] = [rooms.enter(store.id, id), rooms.enter(store.id, id)]
    await eva.saved()
    for (let n = 1; n <= 198; n++) ana.set(shirt, 1 + (n % 7))
    await ana.saved()
    // the first is being written while the others come, so that they are judged together
    ana.set(shirt, 8)
    for (let n = 1; n <= 5; n++) ana.set(shirt, n)
    const { doc } = eva
    doc.transact(() => {
      const map = new Y.Map<unknown>()
      doc.getMap('sessions').set(doc.clientID.toString(36), map)
      map.set(hat, { units: { from: 0, to: 1, gone: 0, by: 'eva', at: 1, price: 1 } })
    })
    expect(await eva.code).toBe(4422)
    await ana.saved()
    for (let n = 1; n <= 200; n++) ana.set(shirt, 1 + (n % 7))
    await ana.saved()
    await soon(async () => (await rowsOf(id))?.snapshots).toBeGreaterThan(0)
    const kept = documentOf(await read(id))
    expect([kept.getMap('sessions').size, quantities(kept)]).toEqual([1, ana.lines()])
    await rooms.close()
  })

  test('the snapshot before the last one stays a week, and those before it go at once', async () => {
    const rooms = createTestRooms(db, { bus: silent })
    const id = newSelectionId()
    const ana = rooms.enter(store.id, id)
    const snapshotAfterOneMore = async () => {
      ana.add(shirt, 1)
      await ana.saved()
      await compact(id)
      return (await rowsOf(id))?.snapshots
    }
    const counts = []
    for (let n = 0; n < 4; n++) counts.push(await snapshotAfterOneMore())
    expect(counts).toEqual([1, 2, 2, 2])
    await withStore(db, store.id, (tx) =>
      tx.execute(
        sql`update selection_snapshots set created_at = now() - interval '8 days' where selection_id = ${id}`,
      ),
    )
    expect(await snapshotAfterOneMore()).toBe(1)
    expect(await stored(id)).toEqual({ [shirt]: 5 })
    await rooms.close()
  })
})

test('a document of 10,000 edits is opened in 5 ms or little more', async () => {
  const doc = new Y.Doc()
  for (let n = 0; n < 10_000; n++) {
    const variantId = `0193a000-0000-7000-8000-${String(n % 25).padStart(12, '0')}`
    if (n < 25) addLine(doc, { variantId, quantity: 1 }, 'ana')
    else setQuantity(doc, variantId, 1 + (n % 9))
  }
  const rooms = createTestRooms(db, { bus: silent })
  const id = newSelectionId()
  const ana = rooms.enter(store.id, id, doc)
  await ana.saved()
  await compact(id)
  const times: number[] = []
  for (let n = 0; n < 9; n++) {
    const started = performance.now()
    documentOf(await read(id)).destroy()
    times.push(performance.now() - started)
  }
  times.sort((a, b) => a - b)
  expect(readLines(documentOf(await read(id)))).toEqual(readLines(doc))
  expect(times[0]).toBeLessThan(25) // the machine of a test is shared
  await rooms.close()
})

/** The same database, told of every reading of a selection. */
function countedReads(read: () => void): typeof db {
  const { app } = db.pools
  const pools = {
    ...db.pools,
    app: new Proxy(app, {
      get: (target, key) => {
        if (key === 'query') read()
        const value: unknown = Reflect.get(target, key, target)
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      },
    }),
  }
  return { ...db, pools }
}
