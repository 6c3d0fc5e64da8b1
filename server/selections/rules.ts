import { sql } from 'drizzle-orm'
import type { RemovalReason } from '../../shared/selection.ts'

/** What decides whether a variant is sold; undefined where the store has none of that id. */
export type Sale = {
  is_shown: boolean
  price_minor: number | null
  is_tracked: boolean
  allows_backorder: boolean
  on_hand: number
}

/** Read of `product_variants v`, `products p`, `stock_items i` and, where it has a price, `sellable_variants s`. */
export const saleColumns = sql`(p.status = 'active' and v.is_active) as is_shown, s.price_minor,
  i.is_tracked, i.allows_backorder, i.on_hand`

/** Why a line of it may not stay in a selection. What is on hand and held by somebody stays. */
export function removalReason(sale: Sale | undefined): RemovalReason | undefined {
  if (!sale) return 'gone'
  if (!sale.is_shown) return 'hidden'
  if (sale.price_minor === null) return 'no-price'
  if (sale.is_tracked && !sale.allows_backorder && sale.on_hand <= 0) return 'sold-out'
  return undefined
}
