/** The window as a whole, or what changed in it, for who keeps it. */
import { sql, type SQL } from 'drizzle-orm'
import type { OptionDictionary } from '../../shared/catalogue.ts'
import type { CatalogueSnapshot, ProductDetails, SnapshotProduct } from '../../shared/catalogue-snapshot.ts'
import type { Language } from '../../shared/language.ts'
import type { Store } from '../platform/http.ts'
import { withStore, type Database, type Tx } from '../platform/tenancy.ts'
import { readTree } from './category-tree.ts'
import { wordsIn, type Words } from './words-in.ts'

/** Past the changes of that version up to that product. */
type Place = { version: number; product: string }

const START: Place = { version: 0, product: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }

export function readPlace(cursor: string): Place {
  const [version, product = START.product] = cursor.split('.')
  return { version: Number(version), product }
}

type Row = { latest: number; read_at: string } & (
  | { id: string; version: number; product: SnapshotProduct | null; details: ProductDetails | null }
  | { id: null; version: null; product: null; details: null }
)

/**
 * Everything, or what changed past a place; at most so many products of it. A version is given under a lock that is held
 * to the COMMIT, so whatever becomes visible later has a higher one.
 */
export function readSnapshot(
  db: Database,
  store: Store,
  language: Language,
  { since, limit }: { since?: Place | undefined; limit: number },
): Promise<CatalogueSnapshot> {
  const words = wordsIn(store, language)
  return withStore(db, store.id, async (tx) => {
    let place = since
    let rows = await readChanges(tx, store, words, { past: place, limit: limit + 1 })
    // a place that was never reached is one of another history: from before a backup was put back
    if (place !== undefined && place.version > (rows[0]?.latest ?? 0)) {
      place = undefined
      rows = await readChanges(tx, store, words, { past: place, limit: limit + 1 })
    }
    const changes = rows.filter((row) => row.id !== null)
    const page = changes.slice(0, limit)
    const last = page.at(-1)
    const more = changes.length > limit
    return {
      cursor: more && last ? `${last.version}.${last.id}` : String(rows[0]?.latest ?? 0),
      full: place === undefined,
      more,
      readAt: new Date(rows[0]?.read_at ?? 0).toISOString(),
      language,
      currency: store.currency,
      categories: await readTree(tx, store, words),
      options: await readOptions(tx, store, words),
      products: page.flatMap(({ product, details }) => (product && details ? [{ ...product, details }] : [])),
      removed: page.flatMap(({ id, product }) => (product === null ? [id] : [])),
    }
  })
}

async function readChanges(
  tx: Tx,
  store: Store,
  words: Words,
  { past, limit }: { past: Place | undefined; limit: number },
): Promise<Row[]> {
  const { version, product } = past ?? START
  // who knows nothing yet has nothing to forget
  const isShown = sql`exists (
        select from product_search s where s.store_id = c.store_id and s.product_id = c.product_id)`
  const { rows } = await tx.execute<Row>(sql`
    with latest as (
      select coalesce((select v.version from catalogue_versions v where v.store_id = ${store.id}), 0) as version, now() as moment
    ), changed as (
      select c.product_id, c.version from product_changes c
      where c.store_id = ${store.id} and (c.version, c.product_id) > (${version}::bigint, ${product}::uuid)
        and ${past === undefined ? isShown : sql`true`}
      order by c.version, c.product_id limit ${limit}
    )
    select latest.version as latest, latest.moment as read_at, changed.product_id as id, changed.version,
      case when p.id is not null then ${productJson(words)} end as product,
      case when p.id is not null then ${detailsJson(words)} end as details
    from latest left join changed on true
    left join products p on p.store_id = ${store.id} and p.id = changed.product_id
      and p.status = 'active' and p.sort_price_minor is not null
    order by changed.version, changed.product_id`)
  return rows
}

/** The members of snapshotProductSchema; `json`, not `jsonb`: options keep their order. */
const productJson = (words: Words): SQL => sql`json_strip_nulls(json_build_object(
  'id', p.id, 'slug', p.slug, 'name', ${words.text('p', 'name')}, 'type', p.type, 'brand', p.brand,
  'shortDescription', ${words.text('p', 'shortDescription', 'short_description')}, 'featured', nullif(p.is_featured, false),
  'position', p.position, 'tags', nullif(p.tags, '{}'),
  'categories', (
    select json_agg(c.slug order by pc.position, pc.category_id)
    from product_categories pc join categories c on c.store_id = pc.store_id and c.id = pc.category_id and c.is_active
    where pc.store_id = p.store_id and pc.product_id = p.id),
  'image', (
    select json_build_object('url', picture_url(m.hash, m.width, 960), 'width', m.width, 'height', m.height)
    from product_images g join media m on m.store_id = g.store_id and m.id = g.media_id and m.state = 'ready'
    where g.store_id = p.store_id and g.product_id = p.id order by g.position, g.id limit 1),
  'variants', (
    select json_agg(json_build_object(
      'id', s.variant_id, 'sku', s.sku, 'title', nullif(nullif(s.title, o.joined), ''), 'options', o.options,
      'price', s.price_minor, 'compareAtPrice', case when s.unit_price_minor > s.price_minor then s.unit_price_minor end,
      'available', case when s.is_tracked then greatest(s.available, 0) end,
      'backorder', nullif(s.allows_backorder, false)) order by s.position, s.variant_id)
    from sellable_variants s, lateral (
      select string_agg(coalesce(x.name, va.value_text), ' / ' order by va.position, a.name) as joined,
        json_object_agg(a.slug, case when x.id is null then json_build_object('text', va.value_text) else to_json(x.slug) end
          order by va.position, a.name) as options
      from product_variant_attributes va
      join attributes a on a.store_id = va.store_id and a.id = va.attribute_id
      left join attribute_values x on x.store_id = va.store_id and x.id = va.value_id
      where va.store_id = s.store_id and va.variant_id = s.variant_id) o
    where s.store_id = p.store_id and s.product_id = p.id)))`

const detailsJson = (words: Words): SQL => sql`json_build_object(
  'description', ${words.text('p', 'description')}, 'weightGrams', p.weight_grams, 'dimensionsMm', p.dimensions_mm,
  'images', coalesce((
    select json_agg(json_build_object(
      'url', picture_url(m.hash, m.width, 960), 'width', m.width, 'height', m.height, 'thumbhash', m.thumbhash,
      'alt', ${words.text('g', 'alt')}, 'variantId', g.variant_id) order by g.position, g.id)
    from product_images g join media m on m.store_id = g.store_id and m.id = g.media_id and m.state = 'ready'
    where g.store_id = p.store_id and g.product_id = p.id), '[]'))`

/** Every attribute with its values, in their order. */
async function readOptions(tx: Tx, store: Store, words: Words): Promise<OptionDictionary> {
  const { rows } = await tx.execute<OptionDictionary[number]>(sql`
    select a.slug as key, ${words.text('a', 'name')} as name, (
      select json_agg(json_build_object('key', x.slug, 'name', ${words.text('x', 'name')}, 'colorHex', x.color_hex)
        order by x.position, x.name)
      from attribute_values x where x.store_id = a.store_id and x.attribute_id = a.id) as values
    from attributes a
    where a.store_id = ${store.id}
      and exists (select from attribute_values x where x.store_id = a.store_id and x.attribute_id = a.id)
    order by a.position, a.name`)
  return rows
}
