import { isDeepStrictEqual } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { readLines } from '../../shared/selection-document.ts'
import { readNotices } from '../../shared/selection-document-notices.ts'
import type { Bus } from '../platform/bus.ts'
import type { Store } from '../platform/http.ts'
import { testDatabase } from '../platform/test-database.ts'
import { createLogger } from '../platform/logger.ts'
import { withStore } from '../platform/tenancy.ts'
import { createVanished } from '../selections/vanished.ts'
import { isSoak } from '../test-shop.ts'
import { compactStored, documentOf, readStored } from './stored.ts'
import { addTestShop, hat, newSelectionId, shirt } from './test-replicas.ts'
import { createTestRooms, type TestPerson } from './test-rooms.ts'

const db = testDatabase()
let store: Store
beforeAll(async () => {
  store = await addTestShop(db)
})

/** What the shop does not sell: the server takes it out, whoever adds it and whenever they come. */
const unsold = '0193a000-0000-7000-8000-000000000009'
const vanished = createVanished({ db, log: createLogger('silent') })

const SEEDS = isSoak ? 20_000 : 300
const AT_ONCE = 10
const STEPS = 24

/** Numbers that look random and are the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = (seed * 2654435761) >>> 0
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

const silent: Bus = {
  publish: () => undefined,
  subscribe: () => () => undefined,
  close: () => Promise.resolve(),
}
type Process = ReturnType<typeof createTestRooms>
type Replica = { doc: Y.Doc; at: TestPerson | undefined }

/**
 * Three to five people edit one selection over two processes that hear nothing of each other; connections break, updates
 * wait on devices, processes go and come, the log is compacted in between, and the server takes out what is not sold. In the
 * end all have the same, it lies in the database, and only what is sold is in it.
 */
async function play(seed: number): Promise<void> {
  const roll = dice(seed)
  const id = newSelectionId()
  const start = (): Process => createTestRooms(db, { bus: silent, everyMs: 100, keepMs: 10, vanished })
  const processes = [start(), start()]
  const enter = (doc: Y.Doc) => (processes[roll(2)] as Process).enter(store.id, id, doc)
  const replicas: Replica[] = Array.from({ length: 3 + roll(3) }, () => ({ doc: new Y.Doc(), at: undefined }))
  const variants = [shirt, hat, unsold]
  for (let step = 0; step < STEPS; step++) {
    const replica = replicas[roll(replicas.length)] as Replica
    const variant = variants[roll(3)] ?? shirt
    const what = roll(17)
    if (what < 9) {
      const hands = replica.at ?? enter(replica.doc)
      replica.at = hands
      if (what < 4) hands.add(variant, 1 + roll(3))
      else if (what < 7) hands.set(variant, 1 + roll(6))
      else hands.remove(variant)
    } else if (what < 11) {
      replica.at?.leave()
      replica.at = undefined
    } else if (what === 11) {
      await withStore(db, store.id, (tx) => compactStored(tx, store.id, id))
    } else if (what === 12) {
      const place = roll(2)
      await processes[place]?.close()
      processes[place] = start()
      // whoever was there comes again by themselves
      for (const one of replicas) one.at = undefined
    } else if (what === 13) await vanished.takeOut(store.id, id)
    else await new Promise((resolve) => setImmediate(resolve))
  }
  for (const one of replicas) one.at?.leave()
  const last = replicas.map(({ doc }) => enter(doc))
  await Promise.all(last.map((person) => person.saved()))
  const written = async () => documentOf(await withStore(db, store.id, (tx) => readStored(tx, store.id, id)))
  const clocks = (doc: Y.Doc) => Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(doc)))
  const standing = (doc: Y.Doc) => ({
    clocks: clocks(doc),
    lines: readLines(doc),
    notices: readNotices(doc),
    hasUnsold: readLines(doc).some(({ lineId }) => lineId === unsold),
  })
  // the server may still be about to take out what came last
  await expect
    .poll(
      async () => {
        const truth = { ...standing(await written()), hasUnsold: false }
        return replicas.map(({ doc }) => isDeepStrictEqual(standing(doc), truth))
      },
      { timeout: 10_000, interval: 10 },
    )
    .toEqual(replicas.map(() => true))
  for (const { doc } of replicas)
    expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null])
  await Promise.all(processes.map((one) => one.close()))
}

describe('whatever happens in between', () => {
  test(
    `${SEEDS} courses of events: everybody ends with the same, and it lies in the database`,
    async () => {
      const failed: [number, unknown][] = []
      const seeds = Array.from({ length: SEEDS }, (_, n) => n + 1)
      const work = async () => {
        for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
          await play(seed).catch((error: unknown) => failed.push([seed, error]))
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, work))
      expect(failed.slice(0, 3)).toEqual([])
    },
    isSoak ? 3_600_000 : 120_000,
  )
})
