/** SEL8: all selections of a store are cleaned when a merchant asks for it. */
import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { selectionCleaningSchema } from '../../shared/selection-cleaning.ts'
import { addLine } from '../../shared/selection-document.ts'
import type { Store } from '../platform/http.ts'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { withStore, withSystem } from '../platform/tenancy.ts'
import { createAppend } from '../sync/append.ts'
import { readSelection } from '../sync/sync.ts'
import { newSelectionId } from '../sync/test-replicas.ts'
import { addToken, shopOf, testApp } from '../test-shop.ts'
import { createCleaner } from './cleaning.ts'

const db = testDatabase()
const app = testApp(db)
const { buy } = shopOf(db)
const append = createAppend(db)
const written: string[] = []
const log = pino({ level: 'info' }, { write: (line: string) => void written.push(line) })

async function fill(store: Store, ...variants: { variantId: string }[]): Promise<string> {
  const id = newSelectionId()
  const doc = new Y.Doc()
  for (const { variantId } of variants) addLine(doc, { variantId, quantity: 1 }, 'ana')
  await append(store.id, { id, generation: 0, updates: [Y.encodeStateAsUpdate(doc)], brought: [] })
  return id
}
const linesOf = async (store: Store, id: string) =>
  (await withStore(db, store.id, (tx) => readSelection(tx, store.id, id))).lines.map((line) => line.variantId)
const bearer = async (store: Store) => ({ authorization: `Bearer ${await addToken(db, store, 'agent')}` })
const order = async (store: Store, by: Record<string, string>) => {
  const answer = await app.send('POST', `/api/stores/${store.slug}/selections/clean`, {}, by)
  return { status: answer.status, cleaning: selectionCleaningSchema.parse(answer.json) }
}
const read = (store: Store, id: string, by: Record<string, string>) =>
  app.request(`/api/stores/${store.slug}/selections/cleanings/${id}`, { headers: by })

/** Sixty selections with something sold out in each, one with nothing of it, and one that is reserved. */
async function shop() {
  const store = await addTestStore(db)
  const sold = await addTestVariant(db, store)
  const [gone, hidden] = [
    await addTestVariant(db, store, { stock: 0 }),
    await addTestVariant(db, store, { status: 'draft' }),
  ]
  const ids: string[] = []
  for (let n = 0; n < 60; n++) ids.push(await fill(store, sold, gone, ...(n === 0 ? [hidden] : [])))
  await fill(store, sold)
  const reserved = await fill(store, sold, gone)
  await buy(store, [sold], { selectionId: reserved })
  return { store, sold, gone, ids, reserved, by: await bearer(store) }
}

test('SEL8 by any number of processes, once, with its progress, a report and a line in the log', async () => {
  const { store, sold, ids, reserved, by } = await shop()
  const foreign = await addTestStore(db)
  const theirs = await fill(foreign, await addTestVariant(db, foreign, { stock: 0 }))
  const { status, cleaning } = await order(store, by)
  expect([status, cleaning]).toMatchObject([202, { selections: 62, seen: 0, finishedAt: null }])
  // asked again meanwhile, it is the same one
  expect((await order(store, by)).cleaning.id).toBe(cleaning.id)
  const cleaners = Array.from({ length: 3 }, () => createCleaner({ db, log }))
  await Promise.all(cleaners.map((cleaner) => cleaner.run()))
  const report = { selections: 62, seen: 62, cleaned: 60, busy: 1, lines: 61 }
  const reasons = { 'sold-out': 60, hidden: 1 }
  const answer = await read(store, cleaning.id, by)
  expect(answer.json).toMatchObject({ ...report, reasons })
  expect(selectionCleaningSchema.parse(answer.json).finishedAt).not.toBeNull()
  for (const id of ids) expect(await linesOf(store, id)).toEqual([sold.variantId])
  expect([await linesOf(store, reserved), await linesOf(foreign, theirs)]).toMatchObject([
    { length: 2 },
    { length: 1 },
  ])
  expect(written.map((line) => JSON.parse(line) as object)).toMatchObject([
    { msg: 'the selections of a store were cleaned', ...report, reasons },
  ])
  // and the next one finds nothing to do
  const next = (await order(store, by)).cleaning
  await createCleaner({ db, log }).run()
  expect((await read(store, next.id, by)).json).toMatchObject({ seen: 62, cleaned: 0, lines: 0, reasons: {} })
  expect((await read(foreign, next.id, await bearer(foreign))).status).toBe(404)
})

test('SEL8 it goes on where a process died, and reports what that one did', async () => {
  const { store, by } = await shop()
  const { cleaning } = await order(store, by)
  const first = createCleaner({ db, log })
  const seen = async () => selectionCleaningSchema.parse((await read(store, cleaning.id, by)).json).seen
  const running = first.run()
  await expect.poll(seen, { interval: 1 }).toBeGreaterThan(3)
  first.stop()
  await running
  const done = await seen()
  expect(done).toBeLessThan(62)
  // one that died gave nothing back: its lease ends
  await withSystem(db, (tx) =>
    tx.execute(
      sql`update selection_cleanings set not_before = now() + interval '1 minute' where id = ${cleaning.id}`,
    ),
  )
  await createCleaner({ db, log }).run()
  expect(await seen()).toBe(done)
  await withSystem(db, (tx) =>
    tx.execute(sql`update selection_cleanings set not_before = now() where id = ${cleaning.id}`),
  )
  await createCleaner({ db, log }).run()
  expect((await read(store, cleaning.id, by)).json).toMatchObject({
    seen: 62,
    cleaned: 60,
    busy: 1,
    lines: 61,
  })
})
