/** SEL5, and what `GET /selections/:id` answers from the documents as they lie in the database. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { addLine } from '../../shared/selection-document.ts'
import type { Store } from '../platform/http.ts'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { createAppend } from '../sync/append.ts'
import { addLink, revokeLink } from '../sync/links.ts'
import { newSelectionId } from '../sync/test-replicas.ts'
import { addToken, keys, refusalFrom, shopOf, testApp } from '../test-shop.ts'

const db = testDatabase()
const app = testApp(db)
const { buy, cancel } = shopOf(db)
const append = createAppend(db)

/** Two units of something at 1000, and one of something that is sold out; written as a room writes it. */
async function shared() {
  const store = await addTestStore(db)
  const here = await addTestVariant(db, store, { stock: 5, priceMinor: 1_000 })
  const soldOut = await addTestVariant(db, store, { stock: 0 })
  const id = newSelectionId()
  const doc = new Y.Doc()
  addLine(doc, { variantId: here.variantId, quantity: 2 }, 'ana', 1)
  addLine(doc, { variantId: soldOut.variantId, quantity: 1 }, 'ana', 2)
  addLine(doc, { variantId: 'none-of-ours', quantity: 1 }, 'mallory', 3)
  const told = { id, generation: 0, updates: [Y.encodeStateAsUpdate(doc)], brought: [] }
  expect((await append(store.id, told)).outcome).toBe('saved')
  return { store, id, here, soldOut, lines: [{ variantId: here.variantId, quantity: 2 }] }
}
const get = (store: Store, id: string) => app.request(`/api/stores/${store.slug}/selections/${id}`)
const set = async (store: Store, id: string, status: string, token?: string) =>
  app.send('POST', `/api/stores/${store.slug}/selections/${id}/status`, { status }, bearer(token))
const bearer = (token: string | undefined): Record<string, string> =>
  token === undefined ? {} : { authorization: `Bearer ${token}` }

test('SEL1 a selection is read with prices and stock of now, and names what is no longer sold', async () => {
  const { store, id, here, soldOut } = await shared()
  const money = (amount: number) => ({ amount, currency: store.currency })
  expect((await get(store, id)).json).toMatchObject({
    id,
    status: 'AVAILABLE',
    pendingCheckout: null,
    lines: [{ lineId: here.variantId, quantity: 2, unitPrice: money(1_000), available: 5 }],
    removed: [{ lineId: soldOut.variantId, reason: 'sold-out' }],
    total: money(2_000),
  })
})

test('a link shows it as its id does; taken back, or of another store, it shows nothing', async () => {
  const { store, id } = await shared()
  const place = { storeId: store.id, selectionId: id }
  const link = await addLink({ db, keys }, place, 'view')
  expect((await get(store, link.token)).json).toMatchObject({ lines: [{ quantity: 2 }] })
  await revokeLink({ db }, place, link.id)
  const none = { status: 404, json: { code: 'selection-not-found' } }
  expect(await get(store, link.token)).toMatchObject(none)
  expect(await get(store, newSelectionId())).toMatchObject(none)
  expect(await get(await addTestStore(db), id)).toMatchObject(none)
})

test('SYN6 what a link shows does not name the selection itself, whose id opens more than the link does', async () => {
  const { store, id, lines } = await shared()
  const { token } = await addLink({ db, keys }, { storeId: store.id, selectionId: id }, 'view')
  await buy(store, lines, { selectionId: id })
  const { json } = await get(store, token)
  expect(json).toMatchObject({ id: token, status: 'PROCESSING', lines: [{ available: 5 }] })
  expect(JSON.stringify(json)).not.toContain(id)
})

test('SEL5 it is PROCESSING while a checkout of it is pending, and its own hold counts as free', async () => {
  const { store, id, lines } = await shared()
  const checkout = await buy(store, lines, { selectionId: id })
  expect((await get(store, id)).json).toMatchObject({
    status: 'PROCESSING',
    pendingCheckout: { id: checkout.id },
    lines: [{ available: 5 }],
  })
  await cancel(store, checkout.id)
  expect((await get(store, id)).json).toMatchObject({ status: 'AVAILABLE', pendingCheckout: null })
})

test('SEL5 a merchant closes and opens it; closed, it is not reserved', async () => {
  const { store, id, lines } = await shared()
  const agent = await addToken(db, store, 'agent')
  expect((await set(store, id, 'PROCESSING', agent)).status).toBe(204)
  expect((await get(store, id)).json).toMatchObject({ status: 'PROCESSING', pendingCheckout: null })
  expect((await refusalFrom(buy(store, lines, { selectionId: id }))).code).toBe('selection-processing')
  expect((await set(store, id, 'AVAILABLE', agent)).status).toBe(204)
  await buy(store, lines, { selectionId: id })
  expect(await set(store, id, 'AVAILABLE', agent)).toMatchObject({
    status: 409,
    json: { code: 'selection-processing' },
  })
  expect((await get(store, id)).json).toMatchObject({ status: 'PROCESSING' })
})

test('SEL5 nobody else sets it, and nobody what is not there', async () => {
  const { store, id } = await shared()
  const viewer = await addToken(db, store, 'viewer')
  const stranger = await addToken(db, await addTestStore(db), 'agent')
  const agent = await addToken(db, store, 'agent')
  const answers = [
    await set(store, id, 'PROCESSING'),
    await set(store, id, 'PROCESSING', viewer),
    await set(store, id, 'PROCESSING', stranger),
    await set(store, newSelectionId(), 'PROCESSING', agent),
    await set(store, id, 'SOLD', agent),
  ]
  expect(answers.map(({ status }) => status)).toEqual([401, 403, 403, 404, 400])
  expect((await get(store, id)).json).toMatchObject({ status: 'AVAILABLE' })
})
