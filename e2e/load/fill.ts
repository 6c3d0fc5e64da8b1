import pg from 'pg'

export type Size = { products: number; checkouts: number }

/**
 * Fills a store with products, every fourth in three sizes, and with checkouts of all states, so that check_invariants()
 * holds. As the superuser and without triggers: row by row it would take an hour.
 */
export async function fillStore(superuser: pg.Client, storeId: string, size: Size): Promise<void> {
  // `create table as` takes no parameters, hence the literal
  const store = `${pg.escapeLiteral(storeId)}::uuid`
  const run: Run = (statement) => superuser.query(statement.replaceAll(':store', store))
  await superuser.query("set session_replication_role = replica; set maintenance_work_mem = '256MB'")
  await fillCatalogue(run, size.products)
  if (size.checkouts > 0) {
    const indexes = await dropIndexes(superuser, [
      'checkouts',
      'checkout_items',
      'checkout_events',
      'stock_logs',
    ])
    await fillCheckouts(run, size.checkouts)
    for (const definition of indexes) await superuser.query(definition)
  }
  await superuser.query('reset session_replication_role')
  // a session that plans on empty tables keeps sequential scans: statistics first, then the pools
  await superuser.query('vacuum analyze')
}

type Run = (statement: string) => Promise<unknown>

async function fillCatalogue(run: Run, products: number): Promise<void> {
  await run(`insert into categories (store_id, id, slug, name, position)
    select :store, uuidv7(), 'categoria-' || n, 'Categoría ' || n, n from generate_series(1, 20) n`)
  await run(`with talla as (insert into attributes (store_id, id, slug, name) values (:store, uuidv7(), 'talla', 'Talla') returning id)
    insert into attribute_values (store_id, id, attribute_id, slug, name, position)
    select :store, uuidv7(), talla.id, lower(v.name), v.name, v.n from talla, unnest(array['S', 'M', 'L']) with ordinality v(name, n)`)
  await run(
    `insert into products (store_id, id, slug, name, brand, status, short_description, description, tags, is_featured, position,
      sort_price_minor, created_at)
    select :store, uuidv7(), 'producto-' || n,
      (array['Remera', 'Camisa', 'Vestido', 'Reloj', 'Perfume', 'Cartera', 'Zapatilla'])[1 + n % 7] || ' '
        || (array['clásica', 'de lino', 'bordada', 'dorada', 'liviana'])[1 + n % 5] || ' ' || n,
      'Marca ' || n % 40, 'active', 'Hecha a mano, número ' || n, '<p>' || repeat('Una descripción con palabras. ', 12) || '</p>',
      array['etiqueta-' || n % 30], n % 50 = 0, n % 100, 100000 + (n * 7919) % 900000, now() - n * interval '1 minute'
    from generate_series(1, ${products}) n`,
  )
  await run(`insert into product_categories (store_id, product_id, category_id)
    select :store, p.id, c.id from (select id, row_number() over (order by id) as n from products where store_id = :store) p
    join (select id, position from categories where store_id = :store) c on c.position = 1 + p.n % 20`)
  await run(`insert into media (store_id, id, state, hash, width, height, thumbhash)
    select :store, id, 'ready', md5(id::text), 960, 1200, encode(substring(sha256(id::text::bytea) for 25), 'base64')
    from products where store_id = :store`)
  await run(`insert into product_images (store_id, id, product_id, media_id, alt)
    select :store, uuidv7(), id, id, name from products where store_id = :store`)
  await run(`create temporary table made on commit preserve rows as
    select p.id as product_id, p.sort_price_minor as price, s.n as position, uuidv7() as variant_id, uuidv7() as stock_item_id,
      p.n % 4 = 0 as is_sized, row_number() over () as nth
    from (select *, row_number() over (order by id) as n from products where store_id = :store) p
    cross join lateral generate_series(1, case when p.n % 4 = 0 then 3 else 1 end) s(n)`)
  await run(`insert into stock_items (store_id, id, on_hand) select :store, stock_item_id, 1000000 from made`)
  await run(`insert into stock_logs (store_id, stock_item_id, kind, on_hand_delta, reserved_delta, on_hand_after, reserved_after, actor)
    select :store, stock_item_id, 'receive', 1000000, 0, 1000000, 0, 'fill' from made`)
  await run(`insert into product_variants (store_id, id, product_id, stock_item_id, sku, title, price_minor, compare_at_minor, position)
    select :store, variant_id, product_id, stock_item_id, 'SKU-' || nth,
      case when is_sized then (array['S', 'M', 'L'])[position] else '' end, price,
      case when nth % 5 = 0 then price * 5 / 4 end, position
    from made`)
  await run(`insert into product_variant_attributes (store_id, variant_id, attribute_id, value_id)
    select :store, m.variant_id, v.attribute_id, v.id from made m
    join attribute_values v on v.store_id = :store and v.position = m.position where m.is_sized`)
  // what the triggers would have kept
  await run(`insert into catalogue_versions (store_id, version) values (:store, 1)`)
  await run(`insert into product_changes (store_id, product_id, version)
    select :store, id, 1 from products where store_id = :store`)
  await run(`select refresh_product_search(:store, array_agg(p.id))
    from (select id, row_number() over (order by id) / 1000 as part from products where store_id = :store) p group by p.part`)
}

/** One line each, spread over all items; 3 % still pending, the rest sold, expired or cancelled. */
async function fillCheckouts(run: Run, checkouts: number): Promise<void> {
  await run(
    `create temporary table sold as
    select n, uuidv7((n - ${checkouts}) * interval '10 seconds') as id, m.product_id, m.variant_id, m.stock_item_id, m.price,
      now() + (n - ${checkouts}) * interval '10 seconds' as made_at,
      case when n > ${checkouts} * 0.97 then 'pending' when n % 10 < 6 then 'confirmed' when n % 10 < 8 then 'expired'
           else 'cancelled' end as status
    from generate_series(1, ${checkouts}) n
    join made m on m.nth = 1 + (n * 7919::bigint) % (select count(*) from made)`,
  )
  await run(`insert into checkouts (store_id, id, code_hash, status, currency, subtotal_minor, discount_minor, total_minor,
      idempotency_key, request_hash, created_at, first_expires_at, expires_at, ended_at, end_reason, address_hash)
    select :store, id, sha256(id::text::bytea), status, 'ARS', price, 0, price, id::text, sha256(n::text::bytea), made_at,
      made_at + interval '24 hours', case status when 'pending' then now() + interval '24 hours' else made_at + interval '24 hours' end,
      case when status <> 'pending' then made_at + interval '1 hour' end, case when status in ('expired', 'cancelled') then status end,
      substr(sha256((n % 20000)::text::bytea), 1, 16)
    from sold order by n`)
  await run(`insert into checkout_items (store_id, checkout_id, line, product_id, variant_id, stock_item_id, is_held, name,
      variant_title, quantity, unit_price_minor, line_discount_minor, line_total_minor)
    select :store, id, 1, product_id, variant_id, stock_item_id, true, 'Producto', '', 1, price, 0, price from sold order by n`)
  await run(`insert into checkout_events (store_id, checkout_id, kind, actor, created_at)
    select :store, id, 'made', 'shopper', made_at from sold order by n`)
  await run(`insert into stock_logs (store_id, stock_item_id, kind, on_hand_delta, reserved_delta, on_hand_after, reserved_after,
      reason, actor, checkout_id, created_at)
    select :store, stock_item_id, kind, on_hand_delta, reserved_delta,
      1000000 + sum(on_hand_delta) over balance, sum(reserved_delta) over balance, reason, 'fill', id, at
    from (
      select n, stock_item_id, id, 'reserve' as kind, 0 as on_hand_delta, 1 as reserved_delta, null as reason, made_at as at, 1 as step
      from sold
      union all
      select n, stock_item_id, id, case status when 'confirmed' then 'confirm' else 'release' end,
        case status when 'confirmed' then -1 else 0 end, -1, nullif(status, 'confirmed'), made_at, 2
      from sold where status <> 'pending') steps
    window balance as (partition by stock_item_id order by n, step)
    order by stock_item_id, n, step`)
  await run(`update stock_items s set on_hand = s.on_hand - t.sold, reserved = t.held
    from (select stock_item_id, count(*) filter (where status = 'confirmed') as sold,
            count(*) filter (where status = 'pending') as held from sold group by 1) t
    where s.store_id = :store and s.id = t.stock_item_id`)
}

/** Drops the indexes that guard nothing and answers how to make them again: at the end that is much quicker. */
async function dropIndexes(superuser: pg.Client, tables: string[]): Promise<string[]> {
  const { rows } = await superuser.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i left join pg_constraint c on c.conindid = i.indexrelid
     where i.indrelid = any ($1::regclass[]) and c.oid is null`,
    [tables],
  )
  for (const { name } of rows) await superuser.query(`drop index ${name}`)
  return rows.map(({ definition }) => definition)
}
