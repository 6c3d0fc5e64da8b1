/** SEL9: what was taken out of a selection is put back once. */
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { addLine, readLines } from '../../shared/selection-document.ts'
import { readNotices } from '../../shared/selection-document-notices.ts'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { withStore, withSystem } from '../platform/tenancy.ts'
import { createAppend } from '../sync/append.ts'
import { addLink } from '../sync/links.ts'
import { documentOf, readStored } from '../sync/stored.ts'
import { newSelectionId } from '../sync/test-replicas.ts'
import { keys, shopOf, testApp } from '../test-shop.ts'
import { takeOutVanished } from './vanished.ts'

const db = testDatabase()
const app = testApp(db)
const { buy } = shopOf(db)
const append = createAppend(db)

/** Two bags, engraved, and a belt; the bag was hidden and has left, and is shown again unless `isHidden`. */
async function taken({ isHidden = false } = {}) {
  const store = await addTestStore(db)
  const [bag, belt] = [await addTestVariant(db, store), await addTestVariant(db, store)]
  const id = newSelectionId()
  const written = new Y.Doc()
  addLine(written, { variantId: bag.variantId, quantity: 2, configuration: { engraving: 'A' } }, 'ana', 1)
  addLine(written, { variantId: belt.variantId, quantity: 1 }, 'ana', 2)
  const update = Y.encodeStateAsUpdate(written)
  await append(store.id, { id, generation: 0, updates: [update], brought: [] })
  const show = (status: 'active' | 'draft') =>
    withSystem(db, (tx) =>
      tx.execute(sql`update products set status = ${status} where id = ${bag.productId}`),
    )
  const takeOut = () => withStore(db, store.id, (tx) => takeOutVanished(tx, { storeId: store.id, id }))
  await show('draft')
  await takeOut()
  if (!isHidden) await show('active')
  const read = async () => {
    const doc = documentOf(await withStore(db, store.id, (tx) => readStored(tx, store.id, id)))
    return { lines: readLines(doc), notices: readNotices(doc) }
  }
  const ask = (capability = id, notices = first) =>
    app.send('POST', `/api/stores/${store.slug}/selections/${capability}/put-back`, { notices, by: 'beto' })
  const first = (await read()).notices.map(({ lineId, at }) => ({ lineId, at }))
  expect(first).toHaveLength(1)
  return { store, id, bag, belt, first, show, takeOut, read, ask }
}

describe('SEL9 a notice is undone once', () => {
  test('by eight at once, with its quantity and choices, signed by one of them, and the notice is gone', async () => {
    const { bag, read, ask } = await taken()
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask()))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200))
    const back = answers.map(({ json }) => (json as { lines: number }).lines)
    expect(back.sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 1])
    const { lines, notices } = await read()
    expect(notices).toEqual([])
    expect(lines.find(({ variantId }) => variantId === bag.variantId)).toMatchObject({
      ...{ quantity: 2, configuration: { engraving: 'A' }, addedBy: 'beto' },
    })
  })

  test('who asks for an earlier one than the last changes nothing', async () => {
    const { show, takeOut, read, ask, first } = await taken()
    await ask()
    await show('draft')
    await takeOut()
    await show('active')
    expect(await ask(undefined, first)).toMatchObject({ status: 200, json: { lines: 0 } })
    expect((await read()).notices).toHaveLength(1)
    expect((await read()).lines).toHaveLength(1)
  })

  test('what is still not sold stays out, and is told of as before', async () => {
    const { read, ask } = await taken({ isHidden: true })
    expect(await ask()).toMatchObject({ status: 200, json: { lines: 0 } })
    expect((await read()).notices).toHaveLength(1)
  })

  test('not by a link to look, not while it is reserved, and not of another store', async () => {
    const { store, id, belt, read, ask, first } = await taken()
    const place = { storeId: store.id, selectionId: id }
    const look = await addLink({ db, keys }, place, 'view')
    expect(await ask(look.token)).toMatchObject({ status: 403, json: { code: 'forbidden' } })
    const foreign = await addTestStore(db)
    const elsewhere = `/api/stores/${foreign.slug}/selections/${id}/put-back`
    const answer = await app.send('POST', elsewhere, { notices: first, by: 'eva' })
    expect(answer).toMatchObject({ status: 404, json: { code: 'selection-not-found' } })
    await buy(store, [{ variantId: belt.variantId, quantity: 1 }], { selectionId: id })
    expect(await ask()).toMatchObject({ status: 409, json: { code: 'selection-processing' } })
    expect((await read()).notices).toHaveLength(1)
    expect((await read()).lines).toHaveLength(1)
  })

  test('a link to choose together does', async () => {
    const { store, id, read, ask } = await taken()
    const together = await addLink({ db, keys }, { storeId: store.id, selectionId: id }, 'edit')
    expect(await ask(together.token)).toMatchObject({ status: 200, json: { lines: 1 } })
    expect((await read()).lines).toHaveLength(2)
  })
})
