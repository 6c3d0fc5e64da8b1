import { createHash } from 'node:crypto'
import { sql, type SQL } from 'drizzle-orm'
import type { ProductPage, ProductSort } from '../../shared/catalogue.ts'
import { languageOf } from '../../shared/language.ts'
import { sqlState } from '../platform/database.ts'
import type { Store } from '../platform/http.ts'
import type { Timed } from '../platform/shared-read.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { inCategory } from './category-tree.ts'
import { itemJson } from './product-json.ts'
import { after, notACursor, orders, readCursor, writeCursor } from './product-order.ts'
import { foundProducts } from './product-search.ts'

export type ProductQuery = {
  category?: string | undefined
  q?: string | undefined
  sort?: ProductSort | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

/** A page as it goes over the wire: serialised once for all who share the query. */
export type SerialisedPage = { body: string; etag: string }

type Wanted = ProductQuery & { limit: number }
type PageRow = {
  item: ProductPage['items'][number]
  cursor: string[]
  until: number | null
}

/** One page of the window, and until when its prices hold. */
export async function queryPage(db: Database, store: Store, wanted: Wanted): Promise<Timed<SerialisedPage>> {
  const text = wanted.q?.trim() ?? ''
  const sort = wanted.sort ?? (text === '' ? 'featured' : 'relevance')
  const cursor = wanted.cursor === undefined ? undefined : readCursor(wanted.cursor, sort)
  const { columns, order } = orders[sort]
  const rows = await withStore(db, store.id, async (tx) => {
    const filters = [
      wanted.category === undefined ? undefined : await inCategory(tx, store, wanted.category),
    ].filter((filter) => filter !== undefined)
    // the best that are found are the page, unless some of them fall through the filters
    const page =
      sort === 'relevance'
        ? { limit: filters.length > 0 ? null : wanted.limit + 1, after: cursor }
        : undefined
    const from =
      text === ''
        ? sql`products p`
        : foundProducts(store.id, { text, languages: [languageOf(store.locale)], page })
    const past = cursor === undefined || sort === 'relevance' ? undefined : after(cursor, sort)
    const all = [
      sql`p.store_id = ${store.id} and p.status = 'active' and p.sort_price_minor is not null`,
      ...filters,
      ...(past ? [past] : []),
    ]
    const result = await tx.execute<PageRow>(sql`
      with page as (
        select p.*, jsonb_build_array(${sql.join(
          columns.map((c) => sql`${c}::text`),
          sql`, `,
        )}) as cursor
        from ${from} where ${sql.join(all, sql` and `)}
        order by ${order} limit ${wanted.limit + 1}
      )
      select ${itemJson(store)} as item, p.cursor, ${nextOfferChange(store)} as until from page p order by ${order}`)
    return result.rows
  }).catch((error: unknown) => {
    // a date of no calendar has the shape of one: only Postgres knows (class 22, data exception)
    throw cursor !== undefined && sqlState(error)?.startsWith('22') ? notACursor() : error
  })
  const shown = rows.slice(0, wanted.limit)
  const last = shown.at(-1)
  const nextCursor = rows.length > wanted.limit && last ? writeCursor(last.cursor) : null
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
