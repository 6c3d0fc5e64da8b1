import { sql } from 'drizzle-orm'
import { withSystem, type Database } from '../platform/tenancy.ts'

/**
 * Counts offers that began or ended since they were last counted as changes of their products, and puts those where they
 * belong in the order of prices; answers how many products it looked at. The shown price needs none of this, it is worked
 * out as it is read. Any number of processes may do it at once.
 */
export function countCrossedOffers(db: Database): Promise<number> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{ store: string; products: number }>(sql`
      with crossed as materialized (
        select v.store_id, array_agg(distinct v.product_id) as products
        from catalogue_versions c join product_variants v on v.store_id = c.store_id
        where v.compare_at_minor > v.price_minor and (${crossed(sql`v.sale_starts_at`)} or ${crossed(sql`v.sale_ends_at`)})
        group by v.store_id order by v.store_id
      )
      select c.store_id as store, cardinality(c.products) as products, refresh_sort_prices(c.store_id, c.products),
        touch_products(c.store_id, c.products)
      from crossed c`)
    const stores = rows.map(({ store }) => store)
    if (stores.length > 0)
      await tx.execute(
        sql`update catalogue_versions set prices_at = now() where store_id = any (${sql.param(stores)}::uuid[])`,
      )
    return rows.reduce((sum, { products }) => sum + products, 0)
  })
}

// a minute more than needed: an edge may lie within a transaction that had not yet committed
const crossed = (edge: ReturnType<typeof sql>) =>
  sql`(${edge} <= now() and ${edge} > c.prices_at - interval '1 minute')`
