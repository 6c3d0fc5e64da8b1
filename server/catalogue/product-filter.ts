/** What a query of the window leaves over: of products by category and search, of variants by options, price and stock. */
import { sql, type SQL } from 'drizzle-orm'
import type { FacetQuery } from '../../shared/catalogue.ts'
import type { Store } from '../platform/http.ts'
import type { Tx } from '../platform/tenancy.ts'

/**
 * Conditions on one row `s` of sellable_variants, each under its own name so that a facet can leave out its own. One and
 * the same variant must meet them all.
 */
export type VariantConditions = {
  /** Attribute id → has one of its wanted values. */
  options: Map<string, SQL>
  price: SQL | undefined
  available: SQL | undefined
  onSale: SQL | undefined
}

export const isAvailable = sql`(not s.is_tracked or s.allows_backorder or s.available > 0)`
export const isOnSale = sql`(s.price_minor < s.unit_price_minor)`

export async function variantConditions(
  tx: Tx,
  store: Store,
  filter: FacetQuery,
): Promise<VariantConditions> {
  const { option = [], minPrice, maxPrice } = filter
  const bounds = [
    minPrice === undefined ? undefined : sql`s.price_minor >= ${minPrice}`,
    maxPrice === undefined ? undefined : sql`s.price_minor <= ${maxPrice}`,
  ].filter((bound) => bound !== undefined)
  return {
    options: option.length === 0 ? new Map<string, SQL>() : await optionConditions(tx, store, option),
    price: bounds.length === 0 ? undefined : sql.join(bounds, sql` and `),
    available: filter.available === undefined ? undefined : isAvailable,
    onSale: filter.onSale === undefined ? undefined : isOnSale,
  }
}

export const allOf = ({ options, price, available, onSale }: VariantConditions): SQL[] =>
  [...options.values(), price, available, onSale].filter((condition) => condition !== undefined)

/** Products with one variant that meets all the conditions; undefined where there is none to meet. */
export function hasVariant(conditions: VariantConditions): SQL | undefined {
  const all = allOf(conditions)
  if (all.length === 0) return undefined
  return sql`exists (
    select from sellable_variants s
    where s.store_id = p.store_id and s.product_id = p.id and ${sql.join(all, sql` and `)})`
}

type Named = { n: number; attribute_id: string; value_id: string; is_exact: boolean }

/**
 * Options by attribute. Each is named by its keys, which stay, or by what attribute and value are called in any language;
 * a key goes before a name. A value that is not known here is one that no variant has.
 */
async function optionConditions(tx: Tx, store: Store, options: readonly string[]): Promise<Map<string, SQL>> {
  const wanted = options.map((option, n) => {
    const [attribute = '', ...value] = option.split(':')
    return { n, attribute, value: value.join(':') }
  })
  const { rows } = await tx.execute<Named>(sql`
    select w.n, x.attribute_id, x.id as value_id, a.slug = w.attribute and x.slug = w.value as is_exact
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(n integer, attribute text, value text)
    join attributes a on a.store_id = ${store.id} and ${isCalled(sql`w.attribute`, sql`a`)}
    join attribute_values x on x.store_id = ${store.id} and x.attribute_id = a.id and ${isCalled(sql`w.value`, sql`x`)}`)
  const values = new Map<string, string[]>()
  for (const { n, attribute } of wanted) {
    const named = rows.filter((row) => row.n === n)
    const exact = named.filter((row) => row.is_exact)
    const chosen = exact.length > 0 ? exact : named
    // an attribute of which nothing is known stands by itself
    const known = rows.find((row) => wanted[row.n]?.attribute === attribute)?.attribute_id ?? attribute
    values.set(known, [...(values.get(known) ?? []), ...chosen.map((row) => row.value_id)])
  }
  return new Map([...values].map(([id, ids]) => [id, ids.length === 0 ? sql`false` : hasOneOf(id, ids)]))
}

const isCalled = (wanted: SQL, row: SQL): SQL => sql`btrim(search_text(${wanted})) in (
  select btrim(search_text(called)) from (values (${row}.slug), (${row}.name), (${row}.translations #>> '{es,name}'),
    (${row}.translations #>> '{en,name}'), (${row}.translations #>> '{pt,name}')) as names(called))`

const hasOneOf = (attributeId: string, valueIds: readonly string[]): SQL => sql`exists (
  select from product_variant_attributes va
  where va.store_id = s.store_id and va.variant_id = s.variant_id and va.attribute_id = ${attributeId}
    and va.value_id = any (${sql.param(valueIds)}::uuid[]))`
