import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { addLine } from '../../shared/selection-document.ts'
import type { Bus } from '../platform/bus.ts'
import type { Store } from '../platform/http.ts'
import { addTestStore, testDatabase } from '../platform/test-database.ts'
import { withStore } from '../platform/tenancy.ts'
import { compactStored, documentOf, readStored } from './stored.ts'
import { hat, newSelectionId, quantities, shirt } from './test-replicas.ts'
import { createTestRooms } from './test-rooms.ts'

const db = testDatabase()
let store: Store
beforeAll(async () => {
  store = await addTestStore(db)
})
const alone: Bus = {
  publish: () => undefined,
  subscribe: () => () => undefined,
  close: () => Promise.resolve(),
}

test('a phone that was away for a month brings what it had added, and gets what the others did', async () => {
  const rooms = createTestRooms(db, { bus: alone })
  const id = newSelectionId()
  const away = new Y.Doc()
  const before = rooms.enter(store.id, id, away)
  before.add(shirt, 1)
  await before.saved()
  before.leave()
  await before.code
  addLine(away, { variantId: shirt, quantity: 2 }, 'away')
  addLine(away, { variantId: hat, quantity: 1 }, 'away')

  const other = rooms.enter(store.id, id)
  await other.introduced()
  // the log is rewritten several times, and snapshots of then are gone
  for (let week = 0; week < 4; week++) {
    for (let n = 0; n < 70; n++) other.set(hat, 1 + (n % 9))
    other.set(hat, 4)
    await other.saved()
    await withStore(db, store.id, async (tx) => {
      await tx.execute(sql`update selection_snapshots set created_at = created_at - interval '8 days'
        where selection_id = ${id}`)
      await compactStored(tx, store.id, id)
    })
  }
  const back = rooms.enter(store.id, id, away)
  await back.saved()
  const all = { [shirt]: 3, [hat]: 5 }
  await expect.poll(() => [back.lines(), other.lines()]).toEqual([all, all])
  const stored = await withStore(db, store.id, (tx) => readStored(tx, store.id, id))
  expect(quantities(documentOf(stored))).toEqual(all)
  await rooms.close()
})
