/** A product of the window as JSON, built by Postgres over the row `p`. */
import { sql, type SQL } from 'drizzle-orm'
import type { Store } from '../platform/http.ts'
import { titleIn, type Words } from './words-in.ts'

const moneyJson = (store: Store, amount: SQL): SQL =>
  sql`jsonb_build_object('amount', ${amount}, 'currency', ${store.currency}::text)`

/** The members of productListItemSchema in its order. */
export function itemJson(store: Store, words: Words): SQL {
  return sql`(
    select jsonb_build_object(
      'id', p.id, 'slug', p.slug, 'name', ${words.text('p', 'name')}, 'type', p.type, 'brand', p.brand, 'shortDescription', ${words.text('p', 'shortDescription', 'short_description')},
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
          'id', s.variant_id, 'sku', s.sku, 'title', ${titleIn(words, 's', 'variant_id')},
          'options', coalesce((
            select jsonb_object_agg(${words.text('a', 'name')}, coalesce(${words.text('av', 'name')}, va.value_text))
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
      select jsonb_agg(jsonb_build_object('key', used.slug, 'name', used.name, 'values', used.values) order by used.position, used.name) as options
      from (
        select a.slug, ${words.text('a', 'name')} as name, min(va.position) as position,
          (select jsonb_agg(jsonb_build_object('key', x.slug, 'name', ${words.text('x', 'name')}, 'colorHex', x.color_hex) order by x.position, x.name)
           from attribute_values x where x.store_id = a.store_id and x.attribute_id = a.id and x.id = any (array_agg(va.value_id))) as values
        from product_variants pv
        join product_variant_attributes va on va.store_id = pv.store_id and va.variant_id = pv.id and va.value_id is not null
        join attributes a on a.store_id = va.store_id and a.id = va.attribute_id
        where pv.store_id = p.store_id and pv.product_id = p.id and pv.is_active
        group by a.store_id, a.id) used) o,
    lateral (
      select jsonb_agg(jsonb_build_object(
          'url', picture_url(m.hash, m.width, 960), 'width', m.width, 'height', m.height, 'thumbhash', m.thumbhash,
          'alt', ${words.text('g', 'alt')}, 'variantId', g.variant_id) order by g.position, g.id) as images
      from product_images g join media m on m.store_id = g.store_id and m.id = g.media_id and m.state = 'ready'
      where g.store_id = p.store_id and g.product_id = p.id) i)`
}

/** When the next offer of the store begins or ends, by the database's clock in milliseconds. */
export const nextOfferChange = (store: Store): SQL => sql`(
  select extract(epoch from min(change.moment))::float8 * 1000 from (
    (select v.sale_starts_at from product_variants v
     where v.store_id = ${store.id} and v.sale_starts_at > now() order by v.sale_starts_at limit 1)
    union all
    (select v.sale_ends_at from product_variants v
     where v.store_id = ${store.id} and v.sale_ends_at > now() order by v.sale_ends_at limit 1)) change(moment))`
