import { and, eq, inArray } from 'drizzle-orm'
import type { Shortage } from '../../shared/checkout.ts'
import { productVariants, products } from '../catalogue/tables.ts'
import type { Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database, type Tx } from '../platform/tenancy.ts'
import { checkoutItems } from './tables.ts'

/** What was asked for: variants of a new checkout, or the frozen lines of one that is confirmed late. */
type Asked = { variantIds: string[] } | { checkoutId: string }

/** Puts names to what the database refused by id. */
export async function explained(db: Database, store: Store, error: unknown, asked: Asked): Promise<unknown> {
  if (!(error instanceof Refusal)) return error
  const { detail } = error.details
  switch (error.code) {
    case 'insufficient-stock':
      return new Refusal(error.code, {
        shortages: await shortagesOf(db, store, detail as StockShortage[], asked),
      })
    case 'unknown-variant':
      return new Refusal(error.code, { variantIds: detail })
    case 'too-many-units':
      return new Refusal(error.code, { lines: detail })
    case 'too-many-holds':
    case 'selection-processing':
    case 'checkout-not-pending':
      return new Refusal(error.code, detail as Record<string, unknown> | undefined)
    case 'price-changed': {
      const { total, changes } = detail as PriceDifference
      const money = (amount: number) => ({ amount, currency: store.currency })
      const both = (d: Difference) => ({ was: money(d.was), now: money(d.now) })
      return new Refusal(error.code, {
        total: both(total),
        changes: changes.map((change) => ({ variantId: change.variantId, ...both(change) })),
      })
    }
    default:
      return error
  }
}

type StockShortage = { stockItemId: string; requested: number; available: number }
type Difference = { was: number; now: number }
type PriceDifference = { total: Difference; changes: (Difference & { variantId: string })[] }

/** One shortage for each variant that was asked for and counts on a short stock item. */
async function shortagesOf(
  db: Database,
  store: Store,
  short: StockShortage[],
  asked: Asked,
): Promise<Shortage[]> {
  const rows = await withStore(db, store.id, (tx) => namesOf(tx, store, asked))
  return short.flatMap(({ stockItemId, requested, available }) =>
    rows
      .filter((row) => row.stockItemId === stockItemId)
      .map((row) => ({ variantId: row.variantId, name: row.name, requested, available })),
  )
}

function namesOf(tx: Tx, store: Store, asked: Asked) {
  if ('checkoutId' in asked) {
    const { stockItemId, variantId, name } = checkoutItems
    return tx
      .selectDistinct({ stockItemId, variantId, name })
      .from(checkoutItems)
      .where(and(eq(checkoutItems.storeId, store.id), eq(checkoutItems.checkoutId, asked.checkoutId)))
  }
  return tx
    .select({
      stockItemId: productVariants.stockItemId,
      variantId: productVariants.id,
      name: products.name,
    })
    .from(productVariants)
    .innerJoin(
      products,
      and(eq(products.storeId, productVariants.storeId), eq(products.id, productVariants.productId)),
    )
    .where(and(eq(productVariants.storeId, store.id), inArray(productVariants.id, asked.variantIds)))
}
