import { createHash } from 'node:crypto'
import { sql, type SQL } from 'drizzle-orm'
import type { ProductPage, ProductSort } from '../../shared/catalogue.ts'
import { sqlState } from '../platform/database.ts'
import type { Store } from '../platform/http.ts'
import type { Timed } from '../platform/shared-read.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { inCategory } from './category-tree.ts'
import { itemJson } from './product-json.ts'
import { after, notACursor, orders } from './product-order.ts'
import { searchFilter } from './product-search.ts'

export type ProductQuery = {
  category?: string | undefined
  q?: string | undefined
  sort?: ProductSort | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

/** A page as it goes over the wire: serialised once for all who share the query. */
export type SerialisedPage = { body: string; etag: string }

type Wanted = ProductQuery & { limit: number; sort: ProductSort }
type PageRow = {
  item: ProductPage['items'][number]
  cursor: (string | number | boolean)[]
  until: number | null
}

/** One page of the window, and until when its prices hold. */
export async function queryPage(db: Database, store: Store, wanted: Wanted): Promise<Timed<SerialisedPage>> {
  const { columns, order } = orders[wanted.sort]
  const cursor = wanted.cursor === undefined ? undefined : after(wanted.cursor, wanted.sort)
  const rows = await withStore(db, store.id, async (tx) => {
    const filters = [
      sql`p.store_id = ${store.id} and p.status = 'active' and p.sort_price_minor is not null`,
      wanted.category === undefined ? undefined : await inCategory(tx, store, wanted.category),
      searchFilter(wanted.q),
      cursor,
    ].filter((filter) => filter !== undefined)
    const result = await tx.execute<PageRow>(sql`
      with page as (
        select p.*, jsonb_build_array(${sql.join(
          columns.map((c) => sql`${c}::text`),
          sql`, `,
        )}) as cursor
        from products p where ${sql.join(filters, sql` and `)}
        order by ${order} limit ${wanted.limit + 1}
      )
      select ${itemJson(store)} as item, p.cursor, ${nextOfferChange(store)} as until from page p order by ${order}`)
    return result.rows
  }).catch((error: unknown) => {
    // a date of no calendar has the shape of one: only Postgres knows (class 22, data exception)
    throw wanted.cursor !== undefined && sqlState(error)?.startsWith('22') ? notACursor() : error
  })
  const shown = rows.slice(0, wanted.limit)
  const last = shown.at(-1)
  const nextCursor =
    rows.length > wanted.limit && last ? Buffer.from(JSON.stringify(last.cursor)).toString('base64url') : null
  return {
    value: serialise({ items: shown.map((row) => row.item), nextCursor }),
    until: last?.until ?? Number.POSITIVE_INFINITY,
  }
}

function serialise(page: ProductPage): SerialisedPage {
  const body = JSON.stringify(page)
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
}

/** When the next offer of the store begins or ends, by the database's clock in milliseconds. */
const nextOfferChange = (store: Store): SQL => sql`(
  select extract(epoch from min(change.moment))::float8 * 1000 from (
    (select v.sale_starts_at from product_variants v
     where v.store_id = ${store.id} and v.sale_starts_at > now() order by v.sale_starts_at limit 1)
    union all
    (select v.sale_ends_at from product_variants v
     where v.store_id = ${store.id} and v.sale_ends_at > now() order by v.sale_ends_at limit 1)) change(moment))`
