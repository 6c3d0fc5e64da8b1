import { sql, type SQL } from 'drizzle-orm'
import type { Product, ProductListItem } from '../../shared/catalogue.ts'
import type { Language } from '../../shared/language.ts'
import type { Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import type { Timed } from '../platform/shared-read.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { itemJson, nextOfferChange } from './product-json.ts'
import { wordsIn } from './words-in.ts'

type ProductRow = {
  until: number | null
  item: ProductListItem
  extra: Extra
  held: Record<string, string> | null
}
type Extra = Pick<
  Product,
  'description' | 'tags' | 'categories' | 'weightGrams' | 'dimensionsMm' | 'metaTitle' | 'metaDescription'
>

/** Whole product by its slug; refuses `product-not-found`. */
export async function queryProduct(
  db: Database,
  store: Store,
  language: Language,
  slug: string,
): Promise<Timed<Product>> {
  const words = wordsIn(store, language)
  const [row] = await withStore(db, store.id, async (tx) => {
    const result = await tx.execute<ProductRow>(sql`
      select ${itemJson(store, words)} as item, jsonb_build_object(
        'description', ${words.text('p', 'description')}, 'tags', to_jsonb(p.tags), 'weightGrams', p.weight_grams, 'dimensionsMm', p.dimensions_mm,
        'metaTitle', ${words.text('p', 'metaTitle', 'meta_title')}, 'metaDescription', ${words.text('p', 'metaDescription', 'meta_description')},
        'categories', coalesce((
          with recursive up as (
            select c.id, c.parent_id, c.slug, ${words.text('c', 'name')} as name, 0 as depth from categories c
            where c.store_id = p.store_id and c.id = (
              select pc.category_id from product_categories pc where pc.store_id = p.store_id and pc.product_id = p.id
              order by pc.position, pc.category_id limit 1)
            union all select c.id, c.parent_id, c.slug, ${words.text('c', 'name')}, up.depth + 1 from categories c join up on c.id = up.parent_id
            where c.store_id = p.store_id and up.depth < 20)
          select jsonb_agg(jsonb_build_object('slug', up.slug, 'name', up.name) order by up.depth desc) from up), '[]')) as extra,
        ${firstEnds} as held,
        ${nextOfferChange(store)} as until
      from products p
      where p.store_id = ${store.id} and p.id = ${idOf(store, slug)} and p.status = 'active' and p.sort_price_minor is not null`)
    return result.rows
  })
  if (!row) throw new Refusal('product-not-found')
  const variants = row.item.variants.map((variant) => {
    const end = row.held?.[variant.id]
    return { ...variant, mayFreeUpAt: end === undefined ? null : new Date(end).toISOString() }
  })
  return { value: { ...row.item, ...row.extra, variants }, until: row.until ?? Number.POSITIVE_INFINITY }
}

/**
 * Of each variant of which none is free, but some held: when the first hold ends. Rows alone decide, not the clock, so
 * the answer is kept until somebody writes; a hold that is over counts until it is swept, and the sweep is a write.
 */
const firstEnds: SQL = sql`(
  select jsonb_object_agg(held.variant_id, held.ends_at) from (
    select s.variant_id, min(c.expires_at) as ends_at from sellable_variants s
    join checkout_items ci on ci.store_id = s.store_id and ci.stock_item_id = s.stock_item_id and ci.is_held
    join checkouts c on c.store_id = ci.store_id and c.id = ci.checkout_id and c.status = 'pending'
    where s.store_id = p.store_id and s.product_id = p.id
      and s.is_tracked and not s.allows_backorder and s.reserved > 0 and s.on_hand > 0 and s.available <= 0
    group by s.variant_id) held)`

/** Who has the slug now, else who had it last: the answer's own slug says where that product is. */
export const idOf = (store: Store, slug: string): SQL => sql`coalesce(
  (select now.id from products now where now.store_id = ${store.id} and now.slug = ${slug}),
  (select was.product_id from product_slugs was where was.store_id = ${store.id} and was.slug = ${slug}))`
