import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withStore } from '../platform/tenancy.ts'
import { addTestStore, testDatabase } from '../platform/test-database.ts'
import { saveProducts, type ProductDraft, type VariantDraft } from './save-product.ts'

const db = testDatabase()

const product = (key: string, variants: VariantDraft[], more: Partial<ProductDraft> = {}): ProductDraft => ({
  ...{ key, name: key, status: 'active', ...more },
  variants: variants.map((variant, i) => ({
    ...{ priceMinor: 1_000, options: [{ name: 'Talle', value: String(i) }] },
    ...variant,
  })),
})

test('available_products has what can be bought now, from which price, and how many of it are free', async () => {
  const [store, other] = [await addTestStore(db), await addTestStore(db)]
  const day = { before: new Date(Date.now() - 86_400_000), after: new Date(Date.now() + 86_400_000) }
  const drafts = [
    product('several', [{ stock: 5, priceMinor: 2_000 }, { stock: 3 }]),
    product('held-in-part', [{ stock: 4, sku: 'held-in-part' }]),
    product('offered', [{ stock: 1, compareAtMinor: 1_500, saleEndsAt: day.after.toISOString() }]),
    product('offered-no-more', [{ stock: 1, compareAtMinor: 1_500, saleEndsAt: day.before.toISOString() }]),
    product('cheap-one-sold-out', [{ stock: 0, priceMinor: 500 }, { stock: 2 }]),
    product('one-not-counted', [{ stock: 2 }, { stock: null }]),
    product('on-order', [{ stock: 0, allowsBackorder: true }]),
    product('sold-out', [{ stock: 0 }]),
    product('held', [{ stock: 4, sku: 'held' }]),
    product('without-price', [{ stock: 4, priceMinor: null }]),
    product('hidden-variant', [{ stock: 4, isActive: false }]),
    product('draft', [{ stock: 4 }], { status: 'draft' }),
    product('inactive', [{ stock: 4 }], { status: 'inactive' }),
    product('archived', [{ stock: 4 }], { status: 'archived' }),
  ]
  await withStore(db, other.id, (tx) =>
    saveProducts(tx, other, [product('of-another-store', [{ stock: 9 }])], { actor: 'test' }),
  )
  await withStore(db, store.id, (tx) => saveProducts(tx, store, drafts, { actor: 'test' }))
  const { rows } = await withStore(db, store.id, async (tx) => {
    await tx.execute(sql`update stock_items s set reserved = case v.sku when 'held' then 4 else 1 end
      from product_variants v where v.stock_item_id = s.id and v.sku like 'held%'`)
    return tx.execute(
      sql`select slug, name, price_minor, available::integer from available_products order by slug`,
    )
  })
  expect(rows.map(Object.values)).toEqual([
    ['cheap-one-sold-out', 'cheap-one-sold-out', 1_000, 2],
    ['held-in-part', 'held-in-part', 1_000, 3],
    ['offered', 'offered', 1_000, 1],
    ['offered-no-more', 'offered-no-more', 1_500, 1],
    ['on-order', 'on-order', 1_000, 0],
    ['one-not-counted', 'one-not-counted', 1_000, null],
    ['several', 'several', 1_000, 8],
  ])
})
