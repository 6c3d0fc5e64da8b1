/**
 * The category tree, as its merchant arranges it.
 *
 * CTG1 categories beside each other stand in the order they were put in; whoever is moved makes the others move up.
 * CTG2 nothing but a category and a picture of that very store can be named; one of them unknown and nothing changes.
 */
import { and, eq, sql } from 'drizzle-orm'
import type { CategoryChange, CategoryTree } from '../../shared/catalogue.ts'
import { languageOf } from '../../shared/language.ts'
import { media } from '../media/tables.ts'
import type { Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database, type Tx } from '../platform/tenancy.ts'
import { readTree } from './category-tree.ts'
import { categories } from './tables.ts'
import { wordsIn } from './words-in.ts'

/** Its picture and its place, whichever is given; answers the whole tree, in the store's language. */
export function changeCategory(
  db: Database,
  store: Store,
  slug: string,
  { mediaId, position }: CategoryChange,
): Promise<CategoryTree> {
  return withStore(db, store.id, async (tx) => {
    const id = await findCategory(tx, store, slug)
    if (mediaId !== undefined) await hang(tx, store, id, mediaId)
    if (position !== undefined) await move(tx, store, id, position)
    return { categories: await readTree(tx, store, wordsIn(store, languageOf(store.locale))) }
  })
}

async function findCategory(tx: Tx, store: Store, slug: string): Promise<string> {
  const [found] = await tx
    .select({ id: categories.id })
    .from(categories)
    .where(and(eq(categories.storeId, store.id), eq(categories.slug, slug), categories.isActive))
  if (!found) throw new Refusal('category-not-found')
  return found.id
}

async function hang(tx: Tx, store: Store, id: string, mediaId: string | null): Promise<void> {
  if (mediaId !== null) {
    const known = await tx
      .select({ id: media.id })
      .from(media)
      .where(and(eq(media.storeId, store.id), eq(media.id, mediaId)))
    if (known.length === 0) throw new Refusal('picture-not-found')
  }
  await tx
    .update(categories)
    .set({ mediaId, updatedAt: sql`now()` })
    .where(and(eq(categories.storeId, store.id), eq(categories.id, id)))
}

/** Everything that is shown beside it is locked first: of two that are moved at once, one waits and moves what it finds then. */
async function move(tx: Tx, store: Store, id: string, position: number): Promise<void> {
  const beside = sql`from categories c where c.store_id = ${store.id} and c.is_active and c.parent_id is not distinct from (
    select own.parent_id from categories own where own.store_id = ${store.id} and own.id = ${id})`
  await tx.execute(sql`select ${beside} order by c.id for no key update of c`)
  const { rows } = await tx.execute<{ id: string }>(
    sql`select c.id ${beside} order by c.position, c.name, c.id`,
  )
  const order = rows.map((row) => row.id).filter((other) => other !== id)
  order.splice(position, 0, id)
  await tx.execute(sql`
    update categories c set position = placed.n - 1, updated_at = now()
    from unnest(${sql.param(order)}::uuid[]) with ordinality placed(id, n)
    where c.store_id = ${store.id} and c.id = placed.id and c.position <> placed.n - 1`)
}
