import { sql } from 'drizzle-orm'
import { withSystem, type Database } from '../platform/tenancy.ts'

/**
 * Makes the refresher of sort prices: each call brings up to date the products with an offer that began or ended since
 * the call before, the first call all that ever had a window; returns how many products it looked at. The shown price
 * needs none of this, it is worked out as it is read; this is for the order of the window.
 */
export function createSortPriceRefresher(db: Database): () => Promise<number> {
  let since: string | null = null
  return async () => {
    const { rows } = await withSystem(db, (tx) =>
      tx.execute<{ now: string; products: number }>(sql`
        with crossed as (
          select v.store_id, array_agg(distinct v.product_id) as products
          from product_variants v
          where v.compare_at_minor > v.price_minor
            and (${crossed(sql`v.sale_starts_at`, since)} or ${crossed(sql`v.sale_ends_at`, since)})
          group by v.store_id
        ), refreshed as materialized (
          select cardinality(c.products) as products, refresh_sort_prices(c.store_id, c.products) from crossed c
        )
        select now()::text as now, coalesce((select sum(products) from refreshed), 0)::integer as products`),
    )
    since = rows[0]?.now ?? since
    return rows[0]?.products ?? 0
  }
}

// a minute more than needed: an edge may lie within a transaction that had not yet committed
const crossed = (edge: ReturnType<typeof sql>, since: string | null) =>
  sql`(${edge} <= now() and (${since}::timestamptz is null or ${edge} > ${since}::timestamptz - interval '1 minute'))`
