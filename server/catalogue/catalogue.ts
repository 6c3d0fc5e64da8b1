/**
 * Reading the catalogue: the window, one product, the category tree.
 *
 * CAT1 only active products are shown; sold-out ones stay, with `available` 0.
 * CAT2 a reader that starts after a COMMIT sees it: queries are shared, and an answer is given again only where the database
 *      says that nothing was committed since.
 * CAT3 paging by cursor: what is added or removed meanwhile never repeats or skips a product that stayed.
 * CAT4 prices and offers follow the database's clock and the one rule of the view `sellable_variants`.
 */
import { createHash } from 'node:crypto'
import { sql, type SQL } from 'drizzle-orm'
import type { Category, CategoryTree, Product, ProductPage, ProductSort } from '../../shared/catalogue.ts'
import { sqlState } from '../platform/database.ts'
import type { Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { SharedRead, UnchangedRead, type Timed } from '../platform/shared-read.ts'
import { withStore, type Database, type Tx } from '../platform/tenancy.ts'

export type ProductQuery = {
  category?: string | undefined
  q?: string | undefined
  sort?: ProductSort | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

/** A page as it goes over the wire: serialised once for all who share the query. */
export type SerialisedPage = { body: string; etag: string }

export type Catalogue = {
  listProducts: (store: Store, query: ProductQuery) => Promise<SerialisedPage>
  readProduct: (store: Store, slug: string) => Promise<Product>
  readCategories: (store: Store) => Promise<CategoryTree>
}

export function createCatalogue({ db }: { db: Database }): Catalogue {
  const pages = new SharedRead<Timed<SerialisedPage>>()
  const unchanged = new UnchangedRead<SerialisedPage>(db)
  return {
    listProducts: (store, query) => {
      const wanted = { ...query, limit: query.limit ?? 24, sort: query.sort ?? 'featured' }
      const key = `${store.id} ${store.currency} ${JSON.stringify(wanted)}`
      return unchanged.read(key, () => pages.read(key, () => queryPage(db, store, wanted)))
    },
    readProduct: (store, slug) => queryProduct(db, store, slug),
    readCategories: (store) => queryCategories(db, store),
  }
}

function serialise(page: ProductPage): SerialisedPage {
  const body = JSON.stringify(page)
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
}

type Order = { columns: SQL[]; order: SQL; isDescending: boolean }

/**
 * Sort → the columns of its cursor, all in one direction, where the id breaks ties so that a cursor is exact; and the same
 * order as its index has it, nulls included: in any other the whole catalogue is sorted for a page.
 */
const orders: Record<ProductSort, Order> = {
  featured: {
    columns: [sql`(not p.is_featured)`, sql`p.position`, sql`p.id`],
    order: sql`p.is_featured desc nulls last, p.position, p.id`,
    isDescending: false,
  },
  newest: {
    columns: [sql`p.created_at`, sql`p.id`],
    order: sql`p.created_at desc nulls last, p.id desc nulls last`,
    isDescending: true,
  },
  'price-asc': {
    columns: [sql`p.sort_price_minor`, sql`p.id`],
    order: sql`p.sort_price_minor, p.id`,
    isDescending: false,
  },
  'price-desc': {
    columns: [sql`p.sort_price_minor`, sql`p.id`],
    order: sql`p.sort_price_minor desc, p.id desc`,
    isDescending: true,
  },
  name: {
    columns: [sql`sort_name(p.name)`, sql`p.id`],
    order: sql`sort_name(p.name), p.id`,
    isDescending: false,
  },
}
const cursorTypes: Record<ProductSort, string[]> = {
  featured: ['boolean', 'integer', 'uuid'],
  newest: ['timestamptz', 'uuid'],
  'price-asc': ['bigint', 'uuid'],
  'price-desc': ['bigint', 'uuid'],
  name: ['text', 'uuid'],
}

type Wanted = ProductQuery & { limit: number; sort: ProductSort }
type PageRow = {
  item: ProductPage['items'][number]
  cursor: (string | number | boolean)[]
  until: number | null
}

async function queryPage(db: Database, store: Store, wanted: Wanted): Promise<Timed<SerialisedPage>> {
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

/** When the next offer of the store begins or ends, by the database's clock in milliseconds. */
const nextOfferChange = (store: Store): SQL => sql`(
  select extract(epoch from min(change.moment))::float8 * 1000 from (
    (select v.sale_starts_at from product_variants v
     where v.store_id = ${store.id} and v.sale_starts_at > now() order by v.sale_starts_at limit 1)
    union all
    (select v.sale_ends_at from product_variants v
     where v.store_id = ${store.id} and v.sale_ends_at > now() order by v.sale_ends_at limit 1)) change(moment))`

/** Products of the category and of everything below it. Its ids are read first: the planner knows how full each one is. */
async function inCategory(tx: Tx, store: Store, slug: string): Promise<SQL> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    with recursive below as (
      select c.id from categories c where c.store_id = ${store.id} and c.slug = ${slug} and c.is_active
      union select c.id from categories c join below b on c.parent_id = b.id where c.store_id = ${store.id} and c.is_active
    )
    select id from below`)
  return sql`p.id in (
    select pc.product_id from product_categories pc
    where pc.store_id = ${store.id} and pc.category_id = any (${sql.param(rows.map((row) => row.id))}::uuid[]))`
}

/** Every word must be found, as a stem of the language or as the beginning of a word. */
function searchFilter(q: string | undefined): SQL | undefined {
  const words =
    (q ?? '')
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, 8) ?? []
  if (words.length === 0) return q === undefined || q === '' ? undefined : sql`false`
  return sql.join(
    words.map(
      (word) =>
        // quoted: without its accents a letter may become punctuation ("ŉ" is "'n"), which is syntax to to_tsquery
        sql`p.search @@ (to_tsquery('simple', ''' ' || translate(f_unaccent(${word}), '''\\', '  ') || ''':*') || plainto_tsquery('spanish', f_unaccent(${word})))`,
    ),
    sql` and `,
  )
}

function after(cursor: string, sort: ProductSort): SQL {
  const { columns, isDescending } = orders[sort]
  const values = parseCursor(cursor, cursorTypes[sort])
  const row = values.map((value, i) => sql`${value}::${sql.raw(cursorTypes[sort][i] ?? 'text')}`)
  const past = sql`(${sql.join(columns, sql`, `)}) ${sql.raw(isDescending ? '<' : '>')} (${sql.join(row, sql`, `)})`
  // past the featured ones the index is entered by equality: a comparison with the whole row would read them all again
  return sort === 'featured' && values[0] === 'true'
    ? sql`not p.is_featured and (p.position, p.id) > (${sql.join(row.slice(1), sql`, `)})`
    : past
}

const shapes: Record<string, RegExp> = {
  boolean: /^(?:true|false)$/,
  integer: /^-?\d{1,9}$/,
  bigint: /^-?\d{1,15}$/,
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  timestamptz: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+\d\d(?::?\d\d)?$/,
  text: /^[^\0]*$/,
}

/** A cursor of ours for that sort; anything else is refused, not guessed at. */
function parseCursor(cursor: string, types: string[]): string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(values) && values.length === types.length) {
      const fits = values.every(
        (value, i) =>
          typeof value === 'string' && shapes[types[i] ?? '']?.test(value) && value.isWellFormed(),
      )
      if (fits) return values as string[]
    }
  } catch {
    // not JSON: the same refusal as below
  }
  throw notACursor()
}

const notACursor = (): Refusal =>
  new Refusal('invalid-request', {
    issues: [{ in: 'query', path: 'cursor', message: 'is not a cursor of this list' }],
  })

const moneyJson = (store: Store, amount: SQL): SQL =>
  sql`jsonb_build_object('amount', ${amount}, 'currency', ${store.currency}::text)`

/** One product of the window as JSON, over the row `p`; the members of productListItemSchema in its order. */
function itemJson(store: Store): SQL {
  return sql`(
    select jsonb_build_object(
      'id', p.id, 'slug', p.slug, 'name', p.name, 'type', p.type, 'brand', p.brand, 'shortDescription', p.short_description,
      'featured', p.is_featured,
      'price', ${moneyJson(store, sql`coalesce(v.from_price, 0)`)},
      'compareAtPrice', case when v.from_unit > v.from_price then ${moneyJson(store, sql`v.from_unit`)} end,
      'available', v.available,
      'options', coalesce(o.options, '[]'),
      'variants', coalesce(v.variants, '[]'),
      'images', coalesce(i.images, '[]'))
    from (
      select min(s.price_minor) as from_price,
        (array_agg(s.unit_price_minor order by s.price_minor, s.unit_price_minor))[1] as from_unit,
        case when bool_and(s.is_tracked) then sum(greatest(s.available, 0)) end as available,
        jsonb_agg(jsonb_build_object(
          'id', s.variant_id, 'sku', s.sku, 'title', s.title,
          'options', coalesce((
            select jsonb_object_agg(a.name, coalesce(av.name, va.value_text))
            from product_variant_attributes va
            join attributes a on a.store_id = va.store_id and a.id = va.attribute_id
            left join attribute_values av on av.store_id = va.store_id and av.id = va.value_id
            where va.store_id = s.store_id and va.variant_id = s.variant_id), '{}'),
          'price', ${moneyJson(store, sql`s.price_minor`)},
          'compareAtPrice', case when s.unit_price_minor > s.price_minor then ${moneyJson(store, sql`s.unit_price_minor`)} end,
          'available', case when s.is_tracked then greatest(s.available, 0) end,
          'backorder', s.allows_backorder) order by s.position, s.variant_id) as variants
      from sellable_variants s where s.store_id = p.store_id and s.product_id = p.id) v,
    lateral (
      select jsonb_agg(jsonb_build_object('name', used.name, 'values', used.values) order by used.position, used.name) as options
      from (
        select a.name, min(va.position) as position,
          (select jsonb_agg(jsonb_build_object('name', x.name, 'colorHex', x.color_hex) order by x.position, x.name)
           from attribute_values x where x.store_id = a.store_id and x.attribute_id = a.id and x.id = any (array_agg(va.value_id))) as values
        from product_variants pv
        join product_variant_attributes va on va.store_id = pv.store_id and va.variant_id = pv.id and va.value_id is not null
        join attributes a on a.store_id = va.store_id and a.id = va.attribute_id
        where pv.store_id = p.store_id and pv.product_id = p.id and pv.is_active
        group by a.store_id, a.id, a.name) used) o,
    lateral (
      select jsonb_agg(jsonb_build_object('id', g.id, 'url', g.url, 'alt', g.alt, 'variantId', g.variant_id)
                       order by g.position, g.id) as images
      from product_images g where g.store_id = p.store_id and g.product_id = p.id) i)`
}

type ProductRow = { item: Omit<Product, keyof Extra>; extra: Extra }
type Extra = Pick<
  Product,
  'description' | 'tags' | 'categories' | 'weightGrams' | 'dimensionsMm' | 'metaTitle' | 'metaDescription'
>

async function queryProduct(db: Database, store: Store, slug: string): Promise<Product> {
  const [row] = await withStore(db, store.id, async (tx) => {
    const result = await tx.execute<ProductRow>(sql`
      select ${itemJson(store)} as item, jsonb_build_object(
        'description', p.description, 'tags', to_jsonb(p.tags), 'weightGrams', p.weight_grams, 'dimensionsMm', p.dimensions_mm,
        'metaTitle', p.meta_title, 'metaDescription', p.meta_description,
        'categories', coalesce((
          with recursive up as (
            select c.id, c.parent_id, c.slug, c.name, 0 as depth from categories c
            where c.store_id = p.store_id and c.id = (
              select pc.category_id from product_categories pc where pc.store_id = p.store_id and pc.product_id = p.id
              order by pc.position, pc.category_id limit 1)
            union all select c.id, c.parent_id, c.slug, c.name, up.depth + 1 from categories c join up on c.id = up.parent_id
            where c.store_id = p.store_id and up.depth < 20)
          select jsonb_agg(jsonb_build_object('slug', up.slug, 'name', up.name) order by up.depth desc) from up), '[]')) as extra
      from products p
      where p.store_id = ${store.id} and p.slug = ${slug} and p.status = 'active' and p.sort_price_minor is not null`)
    return result.rows
  })
  if (!row) throw new Refusal('product-not-found')
  return { ...row.item, ...row.extra }
}

type CategoryRow = {
  id: string
  parent_id: string | null
  slug: string
  name: string
  description: string | null
  image_url: string | null
  count: number
}

async function queryCategories(db: Database, store: Store): Promise<CategoryTree> {
  const rows = await withStore(db, store.id, async (tx) => {
    const result = await tx.execute<CategoryRow>(sql`
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
      select c.id, c.parent_id, c.slug, c.name, c.description, c.image_url, coalesce(n.count, 0) as count
      from categories c left join counts n on n.root = c.id
      where c.store_id = ${store.id} and c.is_active order by c.position, c.name`)
    return result.rows
  })
  const below = (parent: string | null): Category[] =>
    rows
      .filter((row) => row.parent_id === parent)
      .map((row) => ({
        slug: row.slug,
        name: row.name,
        description: row.description,
        imageUrl: row.image_url,
        productCount: row.count,
        children: below(row.id),
      }))
  return { categories: below(null) }
}
