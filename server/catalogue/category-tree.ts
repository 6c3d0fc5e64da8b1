import { sql, type SQL } from 'drizzle-orm'
import type { Category, CategoryTree } from '../../shared/catalogue.ts'
import type { Language } from '../../shared/language.ts'
import type { Picture } from '../../shared/media.ts'
import type { Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import type { Timed } from '../platform/shared-read.ts'
import { withStore, type Database, type Tx } from '../platform/tenancy.ts'
import { wordsIn, type Words } from './words-in.ts'

/** Products of the category and of everything below it; refuses `category-not-found`. Its ids are read first: the planner knows how full each one is. */
export async function inCategory(tx: Tx, store: Store, slug: string): Promise<SQL> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    with recursive below as (
      select c.id from categories c where c.store_id = ${store.id} and c.slug = ${slug} and c.is_active
      union select c.id from categories c join below b on c.parent_id = b.id where c.store_id = ${store.id} and c.is_active
    )
    select id from below`)
  if (rows.length === 0) throw new Refusal('category-not-found')
  return sql`p.id in (
    select pc.product_id from product_categories pc
    where pc.store_id = ${store.id} and pc.category_id = any (${sql.param(rows.map((row) => row.id))}::uuid[]))`
}

type CategoryRow = {
  id: string
  parent_id: string | null
  slug: string
  name: string
  description: string | null
  image: Picture | null
  count: number
}

export async function queryCategories(
  db: Database,
  store: Store,
  language: Language,
): Promise<Timed<CategoryTree>> {
  const words = wordsIn(store, language)
  const categories = await withStore(db, store.id, (tx) => readTree(tx, store, words))
  return { value: { categories }, until: Number.POSITIVE_INFINITY }
}

/** Every category that shows, with how much it holds. */
export async function readTree(tx: Tx, store: Store, words: Words): Promise<Category[]> {
  const { rows } = await tx.execute<CategoryRow>(sql`
    with recursive tree as (
      select c.id as root, c.id from categories c where c.store_id = ${store.id} and c.is_active
      union select t.root, c.id from tree t join categories c on c.parent_id = t.id
      where c.store_id = ${store.id} and c.is_active
    ), counts as (
      select t.root, count(distinct pc.product_id)::integer as count
      from tree t join product_categories pc on pc.store_id = ${store.id} and pc.category_id = t.id
      join products p on p.store_id = pc.store_id and p.id = pc.product_id
      where p.status = 'active' and p.sort_price_minor is not null group by t.root
    )
    select c.id, c.parent_id, c.slug, ${words.text('c', 'name')} as name, ${words.text('c', 'description')} as description,
      case when m.id is not null then json_build_object(
        'url', picture_url(m.hash, m.width, 960), 'width', m.width, 'height', m.height, 'thumbhash', m.thumbhash) end as image,
      coalesce(n.count, 0) as count
    from categories c left join counts n on n.root = c.id
    left join media m on m.store_id = c.store_id and m.id = c.media_id and m.state = 'ready'
    where c.store_id = ${store.id} and c.is_active order by c.position, name`)
  const below = (parent: string | null): Category[] =>
    rows
      .filter((row) => row.parent_id === parent)
      .map((row) => ({
        slug: row.slug,
        name: row.name,
        description: row.description,
        image: row.image,
        productCount: row.count,
        children: below(row.id),
      }))
  return below(null)
}
