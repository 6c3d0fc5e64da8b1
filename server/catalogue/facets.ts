import { sql, type SQL } from 'drizzle-orm'
import type { FacetQuery, Facets } from '../../shared/catalogue.ts'
import type { Language } from '../../shared/language.ts'
import type { Store } from '../platform/http.ts'
import type { Timed } from '../platform/shared-read.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { inCategory } from './category-tree.ts'
import { isAvailable, isOnSale, variantConditions, type VariantConditions } from './product-filter.ts'
import { nextOfferChange } from './product-json.ts'
import { foundProducts } from './product-search.ts'
import { wordsIn } from './words-in.ts'

type Row = Facets & { until: number | null }

/** What the products of a category and a search can be narrowed by, given what is chosen already. */
export async function queryFacets(
  db: Database,
  store: Store,
  language: Language,
  filter: FacetQuery,
): Promise<Timed<Facets>> {
  const text = filter.q ?? ''
  const words = wordsIn(store, language)
  const [row] = await withStore(db, store.id, async (tx) => {
    const category = filter.category === undefined ? sql`true` : await inCategory(tx, store, filter.category)
    const conditions = await variantConditions(tx, store, filter)
    const from = text === '' ? sql`products p` : foundProducts(store.id, { text, languages: words.searched })
    const { columns, all, allBut } = fits(conditions)
    const money = (amount: SQL): SQL =>
      sql`jsonb_build_object('amount', ${amount}, 'currency', ${store.currency}::text)`
    const result = await tx.execute<Row>(sql`
      with base as materialized (
        select p.id from ${from} where p.store_id = ${store.id} and p.status = 'active' and p.sort_price_minor is not null
          and ${category}
      ), v as materialized (
        select s.product_id, s.variant_id, s.price_minor, ${isAvailable} as is_available, ${isOnSale} as is_on_sale, ${columns}
        from base b join sellable_variants s on s.store_id = ${store.id} and s.product_id = b.id
      ), counted as (
        select va.attribute_id, va.value_id,
          count(distinct v.product_id) filter (where ${ofAttribute(conditions, allBut, all)}) as count
        from v join product_variant_attributes va on va.store_id = ${store.id} and va.variant_id = v.variant_id
        where va.value_id is not null group by va.attribute_id, va.value_id
      ), options as (
        select a.slug, ${words.text('a', 'name')} as name, a.position, jsonb_agg(jsonb_build_object(
            'key', x.slug, 'name', ${words.text('x', 'name')}, 'colorHex', x.color_hex, 'count', c.count) order by x.position, x.name) as values
        from counted c
        join attributes a on a.store_id = ${store.id} and a.id = c.attribute_id and a.is_visible
        join attribute_values x on x.store_id = ${store.id} and x.id = c.value_id
        group by a.store_id, a.id
      )
      select count(distinct product_id) filter (where ${all})::integer as total,
        coalesce((select jsonb_agg(jsonb_build_object('key', slug, 'name', name, 'values', values) order by position, name)
                  from options), '[]') as options,
        case when count(*) filter (where ${allBut('price')}) > 0 then jsonb_build_object(
          'min', ${money(sql`min(price_minor) filter (where ${allBut('price')})`)},
          'max', ${money(sql`max(price_minor) filter (where ${allBut('price')})`)}) end as price,
        count(distinct product_id) filter (where is_available and ${allBut('available')})::integer as available,
        count(distinct product_id) filter (where is_on_sale and ${allBut('onSale')})::integer as "onSale",
        ${nextOfferChange(store)} as until
      from v`)
    return result.rows
  })
  if (!row) throw new Error('an aggregate answered no row')
  const { until, ...value } = row
  return { value, until: until ?? Number.POSITIVE_INFINITY }
}

/** One column a condition, and what they come to with one of them left out. */
function fits({ options, price, available, onSale }: VariantConditions) {
  const named = [...options, ['price', price], ['available', available], ['onSale', onSale]] as const
  const tests = named.filter((entry): entry is [string, SQL] => entry[1] !== undefined)
  const column = (n: number): SQL => sql.raw(`fits_${n}`)
  const columns = sql.join(
    [sql`true as fits`, ...tests.map(([, test], n) => sql`(${test}) as ${column(n)}`)],
    sql`, `,
  )
  const allBut = (left: string | undefined): SQL =>
    sql.join([sql`fits`, ...tests.flatMap(([name], n) => (name === left ? [] : [column(n)]))], sql` and `)
  return { columns, all: allBut(undefined), allBut }
}

/** A value of an attribute that is chosen already counts what it would add; one of another, what would be left. */
function ofAttribute({ options }: VariantConditions, allBut: (name: string) => SQL, all: SQL): SQL {
  if (options.size === 0) return all
  const cases = [...options.keys()].map((id) => sql`when ${id} then ${allBut(id)}`)
  return sql`case va.attribute_id::text ${sql.join(cases, sql` `)} else ${all} end`
}
