import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { saveProducts } from '../catalogue/save-product.ts'
import { newId } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { createLogger } from '../platform/logger.ts'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { withStore, withSystem } from '../platform/tenancy.ts'
import { fingerprint, makeOverdue, shopOf } from '../test-shop.ts'
import { resolveSelection } from './selections.ts'

const db = testDatabase()
const { buy, cancel, confirm } = shopOf(db)
const selectionId = () => newId().replaceAll('-', '').slice(-22)
const resolve = (
  store: Store,
  variantIds: string[],
  options: { selectionId?: string; quantity?: number } = {},
) =>
  resolveSelection({ db, log: createLogger('silent') }, store, {
    selectionId: options.selectionId,
    lines: variantIds.map((variantId, n) => ({
      lineId: `l${n}`,
      variantId,
      quantity: options.quantity ?? 1,
    })),
  })

describe('The server decides', () => {
  test('SEL4 names come in the language that is asked for, and in the store’s where they are missing', async () => {
    const store = await addTestStore(db)
    const colour = { name: 'Color', value: 'Azul', translations: { value: { en: { name: 'Blue' } } } }
    const bag = { key: 'bolso', name: 'Bolso', translations: { en: { name: 'Bag' } } }
    const drafts = [
      { ...bag, variants: [{ priceMinor: 1, stock: 1, options: [colour] }] },
      { key: 'cinto', name: 'Cinto', variants: [{ priceMinor: 1, stock: 1 }] },
    ]
    await withStore(db, store.id, (tx) => saveProducts(tx, store, drafts, { actor: 'test' }))
    const { rows } = await withSystem(db, (tx) =>
      tx.execute<{ id: string }>(sql`
        select v.id from product_variants v join products p on p.store_id = v.store_id and p.id = v.product_id
        where v.store_id = ${store.id} order by p.name`),
    )
    const lines = rows.map(({ id }, n) => ({ lineId: `l${n}`, variantId: id, quantity: 1 }))
    const namesIn = async (lang?: 'es' | 'en' | 'pt') => {
      const resolved = await resolveSelection({ db, log: createLogger('silent') }, store, { lines }, lang)
      return resolved.lines.map((line) => [line.name, line.variantTitle])
    }
    const spanish = [
      ['Bolso', 'Azul'],
      ['Cinto', ''],
    ]
    expect(await namesIn()).toEqual(spanish)
    expect(await namesIn('en')).toEqual([
      ['Bag', 'Blue'],
      ['Cinto', ''],
    ])
    expect(await namesIn('pt')).toEqual(spanish)
  })

  test('SEL1 prices, offers, names and stock are those of this moment', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, {
      stock: 5,
      priceMinor: 900,
      compareAtMinor: 1000,
      name: 'Bolso',
    })
    expect(await resolve(store, [variantId], { quantity: 3 })).toMatchObject({
      status: 'AVAILABLE',
      lines: [
        {
          name: 'Bolso',
          unitPrice: { amount: 1000 },
          lineDiscount: { amount: 300 },
          lineTotal: { amount: 2700 },
          available: 5,
        },
      ],
      subtotal: { amount: 3000 },
      discount: { amount: 300 },
      total: { amount: 2700, currency: 'ARS' },
      removed: [],
    })
    await withSystem(db, (tx) =>
      tx.execute(sql`update product_variants set price_minor = 700 where id = ${variantId}`),
    )
    expect((await resolve(store, [variantId])).total.amount).toBe(700)
  })

  test('SEL1 what resolves is what a checkout then costs', async () => {
    const store = await addTestStore(db)
    const items = await Promise.all([
      addTestVariant(db, store, { priceMinor: 333, compareAtMinor: 500 }),
      addTestVariant(db, store, { priceMinor: 1, stock: null }),
      addTestVariant(db, store, { priceMinor: 0 }),
    ])
    const resolved = await resolve(
      store,
      items.map((item) => item.variantId),
      { quantity: 3 },
    )
    const made = await buy(
      store,
      items.map((item) => ({ ...item, quantity: 3 })),
    )
    expect([resolved.subtotal, resolved.discount, resolved.total]).toEqual([
      made.subtotal,
      made.discount,
      made.total,
    ])
  })
})

describe('SEL2 what cannot be sold is removed, with the reason', () => {
  test('gone, of another store, hidden, without a price, sold out', async () => {
    const [store, other] = [await addTestStore(db), await addTestStore(db)]
    const foreign = await addTestVariant(db, other, { name: 'Ajeno' })
    const draft = await addTestVariant(db, store, { status: 'draft', name: 'Borrador' })
    const priceless = await addTestVariant(db, store, { priceMinor: null })
    const soldOut = await addTestVariant(db, store, { stock: 0 })
    const backorder = await addTestVariant(db, store, { stock: 0, allowsBackorder: true })
    const untracked = await addTestVariant(db, store, { stock: null })
    const nowhere = newId()
    const resolved = await resolve(store, [
      nowhere,
      foreign.variantId,
      draft.variantId,
      priceless.variantId,
      soldOut.variantId,
      backorder.variantId,
      untracked.variantId,
    ])
    expect(resolved.removed.map(({ reason, name }) => [reason, name])).toEqual([
      ['gone', null],
      ['gone', null],
      ['hidden', 'Borrador'],
      ['no-price', 'Producto'],
      ['sold-out', 'Producto'],
    ])
    expect(resolved.lines.map(({ variantId, available }) => [variantId, available])).toEqual([
      [backorder.variantId, 0],
      [untracked.variantId, null],
    ])
  })

  test('each resolving leaves a line in the log, and it names what was taken out', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store)
    const soldOut = await addTestVariant(db, store, { stock: 0 })
    const written: string[] = []
    const log = createLogger('info', { write: (line) => void written.push(line) })
    for (const variantIds of [[variantId], [variantId, soldOut.variantId]]) {
      const lines = variantIds.map((id, n) => ({ lineId: `l${n}`, variantId: id, quantity: 1 }))
      await resolveSelection({ db, log }, store, { lines })
    }
    const removed = [{ variantId: soldOut.variantId, reason: 'sold-out' }]
    expect(written.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { level: 'info', msg: 'selection resolved', lines: 1, removed: [] },
      { level: 'info', msg: 'selection resolved, and some of it is no longer sold', lines: 1, removed },
    ])
  })

  test('a sale of the last unit takes it out of the selection', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 1 })
    const { id } = await buy(store, [{ variantId }])
    expect((await resolve(store, [variantId])).removed).toEqual([])
    await confirm(store, id)
    expect((await resolve(store, [variantId])).removed).toMatchObject([{ reason: 'sold-out' }])
  })

  test('a UUID in capitals is the same UUID', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store)
    expect((await resolve(store, [variantId.toUpperCase()])).lines).toHaveLength(1)
  })
})

describe('SEL3 what others merely hold', () => {
  test.each([
    ['with a selection', true],
    ['without a selection', false],
  ])(
    'stays and says when it may free up, held %s and asked with and without one',
    async (_name, hasSelection) => {
      const store = await addTestStore(db)
      const { variantId } = await addTestVariant(db, store, { stock: 1 })
      const held = await buy(store, [{ variantId }], hasSelection ? { selectionId: selectionId() } : {})
      for (const asking of [{}, { selectionId: selectionId() }]) {
        expect((await resolve(store, [variantId], asking)).lines).toMatchObject([
          { available: 0, freesUpAt: held.expiresAt },
        ])
      }
    },
  )

  test('one’s own hold counts as free, and the selection is processing while it lasts', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 3 })
    const own = selectionId()
    const { id } = await buy(store, [{ variantId, quantity: 2 }], { selectionId: own })
    expect(await resolve(store, [variantId], { selectionId: own })).toMatchObject({
      status: 'PROCESSING',
      pendingCheckout: { id },
      lines: [{ available: 3, freesUpAt: null }],
    })
    expect((await resolve(store, [variantId])).lines).toMatchObject([{ available: 1 }])
    await makeOverdue(db, id)
    expect((await resolve(store, [variantId], { selectionId: own })).status).toBe('AVAILABLE')
    const calledOff = selectionId()
    await cancel(store, (await buy(store, [{ variantId }], { selectionId: calledOff })).id)
    expect((await resolve(store, [variantId], { selectionId: calledOff })).status).toBe('AVAILABLE')
  })

  test('looking changes nothing', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store)
    const before = await fingerprint(db)
    await resolve(store, [variantId, newId()], { selectionId: selectionId() })
    expect(await fingerprint(db)).toEqual(before)
  })
})
