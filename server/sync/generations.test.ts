/** Rule SYN9 of sync.ts. */
import { sql } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { addLine, readLines } from '../../shared/selection-document.ts'
import type { Generations } from '../../shared/selection-generations.ts'
import type { Store } from '../platform/http.ts'
import { testDatabase } from '../platform/test-database.ts'
import { withStore, withSystem } from '../platform/tenancy.ts'
import { keys, refusalFrom } from '../test-shop.ts'
import { testServer } from '../test-server.ts'
import { readGenerations } from './generations.ts'
import { addLink, revokeLink } from './links.ts'
import { compactStored, readStored } from './stored.ts'
import { seedNext, takeOutSold } from './sync.ts'
import {
  addTestShop,
  enter,
  hat,
  leaveAll,
  newSelectionId,
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
