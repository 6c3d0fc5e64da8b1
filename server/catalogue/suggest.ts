import { sql } from 'drizzle-orm'
import type { Suggestions } from '../../shared/catalogue.ts'
import type { Language } from '../../shared/language.ts'
import type { Store } from '../platform/http.ts'
import type { Timed } from '../platform/shared-read.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { itemJson, nextOfferChange } from './product-json.ts'
import { foundProducts } from './product-search.ts'
import { wordsIn } from './words-in.ts'

const MOST_PRODUCTS = 6
const MOST_CATEGORIES = 3

type Row = Suggestions & { until: number | null }

/** What somebody who is still typing may mean: the best products, and categories of that name that hold something. */
export async function querySuggestions(
  db: Database,
  store: Store,
  language: Language,
  text: string,
): Promise<Timed<Suggestions>> {
  const words = wordsIn(store, language)
  const search = { text, languages: words.searched, page: { limit: MOST_PRODUCTS, after: undefined } }
  const [row] = await withStore(db, store.id, async (tx) => {
    const result = await tx.execute<Row>(sql`
      with recursive named as (
        select c.id as root, c.id, c.slug, ${words.text('c', 'name')} as name from categories c
        where c.store_id = ${store.id} and c.is_active
          and to_tsvector('simple', search_text(${words.text('c', 'name')})) || to_tsvector(search_language(${language}), search_text(${words.text('c', 'name')}))
            @@ (search_queries(${text}, ${sql.param(words.searched)}::text[]))[1]
      ), below as (
        select n.root, n.id from named n
        union select b.root, c.id from below b
        join categories c on c.store_id = ${store.id} and c.parent_id = b.id and c.is_active
      ), filled as (
        select n.slug, n.name from named n where exists (
          select from below b
          join product_categories pc on pc.store_id = ${store.id} and pc.category_id = b.id
          join product_search s on s.store_id = pc.store_id and s.product_id = pc.product_id
          where b.root = n.root)
        order by length(n.name), n.name limit ${MOST_CATEGORIES}
      ), best as (
        select ${itemJson(store, words)} as item, p.rank, p.is_featured, p.position, p.id from ${foundProducts(store.id, search)}
        where p.status = 'active'
      )
      select coalesce((
          select jsonb_agg(jsonb_build_object('slug', item -> 'slug', 'name', item -> 'name', 'price', item -> 'price',
            'pricesVary', (select count(distinct v -> 'price') > 1 from jsonb_array_elements(item -> 'variants') v),
            'compareAtPrice', item -> 'compareAtPrice', 'image', nullif(item -> 'images' -> 0, 'null') - 'variantId')
            order by rank, not is_featured, position, id)
          from best), '[]') as products,
        coalesce((select jsonb_agg(jsonb_build_object('slug', slug, 'name', name)) from filled), '[]') as categories,
        ${nextOfferChange(store)} as until`)
    return result.rows
  })
  const { until = null, ...value } = row ?? { products: [], categories: [] }
  return { value, until: until ?? Number.POSITIVE_INFINITY }
}
