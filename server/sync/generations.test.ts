/** Rules SYN9 and SYN12 of sync.ts. */
import { sql } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { namesOf, noteOf, sayName, sayNote } from '../../shared/selection-document-about.ts'
import { addLine, readLines } from '../../shared/selection-document.ts'
import type { Generations } from '../../shared/selection-generations.ts'
import type { Store } from '../platform/http.ts'
import { testDatabase } from '../platform/test-database.ts'
import { withStore, withSystem } from '../platform/tenancy.ts'
import { keys, refusalFrom } from '../test-shop.ts'
import { testServer } from '../test-server.ts'
import { readGenerations } from './generations.ts'
import { addLink, revokeLink } from './links.ts'
import { appendIn } from './append.ts'
import { renewLarge } from './renew.ts'
import { compactStored, documentOf, readStored } from './stored.ts'
import { seedNext, takeOutSold } from './sync.ts'
import {
  addTestShop,
  enter,
  hat,
  leaveAll,
  newSelectionId,
  quantities,
  shirt,
  soon,
  type Place,
} from './test-replicas.ts'

const db = testDatabase()
const server = testServer(db.connection, { environment: { LIMITS: 'off' } })
let store: Store
beforeAll(async () => {
  store = await addTestShop(db)
})
afterEach(leaveAll)

const inStore = <T>(work: Parameters<typeof withStore<T>>[2]) => withStore(db, store.id, work)
const stored = (id: string) => inStore((tx) => readStored(tx, store.id, id))
const since = (capability: string, generation: number) =>
  readGenerations(db, store.id, { capability, generation })
const asLines = (document: string | null) => {
  if (document === null) return null
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Buffer.from(document, 'base64'))
  return Object.fromEntries(readLines(doc).map(({ lineId, quantity }) => [lineId, quantity]))
}
const seen = ({ ended, generation, now }: Generations) => ({
  ended: asLines(ended),
  generation,
  now: asLines(now),
})
const sold = (id: string, variantId: string) =>
  inStore((tx) => takeOutSold(tx, store.id, id, [{ variantId, quantity: 1 }]))

/** Two shirts and a hat, in the database, where more than one snapshot was made of them. */
async function filled() {
  const place: Place = { slug: store.slug, id: newSelectionId() }
  const ana = enter(server, place)
  await ana.synced()
  addLine(ana.doc, { variantId: shirt, quantity: 2 }, 'ana', 1)
  await soon(async () => (await stored(place.id)).seq).toBe(1)
  await inStore((tx) => compactStored(tx, store.id, place.id))
  addLine(ana.doc, { variantId: hat, quantity: 1 }, 'ana', 2)
  await soon(async () => (await stored(place.id)).seq).toBe(2)
  return place.id
}

describe('SYN9 what a generation ended with is kept for a week', () => {
  test('each that has ended is given as it was, beside how it is now', async () => {
    const id = await filled()
    await sold(id, shirt)
    await sold(id, hat)
    const now = { [shirt]: 1 }
    expect(seen(await since(id, 0))).toEqual({ ended: { [shirt]: 2, [hat]: 1 }, generation: 2, now })
    expect(seen(await since(id, 1))).toEqual({ ended: { [shirt]: 1, [hat]: 1 }, generation: 2, now })
    expect(seen(await since(id, 2))).toEqual({ ended: null, generation: 2, now })
  })

  test('the first one of a selection that was only reserved is known to have been empty', async () => {
    const id = newSelectionId()
    await inStore((tx) => tx.execute(sql`insert into selections (store_id, id) values (${store.id}, ${id})`))
    await inStore((tx) => seedNext(tx, store.id, id, []))
    expect(seen(await since(id, 0))).toEqual({ ended: {}, generation: 1, now: {} })
  })

  test('the week begins with its end, and what is older is not known any more', async () => {
    const id = await filled()
    await inStore((tx) => compactStored(tx, store.id, id))
    const age = (days: number) =>
      withSystem(db, (tx) =>
        tx.execute(sql`update selection_snapshots set created_at = created_at - ${`${days} days`}::interval
          where selection_id = ${id} and generation = 0`),
      )
    const goOn = async () => {
      const ana = enter(server, { slug: store.slug, id })
      await ana.synced()
      const { seq } = await stored(id)
      addLine(ana.doc, { variantId: hat, quantity: 1 }, 'ana', 3)
      await soon(async () => (await stored(id)).seq).toBe(seq + 1)
      await inStore((tx) => compactStored(tx, store.id, id))
    }
    // it was written long before its end
    await age(30)
    await sold(id, shirt)
    await goOn()
    expect(seen(await since(id, 0)).ended).toEqual({ [shirt]: 2, [hat]: 1 })
    await age(8)
    await goOn()
    expect(await since(id, 0)).toMatchObject({ ended: null, generation: 1 })
  })

  test('a link reads it while it holds; of what nobody has written there is nothing', async () => {
    const id = await filled()
    await sold(id, shirt)
    const place = { storeId: store.id, selectionId: id }
    const link = await addLink({ db, keys }, place, 'view')
    expect(await since(link.token, 0)).toEqual(await since(id, 0))
    await revokeLink({ db }, place, link.id)
    for (const nothing of [link.token, newSelectionId()])
      expect((await refusalFrom(since(nothing, 0))).code).toBe('selection-not-found')
  })

  test('over HTTP it is asked for by number, and not kept on the way', async () => {
    const id = await filled()
    await sold(id, shirt)
    const at = `${server.url}/api/stores/${store.slug}/selections/${id}/generations`
    const answer = await fetch(`${at}/0`)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await answer.json()).toEqual(await since(id, 0))
    expect((await fetch(`${at}/one`)).status).toBe(400)
  })
})

/** Taps of so many page loads, each under an id of its own, on two lines. */
function worn(loads: number, firstClient = 1_000): Y.Doc {
  const doc = new Y.Doc()
  for (let n = 0; n < loads; n++) {
    doc.clientID = firstClient + n
    addLine(doc, { variantId: lineOf(n), quantity: 1 }, 'q83vEjRWeJCrze8SNFZ4kA', n)
  }
  sayNote(doc, 'para el cumpleaños')
  sayName(doc, 'anas-hand', 'Ana')
  return doc
}
const lineOf = (n: number) => (n % 2 === 0 ? shirt : hat)
const sizeOf = ({ updates }: Awaited<ReturnType<typeof stored>>) => Buffer.concat(updates).length

describe('SYN12 a document that is large by what was written over', () => {
  test('goes on as a small one once nobody is there, and nothing of it is lost', async () => {
    const place: Place = { slug: store.slug, id: newSelectionId() }
    const doc = worn(400)
    const ana = enter(server, place, { doc, params: { ack: '1' } })
    await soon(() => ana.acks.at(-1)).toBe(1)
    const before = await stored(place.id)
    expect([before.generation, before.owners.size]).toEqual([0, 400])
    expect(sizeOf(before)).toBeGreaterThan(32 * 1024)
    ana.provider.destroy()
    await soon(async () => (await stored(place.id)).generation).toBe(1)
    const after = await stored(place.id)
    expect([after.owners.size, sizeOf(after) < 2 * 1024]).toEqual([0, true])
    const now = documentOf(after)
    const said = (of: Y.Doc) => [quantities(of), noteOf(of), [...namesOf(of)]]
    expect(said(now)).toEqual(said(doc))
    // whoever comes with the large one is told so, and finds in its end what it was
    const late = enter(server, place, { doc })
    await soon(() => late.closed).toEqual([4409])
    expect(seen(await since(place.id, 0))).toMatchObject({ ended: quantities(doc), now: quantities(doc) })
  })

  test('goes on as a small one once it takes no more, and does then', async () => {
    const place: Place = { slug: store.slug, id: newSelectionId() }
    const ana = enter(server, place, { doc: worn(450), params: { ack: '1' } })
    await soon(() => ana.acks.at(-1)).toBe(1)
    const eva = enter(server, place, { doc: worn(250, 5_000) })
    await soon(() => eva.closed.at(0)).toBe(4413)
    await soon(async () => (await stored(place.id)).generation).toBe(1)
    await soon(() => ana.closed).toContain(4409)
    const beto = enter(server, place, { params: { ack: '1' } })
    await beto.synced()
    addLine(beto.doc, { variantId: shirt, quantity: 1 }, 'beto')
    await soon(() => beto.acks.at(-1)).toBe(2)
    expect(quantities(beto.doc)).toEqual({ [shirt]: 226, [hat]: 225 })
  })

  test('one that is large by its lines stays what it is', async () => {
    const place: Place = { slug: store.slug, id: newSelectionId() }
    const doc = new Y.Doc()
    for (let n = 0; n < 300; n++) addLine(doc, { variantId: `line-${n}`, quantity: 1 }, 'x'.repeat(60), n)
    expect(Y.encodeStateAsUpdate(doc).length).toBeGreaterThan(32 * 1024)
    await inStore(async (tx) => {
      const told = { id: place.id, generation: 0, updates: [Y.encodeStateAsUpdate(doc)], brought: [] }
      await appendIn(tx, store.id, told)
      expect(await renewLarge(tx, store.id, place.id)).toBe(false)
    })
  })
})
