import { sql } from 'drizzle-orm'
import type { ProductPage, ProductQuery } from '../../shared/catalogue.ts'
import type { Language } from '../../shared/language.ts'
import { sqlState } from '../platform/database.ts'
import type { Store } from '../platform/http.ts'
import type { Timed } from '../platform/shared-read.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { inCategory } from './category-tree.ts'
import { hasVariant, variantConditions } from './product-filter.ts'
import { itemJson, nextOfferChange } from './product-json.ts'
import { after, notACursor, ordersIn, readCursor, writeCursor } from './product-order.ts'
import { foundProducts } from './product-search.ts'
import { wordsIn } from './words-in.ts'

const USUAL_LIMIT = 24

type PageRow = { until: number | null } & (
  { item: ProductPage['items'][number]; cursor: string[] } | { item: null; cursor: null }
)

/** One page of the window, and until when its prices hold. */
export async function queryPage(
  db: Database,
  store: Store,
  language: Language,
  wanted: ProductQuery,
): Promise<Timed<ProductPage>> {
  const limit = wanted.limit ?? USUAL_LIMIT
  const text = wanted.q ?? ''
  const sort = wanted.sort ?? (text === '' ? 'featured' : 'relevance')
  const words = wordsIn(store, language)
  const ordered = ordersIn(words)[sort]
  const { columns, order } = ordered
  const cursor = wanted.cursor === undefined ? undefined : readCursor(wanted.cursor, ordered)
  const rows = await withStore(db, store.id, async (tx) => {
    const filters = [
      wanted.category === undefined ? undefined : await inCategory(tx, store, wanted.category),
      hasVariant(await variantConditions(tx, store, wanted)),
    ].filter((filter) => filter !== undefined)
    // the best that are found are the page, unless some of them fall through the filters
    const page =
      sort === 'relevance' ? { limit: filters.length > 0 ? null : limit + 1, after: cursor } : undefined
    const from =
      text === '' ? sql`products p` : foundProducts(store.id, { text, languages: words.searched, page })
    const past = cursor === undefined || sort === 'relevance' ? undefined : after(cursor, sort, ordered)
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
        order by ${order} limit ${limit + 1}
      )
      select case when p.id is not null then ${itemJson(store, words)} end as item, p.cursor, moment.until
      from (select ${nextOfferChange(store)} as until) moment left join page p on true order by ${order}`)
    return result.rows
  }).catch((error: unknown) => {
    // a date of no calendar has the shape of one: only Postgres knows (class 22, data exception)
    throw cursor !== undefined && sqlState(error)?.startsWith('22') ? notACursor() : error
  })
  const found = rows.filter((row) => row.item !== null)
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return {
    value: {
      items: shown.map((row) => row.item),
      nextCursor: found.length > limit && last ? writeCursor(last.cursor) : null,
    },
    until: rows[0]?.until ?? Number.POSITIVE_INFINITY,
  }
}
