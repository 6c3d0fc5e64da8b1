import { sql } from 'drizzle-orm'
import type { RelatedProducts } from '../../shared/catalogue.ts'
import type { Language } from '../../shared/language.ts'
import type { Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import type { Timed } from '../platform/shared-read.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { isAvailable } from './product-filter.ts'
import { itemJson, nextOfferChange } from './product-json.ts'
import { idOf } from './read-product.ts'
import { wordsIn } from './words-in.ts'

const MOST = 8
/** Of a category that holds a whole shop not everything is looked at. */
const MOST_LOOKED_AT = 2_000

type Row = { items: RelatedProducts['items'] | null; is_there: boolean; until: number | null }

/**
 * What else may be meant: of the same category or one beside it, sharing tags, near in price; what can be ordered first.
 * Refuses `product-not-found`.
 */
export async function queryRelated(
  db: Database,
  store: Store,
  language: Language,
  slug: string,
): Promise<Timed<RelatedProducts>> {
  const [row] = await withStore(db, store.id, async (tx) => {
    const result = await tx.execute<Row>(sql`
      with self as (
        select p.id, p.tags, p.sort_price_minor as price from products p
        where p.store_id = ${store.id} and p.id = ${idOf(store, slug)} and p.status = 'active' and p.sort_price_minor is not null
      ), own as (
        select c.id, c.parent_id from self join product_categories pc on pc.store_id = ${store.id} and pc.product_id = self.id
        join categories c on c.store_id = pc.store_id and c.id = pc.category_id and c.is_active
      ), beside as (
        select c.id, true as is_own from own c
        union all
        select c.id, false from categories c
        where c.store_id = ${store.id} and c.is_active and c.parent_id in (select parent_id from own) and c.id not in (select id from own)
      ), looked_at as (
        select pc.product_id, b.is_own from beside b
        join product_categories pc on pc.store_id = ${store.id} and pc.category_id = b.id
        order by b.is_own desc limit ${MOST_LOOKED_AT}
      ), candidates as (
        select p.id, max(l.is_own::integer) + (select count(*) from unnest(p.tags) tag where tag = any (self.tags)) as likeness,
          abs(p.sort_price_minor - self.price) as distance,
          exists (select from sellable_variants s where s.store_id = ${store.id} and s.product_id = p.id and ${isAvailable}) as is_available
        from self, looked_at l join products p on p.store_id = ${store.id} and p.id = l.product_id
        where p.id <> self.id and p.status = 'active' and p.sort_price_minor is not null
        group by p.store_id, p.id, self.id, self.tags, self.price
      ), best as (
        select * from candidates order by is_available desc, likeness desc, distance, id limit ${MOST}
      )
      select exists (select from self) as is_there, (
          select jsonb_agg(${itemJson(store, wordsIn(store, language))} order by b.is_available desc, b.likeness desc, b.distance, b.id)
          from best b join products p on p.store_id = ${store.id} and p.id = b.id) as items,
        ${nextOfferChange(store)} as until`)
    return result.rows
  })
  if (!row?.is_there) throw new Refusal('product-not-found')
  return { value: { items: row.items ?? [] }, until: row.until ?? Number.POSITIVE_INFINITY }
}
